export { Liquid, Output, TypeGuards, type FilterImplOptions, type Template } from 'liquidjs';

export { Liquid, type FilterImplOptions, type Template } from 'liquidjs';

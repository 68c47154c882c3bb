// The one import of Papa Parse. Its inner parser reads a text piece by piece, so that a big file never blocks n8n.
export { Parser } from 'papaparse';

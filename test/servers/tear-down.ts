export { endPostgres as default } from './shared-postgres';

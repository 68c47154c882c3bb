// The servers for scripts in plain JavaScript: the end-to-end checks, the benches, the stress runs.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from '../../scripts/load-ts.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/** @type {typeof import('./postgres')} */
export const { startPostgres } = await loadTypeScript(join(here, 'postgres.ts'));

/** @type {typeof import('./server')} */
export const { freePort, HOST, startProgram } = await loadTypeScript(join(here, 'server.ts'));

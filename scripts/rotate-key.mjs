// npm run rotate-key: the command of the package, from its sources.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadTypeScript } from './load-ts.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
await loadTypeScript(join(root, 'core', 'ledger', 'rotate', 'command.ts'));

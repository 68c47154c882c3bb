import { buildSync } from 'esbuild';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bundles the ledger into `folder`, so that other Node processes can run it. */
export function bundleLedger(folder: string): void {
	buildSync({
		entryPoints: [join(__dirname, '../../../core/ledger/index.ts')],
		outfile: join(folder, 'ledger.cjs'),
		bundle: true,
		platform: 'node',
	});
}

/** Starts another Node process on `script`, in which `ledger` is the bundled module. */
export async function start(
	folder: string,
	script: string,
	options: { uid?: number } = {},
): Promise<ChildProcess> {
	const file = join(folder, `child-${Math.random().toString(36).slice(2)}.cjs`);
	await writeFile(file, `const ledger = require('./ledger.cjs');\n(async () => {${script}})();`);
	return spawn(process.execPath, [file], {
		cwd: folder,
		stdio: ['pipe', 'pipe', 'inherit'],
		...options,
	});
}

/** What a process prints until it ends. */
export async function output(child: ChildProcess): Promise<string> {
	const chunks: Buffer[] = [];
	child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
	await once(child, 'close');
	return Buffer.concat(chunks).toString();
}

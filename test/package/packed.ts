import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Packs the package at `root` into `folder` and unpacks it at `target`, as n8n does. Gives the packed file. */
export function unpackPacked(root: string, folder: string, target: string): string {
	const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
	const file = join(folder, filename);
	mkdirSync(target, { recursive: true });
	execFileSync('tar', ['-xzf', file, '-C', target, '--strip-components=1']);
	return file;
}

// Compiles the package into dist/: TypeScript by tsc; icons, codex files and library bundles by gulp.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';

function step(script, ...args) {
	const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' });
	if (status !== 0) process.exit(status ?? 1);
}

rmSync('dist', { recursive: true, force: true });
step('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json');
step('node_modules/gulp/bin/gulp.js', 'build', '--silent');

// ESLint with no warning allowed, then Prettier. `--fix` mends what can be mended.
import { spawnSync } from 'node:child_process';

const fix = process.argv.includes('--fix');
const steps = [
	['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0', ...(fix ? ['--fix'] : [])],
	[
		'node_modules/prettier/bin/prettier.cjs',
		fix ? '--write' : '--check',
		'--log-level',
		'warn',
		'.',
	],
];
const failed = steps.filter(
	(step) => spawnSync(process.execPath, step, { stdio: 'inherit' }).status !== 0,
);
process.exit(failed.length === 0 ? 0 : 1);

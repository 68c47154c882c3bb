// Lint, type check, build, then every test: unit tests and nodes in n8n's real engine. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';

const REPORT = '.scratch/jest.json';

const checks = [
	['lint', ['scripts/lint.mjs']],
	['type check', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit']],
	['build', ['scripts/build.mjs']],
];

function check([name, command]) {
	const started = Date.now();
	const { status } = spawnSync(process.execPath, command, { stdio: 'inherit' });
	const seconds = ((Date.now() - started) / 1000).toFixed(1);
	console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
	return status === 0;
}

/** A run of jest that left no report, or found no test, is a failed check and not a quiet zero. */
function runJest(args) {
	mkdirSync('.scratch', { recursive: true });
	rmSync(REPORT, { force: true });
	spawnSync(
		process.execPath,
		['node_modules/jest/bin/jest.js', '--json', `--outputFile=${REPORT}`, ...args],
		{ stdio: ['ignore', 'ignore', 'inherit'] },
	);
	if (!existsSync(REPORT)) return { passed: 0, failed: 1, names: ['jest left no report'] };
	const report = JSON.parse(readFileSync(REPORT, 'utf8'));
	const suites = report.numRuntimeErrorTestSuites + (report.numTotalTests === 0 ? 1 : 0);
	const names = report.testResults.flatMap(failedNames);
	return { passed: report.numPassedTests, failed: report.numFailedTests + suites, names };
}

/** The failed tests of a file, or the file itself when it could not be run. Why stands above, in jest's own words. */
function failedNames({ name, status, assertionResults }) {
	const file = relative(process.cwd(), name);
	const failed = assertionResults.filter((one) => one.status === 'failed');
	if (failed.length > 0) return failed.map(({ fullName }) => `${file}: ${fullName}`);
	return status === 'failed' ? [`${file} could not be run`] : [];
}

const results = checks.map(check);
const tests = runJest(process.argv.slice(2));
for (const name of tests.names) console.log(`✗ ${name}`);
const passed = tests.passed + results.filter(Boolean).length;
const failed = tests.failed + results.filter((ok) => !ok).length;
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

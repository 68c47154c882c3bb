// The smallest test runner: checks run one after another, each is a line, the last line counts them.
import { stripVTControlCharacters } from 'node:util';

/**
 * @param {Array<{ name: string, run: (world: object) => Promise<void> }>} checks
 * @param {object} world what the checks work with
 * @param {{ before?: (world: object) => Promise<void>, failed?: (world: object) => Promise<void> }} hooks
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(checks, world, { before, failed: onFailure } = {}) {
	let passed = 0;
	let failed = 0;
	for (const { name, run } of checks) {
		const label = `${passed + failed + 1}/${checks.length} ${name}`;
		try {
			await before?.(world);
			await run(world);
			passed += 1;
			console.log(`ok      ${label}`);
		} catch (error) {
			failed += 1;
			console.log(`FAILED  ${label}\n${indented(error.stack ?? String(error))}`);
			await onFailure?.(world);
		}
	}
	console.log(`${passed} passed, ${failed} failed`);
	return { passed, failed };
}

/** Colours taken out; of the stack the lines that tell which check it was. */
const indented = (text) =>
	stripVTControlCharacters(text)
		.split('\n')
		.filter((line) => !/^\s+at (?!.*e2e)|checks\.mjs|run\.mjs/.test(line))
		.map((line) => `        ${line}`)
		.join('\n');

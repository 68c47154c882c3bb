// npm run e2e: the checks in a real n8n with headless Chromium. `npm run e2e -- word` runs those whose name holds the word.
import { existsSync } from 'node:fs';
import { installN8n, SetUpError } from '../../playground/install.mjs';
import { CHROMIUM } from './browser.mjs';
import { runChecks } from './checks.mjs';
import { contest } from './contest.mjs';
import { editor } from './editor.mjs';
import { event } from './event.mjs';
import { form } from './form.mjs';
import { kannel } from './kannel.mjs';
import { liveRuns } from './live-runs.mjs';
import { night } from './night.mjs';
import { queue } from './queue.mjs';
import { prospects } from './prospects.mjs';
import { reports } from './reports.mjs';
import { rerunSafety } from './rerun-safety.mjs';
import { samples } from './samples.mjs';
import { scale } from './scale.mjs';
import { segments } from './segments.mjs';
import { signUp } from './sign-up.mjs';
import { stop } from './stop.mjs';
import { testRuns } from './test-runs.mjs';
import { toCheck } from './to-check.mjs';
import { vendors } from './vendors.mjs';
import { buildWorld } from './world.mjs';

const wanted = process.argv[2] ?? '';
/** The editor comes before the form: its sample holds people of the client file, who are written to once. */
const chosen = () =>
	[
		...editor(),
		...form,
		...testRuns,
		...liveRuns,
		...rerunSafety,
		...samples,
		...stop,
		...reports,
		...toCheck,
		...contest,
		...signUp,
		...segments,
		...event,
		...prospects,
		...kannel,
		...vendors,
		...night,
		...queue,
		...scale,
	].filter(({ name }) => name.includes(wanted));

/** Each check begins with empty phones and a gateway that works. */
async function before({ phones, gate }) {
	phones.store.clear();
	Object.assign(phones.trouble, { statuses: [], delayMs: 0 });
	gate.open = true;
}

/** A check that failed leaves its page open. */
const closePages = async ({ context }) => {
	for (const page of context?.pages() ?? []) await page.close();
};

async function main() {
	if (!existsSync(CHROMIUM))
		throw new SetUpError(
			`Chromium is not at ${CHROMIUM}. Install it (Debian, Ubuntu: \`sudo apt install chromium\`) or name yours in CHROMIUM_PATH.`,
		);
	await installN8n();
	const world = await buildWorld();
	const end = async () => {
		await world.browser?.close();
		await world.stop();
	};
	for (const signal of ['SIGINT', 'SIGTERM'])
		process.once(signal, () => end().then(() => process.exit(1)));
	try {
		const { passed, failed } = await runChecks(chosen(), world, { before, failed: closePages });
		process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
	} finally {
		await end();
	}
}

await main().catch((error) => {
	console.error(error instanceof SetUpError ? error.message : error);
	process.exit(1);
});

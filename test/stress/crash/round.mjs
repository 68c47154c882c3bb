// One round of the crash harness: a new ledger, a gateway, two workers that die and come back until all is sent, and the
// reckoning.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startCrew } from './crew.mjs';
import { startEvents } from './events.mjs';
import { judge, openMessages } from './verdict.mjs';
import { CAP, CAP_DAYS, fastClock, memberships, numberOf, shuffled, SPEED } from './world.mjs';

const SERVER = join(dirname(fileURLToPath(import.meta.url)), 'server.mjs');

/**
 * @param options `{ bundles, mutant, searchable, cap, people, contacts, stops, mostKills, tally, longestMs }`; the round of a mutant ends as
 * soon as what it breaks is seen
 * @returns the counts of `judge`, with `kills`, `freezes`, `seconds` and `end`: `rest`, `broken`, or nothing when its time was over
 */
export async function runRound(options) {
	const folder = mkdtempSync(join(tmpdir(), 'stress-crash-'));
	// Made beforehand: a worker killed while n8n writes it would leave half a file for the next one.
	mkdirSync(join(folder, '.n8n'));
	writeFileSync(
		join(folder, '.n8n', 'config'),
		JSON.stringify({ encryptionKey: 'of no use here' }),
		{ mode: 0o600 },
	);
	try {
		return await play(options, folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function play(options, folder) {
	const {
		bundles,
		mutant,
		searchable,
		cap = CAP,
		people,
		contacts,
		stops,
		tally,
		longestMs,
		mostKills,
	} = options;
	const product = createRequire(import.meta.url)(bundles.coordinator);
	const began = Date.now();
	const now = fastClock(began, mutant?.broken?.speed);
	const file = join(folder, '.n8n', 'sms-marketing', 'ledger.sqlite');
	const log = join(folder, 'gateway.log');
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(log, '');
	const members = memberships(people, contacts);
	const ledger = await product.openEmbeddedLedger({ file });
	const lapsesAt = await prepare(ledger, { people, cap, now });

	const gateway = fork(SERVER, [JSON.stringify({ log, slow: searchable })]);
	const [{ port }] = await once(gateway, 'message');
	const url = `http://127.0.0.1:${port}`;
	const job = { bundle: bundles.worker, began, members, broken: mutant?.broken };
	// A mutant is to break at a race, not to wait.
	const leastFreezes = mutant ? 0 : 1;
	const crew = startCrew({ leastFreezes, job, people, tally, mostKills, gateway, url, folder });
	const events = startEvents({ product, ledger, now, people, stops, gateway, url, searchable });
	const judged = () => judge({ log, file, cap, members, events, crew, searchable, product });
	const end = await until(began + longestMs, {
		broken: () => mutant && judged()[mutant.breaks] > 0,
		rest: () =>
			Date.now() > lapsesAt &&
			events.optOuts.size >= stops &&
			isIdle(crew, events) &&
			openMessages(file, searchable) === 0,
	});
	await (end === 'rest' ? crew.finish() : crew.abandon());
	await events.end();
	gateway.kill();
	await ledger.close();
	const { kills, freezes, hidden, errors } = crew;
	const { found, freed, optOuts } = events;
	const seconds = Math.round((Date.now() - began) / 1_000);
	return {
		...{ ...judged(), end, kills, freezes, hidden, errors },
		...{ stops: optOuts.size, found, freed, seconds },
	};
}

const RESERVATION_MS = 2_000;

/** The cap; and somebody reserved for a campaign and never sent it: the places must come back. */
async function prepare(ledger, { people, cap, now }) {
	const perDays = { max: cap, days: CAP_DAYS };
	await ledger.saveBrand({ slug: 'default', cap: { perDays } }, now());
	const some = shuffled(people).slice(0, people / 2);
	await ledger.reserve({
		...{ brand: 'default', campaign: 'abandoned', purpose: 'marketing', live: true, now: now() },
		entries: some.map((person) => ({ to: numberOf(person), occasion: 'once' })),
		ttlMs: RESERVATION_MS * SPEED,
	});
	return Date.now() + RESERVATION_MS;
}

/** Both workers have gone over everything since the last thing that happened, and had nothing to send. */
function isIdle({ passes, lastDeath }, { lastChange }) {
	const since = Math.max(lastDeath, lastChange);
	const idle = [...passes.values()].filter(
		({ startedAt, claims }) => claims === 0 && startedAt > since,
	);
	return idle.length === 2;
}

const LOOK_EVERY_MS = 500;

/** The name of the first that is true, or nothing when the time is over. */
async function until(deadline, ends) {
	while (Date.now() < deadline) {
		await wait(LOOK_EVERY_MS);
		const end = Object.keys(ends).find((name) => ends[name]());
		if (end) return end;
	}
	return undefined;
}

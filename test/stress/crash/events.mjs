// What happens to a campaign from outside while it is sent: STOPs, delivery reports, and look-ups of what is in doubt.
import { numberOf, oneOf } from './world.mjs';

const STOP_EVERY_MS = 120;
const REPORTED_ONE_IN = 8;
/** A report may come before the answer to the call is written down. */
const LATEST_REPORT_MS = 600;
const LOOK_UP_EVERY_MS = 1_000;

/** @returns `optOuts` (person → when its STOP was committed) and `end` */
export function startEvents({ product, ledger, now, people, stops, gateway, url, searchable }) {
	const events = { optOuts: new Map(), found: 0, freed: 0, lastChange: 0, failure: undefined };
	let ended = false;
	const pending = new Set();
	const later = (ms, work) => {
		const timer = setTimeout(async () => {
			const working = work().catch((error) => (events.failure ??= error));
			pending.add(working);
			await working;
			pending.delete(working);
		}, ms);
		return timer;
	};

	const stop = async () => {
		const person = Math.floor(Math.random() * people);
		const asked = { brand: 'default', to: numberOf(person), source: 'sms' };
		await ledger.optOut({ ...asked, sourceRef: `${person}`, at: now(), now: now() });
		if (!events.optOuts.has(person)) events.optOuts.set(person, Date.now());
		events.lastChange = Date.now();
		if (!ended && events.optOuts.size < stops) later(STOP_EVERY_MS, stop);
	};
	later(STOP_EVERY_MS, stop);

	gateway.on('message', ({ accepted: ref }) => {
		if (ref === undefined || ended || Math.random() * REPORTED_ONE_IN >= 1) return;
		const status = oneOf(['delivered', 'undelivered', 'expired']);
		later(Math.random() * LATEST_REPORT_MS, async () => {
			await ledger.report([{ key: `dlr ${ref}`, gateway: 'crash', ref, status, at: now() }], now());
		});
	});

	const look = async () => {
		const { found, freed } = await lookUp({ product, ledger, now, url, searchable });
		events.found += found;
		events.freed += freed;
		if (freed > 0) events.lastChange = Date.now();
		if (!ended) later(LOOK_UP_EVERY_MS, look);
	};
	later(LOOK_UP_EVERY_MS, look);

	const end = async () => {
		ended = true;
		await Promise.all(pending);
		if (events.failure) throw events.failure;
	};
	return Object.assign(events, { end });
}

/** What SMS Campaign does about messages in doubt; the calls are made here. */
async function lookUp({ product, ledger, now, url, searchable }) {
	const { crashGateway, quietPeriods, reconcile } = product;
	const { lookUp: form, ...rest } = crashGateway;
	const gateway = searchable ? crashGateway : rest;
	const ask = async (call) => {
		const { url: address } = form.build(call, { account: { baseUrl: url } });
		const response = await fetch(address);
		return form.parse({ status: response.status, headers: {}, body: await response.json() })?.found;
	};
	const fates = await reconcile({
		...{ ledger, gateway, account: gateway.id, ask, now: now(), actor: 'harness', dryRun: false },
		quietMs: quietPeriods([gateway]),
	});
	const count = (wanted) => fates.filter(({ fate }) => fate === wanted).length;
	return { found: count('accepted'), freed: count('not_found') };
}

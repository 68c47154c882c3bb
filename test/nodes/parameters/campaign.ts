import { DatabaseSync } from 'node:sqlite';
import type { INodeParameters } from 'n8n-workflow';
import { ledgerFile } from '../../../nodes/shared/open-ledger';
import { MONDAY, numberOf, withLedger } from '../SmsSend.scene';
import { jsonOf, type Row } from './row';

type Found = Record<string, unknown>;

/** A setting of a brand: each item is a brand of its own, shown in an editor run that saves nothing. */
function setting(
	path: string,
	[value, second]: [Row['value'], Row['value']],
	read: (brand: Found) => unknown,
	[first, other]: [unknown, unknown] = [value, second],
	set?: Row['set'],
): Row {
	return {
		path,
		value,
		...(set && { set }),
		beside: { resource: 'brand', operation: 'upsert', slug: 'new' },
		seen: (run) => jsonOf(run).map((json) => read(json)),
		expected: [first, first],
		each: { second, expected: [first, other] },
	};
}

const nested = (outer: string, inner: string, rest: object, name: string) => (value: unknown) =>
	({ settings: { [outer]: { [inner]: [{ ...rest, [name]: value }] } } }) as INodeParameters;
const perDays = (rest: object, name: string) => (value: unknown) =>
	({ settings: { perDays: { limit: { ...rest, [name]: value } } } }) as INodeParameters;
const capOf = (brand: Found) => brand.cap as Found;
const stop = (brand: Found) => brand.stopCodes as Found;
const prices = (brand: Found) => brand.prices as Found;

const BRAND: Row[] = [
	setting('slug', ['maison-a', 'maison-b'], ({ brand }) => brand),
	setting('legalName', ['A SAS', 'B SAS'], ({ name }) => name),
	setting('sender', ['LUMEN', 'LUMEN35'], ({ sender }) => sender),
	setting('settings.consentMaxAgeMonths', [12, 24], (brand) => brand.consentMaxAgeMonths),
	setting('settings.country', ['BE', 'RE'], ({ country }) => country),
	setting('settings.currency', ['CHF', 'GBP'], ({ currency }) => currency),
	setting('settings.language', ['en', 'fr'], ({ language }) => language),
	setting('settings.minGapHours', [24, 48], (brand) => capOf(brand).minGapHours),
	setting('settings.perMonth', [1, 3], (brand) => capOf(brand).perMonth),
	setting(
		'settings.perDays.limit.max',
		[1, 2],
		(brand) => capOf(brand).perDays,
		[
			{ max: 1, days: 7 },
			{ max: 2, days: 7 },
		],
		perDays({ days: 7 }, 'max'),
	),
	setting(
		'settings.perDays.limit.days',
		[7, 9],
		(brand) => capOf(brand).perDays,
		[
			{ max: 1, days: 7 },
			{ max: 1, days: 9 },
		],
		perDays({ max: 1 }, 'days'),
	),
	setting(
		'settings.postTo',
		['http://a.example/sms', 'http://b.example/sms'],
		(brand) => (brand.sandbox as Found).postTo,
	),
	setting(
		'settings.prices.price.country',
		['BE', 'CH'],
		(brand) => [prices(brand).BE, prices(brand).CH],
		[
			[0.07, undefined],
			[undefined, 0.07],
		],
		nested('prices', 'price', { amount: 0.07 }, 'country'),
	),
	setting(
		'settings.prices.price.amount',
		[0.07, 0.08],
		(brand) => prices(brand).BE,
		undefined,
		nested('prices', 'price', { country: 'BE' }, 'amount'),
	),
	setting('settings.ignoreHours', [true, false], (brand) => (brand.sandbox as Found).ignoreHours),
	setting('settings.sendingHours', ['brevo', 'af2m-2026'], (brand) => brand.sendingHours),
	{
		path: 'settings.stopCodes.code.gateway',
		value: 'sandbox',
		set: nested('stopCodes', 'code', { code: '36180' }, 'gateway'),
		beside: { resource: 'brand', operation: 'upsert', slug: 'new' },
		seen: (run) => jsonOf(run).map((json) => stop(json).sandbox),
		expected: ['36180', '36180'],
		each: { second: 'sandbox', expected: ['36180', '36180'] },
	},
	setting(
		'settings.stopCodes.code.code',
		['36180', '36111'],
		(brand) => stop(brand).sandbox,
		undefined,
		nested('stopCodes', 'code', { gateway: 'sandbox' }, 'code'),
	),
	setting('settings.timezone', ['Indian/Reunion', 'Europe/Brussels'], (brand) => brand.timezone),
];

async function reserveOne(): Promise<void> {
	await withLedger(
		async (ledger) =>
			await ledger.reserve({
				brand: 'default',
				campaign: 'sale',
				purpose: 'marketing',
				live: false,
				now: MONDAY,
				entries: [{ to: numberOf(1), occasion: 'once', parts: 1, cost: 0 }],
			}),
	);
}

const MESSAGE = { resource: 'message' };
/** The item that names the first message to check. */
const marked = { nth: 1, ref: '' };

/** Two messages to check, sent by the sandbox. */
async function loseTwo(): Promise<string[]> {
	return await withLedger(async (ledger) => {
		const verdicts = await ledger.claim({
			...{ brand: 'default', campaign: 'sale', purpose: 'marketing', live: false, now: MONDAY },
			...{ run: 'r', leaseMs: 60_000, gateway: 'sandbox' },
			entries: [1, 2].map((n) => ({ to: numberOf(n), occasion: 'once' })),
		});
		const refs = verdicts.flatMap((one) => (one.outcome === 'claimed' ? [one.ref] : []));
		const answers = refs.map((ref) => ({ ref, outcome: 'in_doubt' as const }));
		await ledger.settle(answers, MONDAY);
		return refs;
	});
}

function actors(): unknown[] {
	const database = new DatabaseSync(ledgerFile(), { readOnly: true });
	const rows = database.prepare('SELECT actor FROM audit').all();
	database.close();
	return rows.map(({ actor }) => actor);
}

function answered(path: string, [value, second]: Row['value'][], shown = path): Row {
	return {
		path,
		value: value ?? '',
		beside: { resource: 'campaign', operation: 'recordAnswers', campaign: 'sale' },
		seen: (run) => jsonOf(run).map((json) => json[shown]),
		expected: [value, value],
		each: { second: second ?? '', expected: [value, second] },
	};
}

const CAMPAIGN_ROWS: Row[] = [
	...BRAND,
	{
		path: 'brand',
		value: 'maison-lumen',
		set: (value) => ({ brand: { __rl: true, mode: 'id', value: value as string } }),
		beside: { resource: 'brand', operation: 'get' },
		seen: (run) => jsonOf(run).map(({ brand }) => brand),
		expected: ['maison-lumen', 'maison-lumen'],
		each: { second: 'default', expected: ['maison-lumen', 'default'] },
	},
	{
		path: 'campaign',
		value: 'sale',
		beside: { resource: 'campaign', operation: 'pause', campaign: 'x' },
		seen: (run) => jsonOf(run).map(({ campaign }) => campaign),
		expected: ['sale', 'sale'],
		each: { second: 'news', expected: ['sale', 'news'] },
	},
	{
		path: 'count',
		value: 'sandbox',
		beside: { resource: 'campaign', operation: 'getStatus', campaign: 'sale' },
		before: reserveOne,
		seen: (run) => jsonOf(run).map(({ messages }) => messages),
		expected: [{ reserved: 1 }, { reserved: 1 }],
		each: { second: 'live', expected: [{ reserved: 1 }, {}] },
	},
	{
		path: 'budget',
		value: 12.5,
		beside: { resource: 'campaign', operation: 'setBudget', campaign: 'sale' },
		seen: (run) => jsonOf(run).map(({ budget }) => budget),
		expected: [12.5, 12.5],
		each: { second: 20, expected: [12.5, 20] },
	},
	answered('objective', ['conversion', 'drive_to_web']),
	answered('contactsAre', ['prospect', 'client']),
	answered('answers', [36, 40]),
	answered('smsSent', [800, 900], 'sent'),
	{
		path: 'returnAll',
		value: true,
		beside: { ...MESSAGE, operation: 'getToCheck', limit: 1 },
		before: async () => await loseTwo(),
		seen: (run) => jsonOf(run).length,
		expected: 2,
	},
	{
		path: 'limit',
		value: 1,
		beside: { ...MESSAGE, operation: 'getToCheck' },
		before: async () => await loseTwo(),
		seen: (run) => jsonOf(run).length,
		expected: 1,
	},
	{
		path: 'gateway',
		value: 'sandbox',
		beside: { ...MESSAGE, operation: 'reconcile' },
		before: async () => await loseTwo(),
		seen: (run) => jsonOf(run).length,
		expected: 2,
		defaultNotSeen: true,
	},
	{
		path: 'messageRefs',
		value: 'one',
		items: [
			{ nth: 1, ref: 'a' },
			{ nth: 2, ref: 'b' },
		],
		beside: { ...MESSAGE, operation: 'markSent' },
		seen: (run) => jsonOf(run).map(({ ref }) => ref),
		expected: ['one'],
		each: { second: 'two', expected: ['one', 'two'] },
	},
	{
		path: 'decidedBy',
		value: 'customer service',
		beside: { ...MESSAGE, operation: 'markSent', applyInEditor: true },
		items: [marked, { nth: 2, ref: 'unknown' }],
		before: async () => {
			[marked.ref = ''] = await loseTwo();
		},
		seen: () => actors(),
		expected: ['customer service'],
	},
	{
		path: 'applyInEditor',
		value: true,
		beside: { resource: 'brand', operation: 'upsert', slug: '={{ "brand-" + $json.nth }}' },
		seen: async () => {
			const brands = await withLedger(async (ledger) => await ledger.listBrands());
			return brands.map(({ slug }) => slug).filter((slug) => slug.startsWith('brand-'));
		},
		expected: ['brand-1', 'brand-2'],
		each: { second: false, expected: ['brand-1'] },
	},
];
export const CAMPAIGN: Row[] = CAMPAIGN_ROWS.map((row) => ({
	items: [{ nth: 1 }, { nth: 2 }],
	options: { mode: 'manual' },
	...row,
}));

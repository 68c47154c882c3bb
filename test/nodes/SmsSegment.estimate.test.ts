import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import type { SmsItem } from '../../core/item';
import { runNode, type EngineOptions } from '../harness';
import {
	contact,
	ledgerRows,
	message,
	MONDAY,
	NOTHING,
	numberOf,
	setBrand,
	useScene,
	withLedger,
} from './SmsSend.scene';

useScene();

const client = (n: number, more: Partial<SmsItem> = {}): IDataObject =>
	contact(n, {
		contact: { kind: 'client', postalCode: '35000', purchases: { count: 2, total: 90 } },
		...more,
	});
const prospect = (n: number, more: Partial<SmsItem> = {}): IDataObject =>
	contact(n, { contact: { kind: 'prospect', postalCode: '35000' }, ...more });

const CLIENTS = {
	name: 'Clients',
	startFrom: 'none',
	criteria: { kind: [{ values: ['client'] }] },
};
const COLD = { name: 'Cold', startFrom: 'none', criteria: { kind: [{ values: ['prospect'] }] } };

/** What the tests look at by name. */
interface Item {
	segment: string;
	kind: string;
	reach: number;
	waterfall: Array<{ step: string; lost: number }>;
	restsOn: Record<string, string>;
	order?: IDataObject[];
	html?: string;
}

async function estimate(
	items: IDataObject[],
	parameters: IDataObject = {},
	options: EngineOptions & { node?: object } = {},
) {
	const given = { operation: 'estimate', segments: { values: [CLIENTS, COLD] }, ...parameters };
	const result = await runNode(new SmsSegment(), given as INodeParameters, items, options);
	const list = (result.outputs[0] ?? []).map(({ json }) => json as unknown as Item);
	return { ...result, list, total: list.at(-1), said: result.hints.map((one) => one.message) };
}

const lost = (item?: Item) =>
	Object.fromEntries(
		(item?.waterfall ?? []).filter((row) => row.lost > 0).map((row) => [row.step, row.lost]),
	);

it('has the figures of the worked example of the guide', async () => {
	// docs/guides/estimate.md: 50 SMS of 0.049, basket 45, margin 40 %, 3 of the file; 2 % come.
	const items = Array.from({ length: 50 }, (_, n) => client(n));
	const { list } = await estimate(items, { segments: { values: [CLIENTS] }, fileCost: 3 });
	expect(list[0]).toMatchObject({
		segment: 'Clients',
		kind: 'client',
		size: 50,
		reach: 50,
		parts: 50,
		cost: { sms: 2.45, file: 3, total: 5.45 },
		basket: { amount: 45, of: 'segment', clients: 50, method: 'mean' },
		response: { mid: 0.02 },
		answers: { mid: 1 },
		revenue: { mid: 45 },
		margin: { mid: 18 },
		profit: { mid: 12.55 },
		returnOnCost: { mid: 2.3 },
		breakEven: 0.0061,
	});
});

it('takes contacts out step by step, by the one decision, and keeps nothing', async () => {
	await withLedger(async (ledger) => {
		await ledger.optOut({
			...{ brand: 'default', to: numberOf(2), source: 'sms', sourceRef: 'x' },
			...{ at: MONDAY, now: MONDAY },
		});
	});
	const before = ledgerRows();
	const items = [
		client(0),
		client(1, { consent: { status: 'unknown' } }),
		client(2),
		client(0),
		client(4, { contact: { kind: 'client', postalCode: '75011' } }),
		client(5, { to: undefined, status: 'held', reason: 'INVALID_NUMBER' }),
	];
	const { list } = await estimate(
		items,
		{ zone: 'postal', postalCodes: '35' },
		{ mode: 'trigger' },
	);
	expect(list[0]).toMatchObject({ size: 6, reach: 1 });
	expect(lost(list[0])).toEqual({ number: 1, duplicate: 1, zone: 1, consent: 2 });
	expect(ledgerRows()).toEqual({ ...NOTHING, ...before });
});

it('who is in a second segment counts there as a duplicate: one campaign writes once', async () => {
	const again = { ...CLIENTS, name: 'Again' };
	const { list, total } = await estimate([client(0)], {
		segments: { values: [CLIENTS, again] },
		assignTo: 'all',
	});
	expect(list.map(({ reach }) => reach)).toEqual([1, 0, 1]);
	expect(lost(total)).toEqual({ duplicate: 1 });
});

it('cold prospects stand apart from clients, with a response of their own', async () => {
	const { list, total } = await estimate([client(0), client(1), prospect(2)]);
	expect(list.map(({ segment, kind }) => [segment, kind])).toEqual([
		['Clients', 'client'],
		['Cold', 'prospect'],
		['Tous les segments', 'mixed'],
	]);
	expect(list[1]).toMatchObject({ response: { mid: 0.005 }, basket: { of: 'file', amount: 45 } });
	expect(total).toMatchObject({ total: true, clients: { reach: 2 }, prospects: { reach: 1 } });
});

it('who was not read is no cold prospect, unless the history knows of no purchase', async () => {
	const unread = (card: string): IDataObject => {
		const { sms, ...json } = contact(Number(card));
		return { ...json, card, sms: { ...(sms as IDataObject), contact: {} } };
	};
	const items = [unread('1'), unread('2')];
	const everybody = { segments: { values: [{ name: 'All', startFrom: 'none', criteria: {} }] } };
	expect((await estimate(items, everybody)).list[0]).toMatchObject({ kind: 'client', size: 2 });
	const secondInput = [{ card: '1', date: '2026-10-01', amount: 10 }];
	const history = { ...everybody, usePurchases: true, contactKey: 'card' };
	const { list } = await estimate(items, history, { secondInput });
	expect(list[0]).toMatchObject({ clients: { size: 1 }, prospects: { size: 1 } });
});

it('says never pays where even an answer of everybody does not pay the cost', async () => {
	const dear = { segments: { values: [CLIENTS] }, basketMethod: 'fixed', basketAmount: 0.1 };
	const { list, total } = await estimate([client(0), client(1)], dear);
	expect(list[0]).toMatchObject({ breakEven: 1.225 });
	expect(total?.html).toMatch(/Rentable à partir de<\/th>.*?jamais rentable/s);
	expect(total?.html).not.toContain('122,5');
	await setBrand({ language: 'en' });
	expect((await estimate([client(0), client(1)], dear)).total?.html).toContain('never pays');
	const cheap = await estimate([client(0), client(1)], { ...dear, basketAmount: 45 });
	expect(cheap.total?.html).not.toContain('never pays');
});

it('counts one as one, in both languages', async () => {
	const { list, said } = await estimate([client(0), prospect(1), prospect(2)]);
	expect(list[0]?.restsOn.size).toBe(
		'Contacts qui remplissent les critères : 1 client et 0 prospect froid.',
	);
	expect(list[1]?.restsOn.size).toContain('0 client et 2 prospects froids.');
	expect(list[0]?.restsOn.cost).toContain('1 message réel ; 0 contact sans message compte');
	expect(said[0]).toContain('3 contacts in segments');
	await setBrand({ language: 'en' });
	const english = await estimate([client(0), prospect(1), prospect(2)]);
	expect(english.list[0]?.restsOn.size).toBe(
		'Contacts who fit the segment: 1 client and 0 cold prospects.',
	);
	expect((await estimate([client(0)])).said[0]).toContain('1 contact in segments');
});

it('rests on what the brand has seen, and says so', async () => {
	await withLedger(async (ledger) => {
		await ledger.recordResponses({
			...{ brand: 'default', campaign: 'spring', kind: 'client' as const },
			...{ objective: 'drive_to_store' as const, sent: 800, responses: 36, now: MONDAY },
		});
	});
	const { list } = await estimate([client(0)]);
	expect(list[0]).toMatchObject({ response: { mid: 0.04 } });
	expect(list[0]?.restsOn.response).toContain('36 réponses à 800 SMS de 1 campagne passée ');
	expect(list[0]?.restsOn.basket).toBe('Moyenne de 1 client du segment.');
});

it('counts the parts and prices of real messages, and assumes them for the others', async () => {
	const two = { ...message(), parts: 2, cost: { amount: 0.098, currency: 'EUR' } };
	const { list } = await estimate([client(0, { message: two }), client(1, { message: undefined })]);
	expect(list[0]).toMatchObject({ parts: 3, cost: { sms: 0.15 } });
	expect(list[0]?.restsOn.cost).toContain(
		'SMS facturés de 1 message réel ; 1 contact sans message',
	);
});

it('with a budget says what to take first: clients, then who brings most for it', async () => {
	const items = [client(0), client(1), prospect(2), prospect(3)];
	const { total } = await estimate(items, {
		budget: 0.1,
		basketMethod: 'fixed',
		basketAmount: 500,
	});
	expect(total?.order).toEqual([
		{ segment: 'Clients', kind: 'client', contacts: 2, cost: 0.1, margin: 8 },
		{ segment: 'Cold', kind: 'prospect', contacts: 0, cost: 0, margin: 0, because: 'budget' },
	]);
});

it('every figure says what it rests on: return, break-even and the order under a budget too', async () => {
	const plain = await estimate([client(0)]);
	expect(Object.keys(plain.total?.restsOn ?? {})).toEqual([
		...['size', 'reach', 'readers', 'cost', 'basket', 'response', 'range', 'value', 'breakEven'],
	]);
	const first = await estimate([client(0)], { budget: 5 });
	expect(first.total?.restsOn.order).toContain('Les clients avant les prospects froids');
	expect(first.total?.html).toContain('Les clients avant les prospects froids');
	const mixed = await estimate([client(0)], { budget: 5, clientsFirst: false });
	expect(mixed.total?.restsOn.order).toMatch(/^D'abord le plus de marge/);
});

it('says of each segment why nothing of it is taken, and which segment a figure is of', async () => {
	const again = { ...CLIENTS, name: 'Again' };
	const rich = client(2, {
		contact: { kind: 'client', points: 1, purchases: { count: 1, total: 900 } },
	});
	const best = { name: 'Best', criteria: { points: [{ is: 'atLeast', from: 1 }] } };
	const settings = {
		segments: { values: [best, CLIENTS, again, COLD] },
		assignTo: 'all',
		budget: 5,
	};
	const { total } = await estimate([client(0), rich, prospect(3)], settings);
	expect(total?.order?.map(({ segment, because }) => [segment, because])).toEqual([
		['Best', undefined],
		['Clients', undefined],
		['Again', 'nobody'],
		['Cold', undefined],
	]);
	expect(total?.restsOn.basket).toContain('Best (clients) : Moyenne de 1 client du segment.');
	expect(total?.restsOn.basket).toContain('Clients (clients), Again (clients) : Moyenne de 2');
	expect(total?.restsOn.response).toMatch(/^Clients : .* Prospects froids : /);
	const blank = await estimate([prospect(0)], { budget: 5 });
	expect(blank.total?.order?.at(-1)).toMatchObject({ segment: 'Cold', because: 'unknown' });
});

it('tells what looks like a slip, as Split does: it is looked at before anything is sent', async () => {
	const held = client(2, { status: 'held', reason: 'NOT_MOBILE' });
	const { said } = await estimate([client(0), client(1), held], {
		segments: {
			values: [
				{ name: 'Points', criteria: { points: [{ is: 'atLeast', from: 1 }] } },
				{ name: 'Rest' },
			],
		},
		options: { dataQuality: true },
	});
	expect(said.join(' | ')).toContain('Nothing is known of any contact for: loyalty points');
	expect(said.join(' | ')).toContain("'Rest' takes everybody: its conditions do not look");
	expect(said.join(' | ')).toMatch(/Data quality \d+ of 100 \(2 contacts\)/);
});

it('offers no option that does nothing to an estimate', () => {
	const { properties } = new SmsSegment().description;
	const options = properties.find(({ name }) => name === 'options')?.options ?? [];
	const hidden = options.flatMap((option) =>
		'displayOptions' in option && option.displayOptions?.show?.['/operation']?.includes('split')
			? option.name
			: [],
	);
	expect(hidden).toEqual(['explain', 'scoreClients', 'wiresCheckedFor']);
});

it('the picture is safe and in the language of the brand', async () => {
	const named = { ...CLIENTS, name: '<img src=x>' };
	const { total } = await estimate([client(0)], { segments: { values: [named] } });
	expect(total?.html).toContain('Recevront le SMS');
	expect(total?.html).toContain('&lt;img src=x&gt;');
	expect(total?.html).not.toContain('<img');
	await setBrand({ language: 'en' });
	expect((await estimate([client(0)])).total?.html).toContain('Will be written to');
});

it('without purchases nothing is said of revenue, and what to do is', async () => {
	const { list, said } = await estimate([prospect(0)]);
	expect(list[1]).not.toHaveProperty('revenue');
	expect(said.join()).toContain("choose 'Fixed Amount' in 'Average Basket'");
});

it('contacts of several brands are refused', async () => {
	await setBrand({ slug: 'other', name: 'Other' });
	const { error } = await estimate([client(0), client(1, { brand: 'other' })]);
	expect(error?.message).toContain('belong to several brands');
});

it('an error with Continue On Fail is one item; no contact gives no item', async () => {
	const node = { onError: 'continueRegularOutput' };
	const failed = await estimate([client(0)], { marginPercent: 140 }, { node });
	expect(failed.list).toEqual([{ error: "'Margin (%)' is not usable: 140" }]);
	expect((await estimate([])).list).toEqual([]);
});

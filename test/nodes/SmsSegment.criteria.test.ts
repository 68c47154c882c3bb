import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Workflow, NodeHelpers, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import type { SmsItem } from '../../core/item';
import { explain } from '../../core/reasons';
import { makeNode, runNode, type NodeRun } from '../harness';
import { setBrand, useScene } from './SmsSend.scene';

/** Criteria, zone and purchase history of the node; its parameters one by one are in test/nodes/parameters. */

useScene();

const run = (
	parameters: IDataObject,
	items: IDataObject[],
	secondInput?: IDataObject[],
	node = {},
): Promise<NodeRun> =>
	runNode(new SmsSegment(), parameters as INodeParameters, items, {
		node,
		...(secondInput && { secondInput }),
	});

const segment = (criteria: IDataObject, more: IDataObject = {}): IDataObject => ({
	segments: { values: [{ name: 'S', criteria, ...more }] },
});
const person = (name: string, contact: IDataObject, sms: IDataObject = {}): IDataObject => ({
	name,
	...('card' in contact && { card: contact.card }),
	sms: { status: 'ready', contact: { kind: 'client', ...contact }, ...sms },
});
const who = ({ outputs }: NodeRun, output = 1) => outputs[output]?.map(({ json }) => json.name);
const smsOf = ({ outputs }: NodeRun, output: number, at = 0) =>
	(outputs[output]?.[at]?.json.sms ?? {}) as SmsItem;
const said = ({ hints }: NodeRun) => hints.map(({ message }) => message).join(' | ');
const adult = { age: [{ is: 'atLeast', from: 18 }] };

describe('who a segment takes', () => {
	it('criteria and conditions must hold together', async () => {
		const conditions = {
			combinator: 'and',
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
			conditions: [
				{
					id: '1',
					leftValue: '={{ $json.name }}',
					rightValue: 'Ann',
					operator: { type: 'string', operation: 'equals' },
				},
			],
		};
		const items = [
			person('Ann', { age: 30 }),
			person('Bob', { age: 30 }),
			person('Ann', { age: 9 }),
		];
		expect(who(await run(segment(adult, { conditions }), items))).toEqual(['Ann']);
	});

	it('a preset is narrowed by the criteria beside it', async () => {
		const items = [
			person('Ann', { age: 25, gender: 'female' }),
			person('Bea', { age: 70, gender: 'female' }),
			person('Cal', { age: 25, gender: 'male' }),
		];
		const women = segment({ age: [{ is: 'atMost', to: 40 }] }, { startFrom: 'women' });
		expect(who(await run(women, items))).toEqual(['Ann']);
	});

	it('an estimate hands out the criteria of the form as a set that asks the same', async () => {
		const form = segment(
			{ age: [{ is: 'between', from: 18, to: 40 }], tier: [{ values: 'Or, Platine' }] },
			{ startFrom: 'women', match: 'any' },
		);
		const items = [
			person('Ann', { age: 25, gender: 'female' }),
			person('Bea', { age: 70, gender: 'female', loyaltyTier: 'or' }),
			person('Cléo', { age: 70, gender: 'female' }),
			person('Dan', { age: 25, gender: 'male' }),
		];
		const estimated = await run({ ...form, operation: 'estimate' }, items);
		const [line, total] = (estimated.outputs[0] ?? []).map(({ json }) => json);
		expect(line?.criteria).toMatchObject({ name: 'S', version: 1 });
		expect(total).not.toHaveProperty('criteria');
		const criteriaSet = JSON.stringify(line?.criteria);
		const again = await run(segment({}, { startFrom: 'set', criteriaSet }), items);
		expect(again.error).toBeUndefined();
		expect(who(again)).toEqual(['Ann', 'Bea']);
		expect(who(await run(form, items))).toEqual(['Ann', 'Bea']);
		const bare = await run({ ...segment({}), operation: 'estimate' }, items);
		expect(bare.outputs[0]?.[0]?.json).not.toHaveProperty('criteria');
	});

	it('Explain says which criterion refused a contact, by segment', async () => {
		const parameters = { ...segment(adult), options: { explain: true } };
		const result = await run(parameters, [person('Kid', { age: 9 }), person('Ann', { age: 30 })]);
		expect(smsOf(result, 0).why).toEqual({ S: 'âge : au moins 18 ans (9 ans)' });
		expect(smsOf(result, 1)).not.toHaveProperty('why');
	});

	it('speaks to each contact in the language of its brand, French where none is told', async () => {
		const english = (name: string, contact: IDataObject) => {
			const { sms, ...json } = person(name, contact);
			return { ...json, sms: { ...(sms as object), language: 'en' } } as IDataObject;
		};
		const zone = { zone: 'postal', postalCodes: '35', options: { explain: true } };
		const kid = { age: 9, postalCode: '35000' };
		const far = { age: 30, postalCode: '75011' };
		const items = [english('Kid', kid), person('Môme', kid), english('Far', far), english('?', {})];
		const result = await run({ ...segment(adult), ...zone }, items);
		const told = (result.outputs[0] ?? []).map(({ json }) => json.sms as SmsItem);
		expect(told.map(({ why }) => why?.S)).toEqual([
			'age: at least 18 years (9 years)',
			'âge : au moins 18 ans (9 ans)',
			undefined,
			undefined,
		]);
		expect(told.map(({ detail }) => detail)).toEqual([
			explain('NOT_IN_SEGMENT', 'en'),
			explain('NOT_IN_SEGMENT', 'fr'),
			explain('OUT_OF_ZONE', 'en'),
			'The place is not known, so neither whether in the zone',
		]);
	});
});

it('Explain names the field of the condition that refused, and what the contact has there', async () => {
	const number = (field: string, operation: string, rightValue: number) => {
		const leftValue = `={{ $json.sms.contact.${field} }}`;
		return { leftValue, rightValue, operator: { type: 'number', operation } };
	};
	const why = async (combinator: string, ...conditions: object[]) => {
		const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 };
		const asked = segment({}, { conditions: { combinator, options, conditions } });
		const people = [person('Ann', { age: 30, points: 5 })];
		return smsOf(await run({ ...asked, options: { explain: true } }, people), 0).why;
	};
	const [points, age] = [number('points', 'gte', 1), number('age', 'lt', 18)];
	const refused = 'les conditions ne sont pas remplies : ';
	expect(await why('and', points, age, number('points', 'gt', 9))).toEqual({
		S: `${refused}sms.contact.age (30)`,
	});
	expect(await why('or', number('points', 'gt', 9), age)).toEqual({
		S: `${refused}sms.contact.points (5), sms.contact.age (30)`,
	});
});

describe('what looks like a slip is told at once', () => {
	it('rules that nobody can fit are an error naming the two', async () => {
		const clash = {
			age: [
				{ is: 'atLeast', from: 60 },
				{ is: 'atMost', to: 30 },
			],
		};
		const { error } = await run(segment(clash), [person('Ann', { age: 30 })]);
		expect(error?.message).toBe(
			'Nobody can be in the segment \'S\': "age: at least 60 years" and "age: at most 30 years" can never hold together',
		);
		const either = await run(segment(clash, { match: 'any' }), [person('Ann', { age: 30 })]);
		expect(who(either)).toEqual(['Ann']);
	});

	it.each<[string, IDataObject, [string, string, string, unknown], string]>([
		['age', { age: [{ is: 'atLeast', from: 60 }] }, ['age', 'number', 'lt', 30], 'years'],
		['the border', { age: [{ is: 'atLeast', from: 60 }] }, ['age', 'number', 'lt', 60], 'years'],
		['points', { points: [{ is: 'atMost', to: 9 }] }, ['points', 'number', 'gt', 9], 'points'],
		['tier', { tier: [{ values: 'Or' }] }, ['loyaltyTier', 'string', 'equals', 'Argent'], 'tier'],
		[
			'same tier',
			{ tier: [{ values: 'Privilégié' }] },
			['loyaltyTier', 'string', 'equals', 'privilegie'],
			'',
		],
		['both ages', { age: [{ is: 'atLeast', from: 60 }] }, ['age', 'number', 'lte', 60], ''],
		['another field', { age: [{ is: 'atLeast', from: 60 }] }, ['floor', 'number', 'lt', 30], ''],
	])('a condition that criteria exclude: %s', async (_, criteria, condition, told) => {
		const [field, type, operation, rightValue] = condition;
		const leftValue = `={{ $json.sms.contact.${field} }}`;
		const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 };
		const filter = (combinator: string) => ({
			combinator,
			options,
			conditions: [{ leftValue, rightValue, operator: { type, operation } }],
		});
		const people = [person('Ann', { age: 40, points: 5, loyaltyTier: 'Bronze', floor: 1 })];
		const hints = said(await run(segment(criteria, { conditions: filter('and') }), people));
		if (told === '') expect(hints).not.toContain('Nobody can be');
		else {
			expect(hints).toMatch(
				/Nobody can be in the segment 'S': ".*" and ".*" can never hold together/,
			);
			expect(hints).toContain(told);
		}
		const either = said(await run(segment(criteria, { conditions: filter('or') }), people));
		expect(either).not.toContain('Nobody can be');
	});

	it.each([
		[
			'a history',
			{ category: [{ match: 'any', values: 'A' }] },
			"'Category' in the segment 'S' needs",
		],
		[
			'a period',
			{ amount: [{ is: 'atLeast', from: 1, lastDays: 30 }] },
			"'Amount Spent' over a period",
		],
		['a zone', { zone: [{ lives: 'inside' }] }, 'asks for the zone, and there is none'],
		['values', { tier: [{ match: 'any', values: ' , ' }] }, "'Values' of 'Loyalty Tier'"],
		[
			'a number',
			{ age: [{ is: 'atLeast', from: 'x' }] },
			"'From' of 'Age' in the segment 'S' is no number",
		],
	])('criteria without %s', async (_, criteria, message) => {
		const { error } = await run(segment(criteria), [person('Ann', {})]);
		expect(error?.message).toContain(message);
	});

	it('conditions that nobody can fit, though n8n asks them all the same', async () => {
		const age = '={{ $json.sms.contact.age }}';
		const number = (operation: string, rightValue: number, leftValue = age) => {
			return { leftValue, rightValue, operator: { type: 'number', operation } };
		};
		const options = { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 };
		const tell = async (combinator: string, ...conditions: object[]) =>
			said(
				await run(segment({}, { conditions: { combinator, options, conditions } }), [
					person('Ann', { age: 30, points: 1 }),
				]),
			);
		expect(await tell('and', number('gt', 60), number('lt', 30))).toContain(
			'Nobody can be in the segment \'S\': "sms.contact.age over 60" and "sms.contact.age under 30" can never hold together.',
		);
		expect(await tell('and', number('gt', 30), number('equals', 30))).toContain('Nobody can be');
		expect(await tell('or', number('gt', 60), number('lt', 30))).not.toContain('Nobody can be');
		expect(await tell('and', number('gte', 30), number('lte', 30))).not.toContain('Nobody');
		const points = number('lt', 30, '={{ $json.sms.contact.points }}');
		expect(await tell('and', number('gte', 60), points)).not.toContain('Nobody can be');
		const tier = (rightValue: string) => {
			const leftValue = '={{ $json.tier }}';
			return { leftValue, rightValue, operator: { type: 'string', operation: 'equals' } };
		};
		expect(await tell('and', tier('Or'), tier('Argent'))).toContain('Nobody can be');
		expect(await tell('and', tier('Or'), tier('or'))).not.toContain('Nobody can be');
	});

	it('a segment that takes all who are left, nothing being asked in it', async () => {
		const values = [
			{ name: 'Gold', criteria: { points: [{ is: 'atLeast', from: 100 }] } },
			{ name: 'Rest', criteria: {} },
		];
		const people = [person('Ann', { points: 200 }), person('Bob', { points: 1 })];
		expect(said(await run({ segments: { values } }, people))).toContain(
			"'Rest' takes everybody who is left",
		);
		expect(said(await run({ segments: { values } }, people.slice(0, 1)))).not.toContain("'Rest' t");
	});

	it('names the criteria set a segment uses, and its version', async () => {
		const criteriaSet =
			'{ "name": "Adults", "version": 7, "rules": [{ "by": "age", "from": 18 }] }';
		const result = await run(segment({}, { startFrom: 'set', criteriaSet }), [
			person('Ann', { age: 30 }),
			person('Kid', { age: 9 }),
		]);
		expect(who(result)).toEqual(['Ann']);
		expect(said(result)).toContain("'S' uses the criteria set 'Adults', version 7.");
	});

	it('a criterion of which nothing is known of anybody', async () => {
		const result = await run(segment(adult), [person('Ann', {}), person('Bob', {})]);
		expect(said(result)).toContain('Nothing is known of any contact for: age.');
		const raw = await run(segment(adult), [{ name: 'Ann', age: 30 }]);
		expect(said(raw)).toContain('put SMS Contacts before');
	});

	it('with Continue On Fail everybody is held by Everyone Else, none is lost', async () => {
		const node = { onError: 'continueRegularOutput' };
		const parameters = segment({ zone: [{ lives: 'inside' }] });
		const result = await run(parameters, [person('Ann', {}), person('Bob', {})], undefined, node);
		expect(result.error).toBeUndefined();
		expect(result.outputs.map((output) => output.length)).toEqual([2, 0]);
		expect(smsOf(result, 0)).toMatchObject({
			status: 'held',
			detail: "The segment 'S' asks for the zone, and there is none",
		});
	});
});

describe('files as they are', () => {
	it('reads figures written by other nodes, and takes impossible ones as not known', async () => {
		const items = [
			person('Text', { age: '34' }),
			person('Negative', { age: -3 }),
			person('Ancient', { age: 900 }),
			person('Infinite', { age: 'NaN' }),
		];
		expect(who(await run(segment(adult), items))).toEqual(['Text']);
		const takeIn = { age: [{ is: 'atLeast', from: 18, unknown: 'in' }] };
		expect(who(await run(segment(takeIn), items))).toHaveLength(4);
	});

	it('a last purchase in the future is not known', async () => {
		const lately = { recency: [{ was: 'within', days: 30 }] };
		const bought = (lastAt: string) => ({ purchases: { count: 1, total: 5, lastAt } });
		const items = [
			person('Lately', bought('2026-11-20')),
			person('Today', bought('2026-11-23T08:00:00')),
			person('Future', bought('2062-11-20')),
		];
		expect(who(await run(segment(lately), items))).toEqual(['Lately', 'Today']);
	});

	it('says how well a file with 40 % missing is filled in', async () => {
		const items = Array.from({ length: 10 }, (_, n) =>
			person(`${n}`, n < 6 ? { age: 30, gender: 'female' } : {}),
		);
		const result = await run({ ...segment(adult), options: { dataQuality: true } }, items);
		expect(said(result)).toMatch(
			/Data quality 15 of 100 \(10 contacts\)\. Known, least first: .*, age 60 %/,
		);
		expect(who(result)).toHaveLength(6);
	});

	const rows = [
		{ Carte: 'A', 'Date achat': '20/11/2026', Montant: '1 234,50 €' },
		{ Carte: 'A', 'Date achat': '2026-11-01', Montant: '10,5' },
		{ Carte: 'A', 'Date achat': '46000', Montant: '-5.25' },
		{ Carte: 'B', 'Date achat': '31/02/2026', Montant: '10' },
		{ Carte: 'B', 'Date achat': '2063-01-01', Montant: '10' },
		{ Carte: 'B', 'Date achat': '01/11/2026', Montant: 'dix' },
		{ Carte: '', 'Date achat': '01/11/2026', Montant: '10' },
	];
	const holders = ['A', 'B'].map((card) => person(card, { card }));
	const spent = {
		...segment({ amount: [{ is: 'between', from: 1239.75, to: 1239.75 }] }),
		usePurchases: true,
	};

	it('reads mixed dates and amounts of the purchases, and counts what it leaves out by reason', async () => {
		const result = await run({ ...spent, contactKey: 'card' }, holders, rows);
		expect(who(result)).toEqual(['A']);
		expect(said(result)).toContain('1 of 2 contacts are found among the 1 customers');
		expect(said(result)).toContain('3 of 7 purchase rows used; 1 of them returns; left out:');
		for (const reason of ['without a customer', 'cannot be read', 'in the future'])
			expect(said(result)).toContain(reason);
	});

	it('reads American dates as such where some can only be so, and says it', async () => {
		const american = [
			{ Carte: 'A', 'Date achat': '11/9/2026 8:26', Montant: 10 },
			{ Carte: 'A', 'Date achat': '10/31/2026 4:05 PM', Montant: 10 },
			{ Carte: 'B', 'Date achat': '9/11/2026 8:26', Montant: 10 },
		];
		const lately = segment({ purchases: [{ is: 'atLeast', from: 1, lastDays: 30 }] });
		const parameters = { ...lately, usePurchases: true, contactKey: 'card' };
		const result = await run(parameters, holders, american);
		expect(who(result)).toEqual(['A']);
		expect(said(result)).toContain('3 of 3 purchase rows used; dates are read as month/day/year');
		const dollars = american.map((row) => ({ ...row, Montant: '1,234.50' }));
		expect(said(await run(parameters, holders, dollars))).toContain(
			'the comma in amounts is read as grouping thousands',
		);
		const french = [...american, { Carte: 'B', 'Date achat': '31/10/2026', Montant: 10 }];
		const mixed = await run(parameters, holders, french);
		expect(who(mixed)).toEqual(['B']);
		expect(said(mixed)).not.toContain('month/day/year');
	});

	it('finds its columns among 300, and takes the first of two that are called alike', async () => {
		const wide = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`Column ${n}`, n]));
		const many = rows.map((row) => ({ ...wide, ...row, 'DATE ACHAT': '01/01/1999' }));
		const contacts = holders.map((item) => ({ ...wide, ...item }));
		expect(who(await run({ ...spent, contactKey: 'card' }, contacts, many))).toEqual(['A']);
	});

	it('names a column that is missing, and those there are', async () => {
		const nameless = rows.map(({ Carte, Montant }) => ({ Carte, Montant }));
		const { error } = await run(spent, holders, nameless);
		expect(error?.message).toBe("The purchases have no column for 'Date'");
		expect(error?.description).toContain('Columns seen: Carte, Montant.');
		const strangers = await run(spent, [person('Ann', {})], rows);
		expect(strangers.error?.message).toBe(
			"The contacts have no column like 'Carte' of the purchases",
		);
		const empty = await run(spent, holders, []);
		expect(empty.error?.message).toBe("'Use Purchase History' is on, and no purchases came in");
	});

	it('finds contacts by their phone number, however it is written, and says when nobody is found', async () => {
		const calls = rows.map(({ Carte, ...row }) => ({
			...row,
			Portable: Carte && '06 12 34 56 78',
		}));
		const to = { to: '+33612345678' };
		const all = { ...segment({ purchases: [{ is: 'atLeast', from: 1 }] }), usePurchases: true };
		expect(who(await run(all, [person('Ann', {}, to)], calls))).toEqual(['Ann']);
		const nobody = await run(all, [person('Bob', {}, { to: '+33612345679' })], calls);
		expect(said(nobody)).toContain('None of the 1 contacts is found in the purchases');
	});

	it('a prospect with a purchase is a client, and is written so', async () => {
		const prospect = person('A', { card: 'A', kind: 'prospect' });
		const result = await run(
			{ ...segment({}), usePurchases: true, contactKey: 'card' },
			[prospect],
			rows,
		);
		expect(smsOf(result, 1).contact?.kind).toBe('client');
	});
});

describe('the zone', () => {
	const near = { zone: 'postal', postalCodes: '35' };
	const items = [person('In', { postalCode: '35000' }), person('Out', { postalCode: '75011' })];

	it('holds who is outside, so that no later node writes to them', async () => {
		const result = await run({ ...segment({}), ...near }, items);
		expect(who(result)).toEqual(['In']);
		expect(smsOf(result, 0)).toMatchObject({ status: 'held', reason: 'OUT_OF_ZONE' });
		expect(said(result)).toContain('of whom 1 outside the zone are held');
	});

	it('a campaign of one store names that store, though another is nearer', async () => {
		const stores = JSON.stringify([
			{ id: 'RENNES', name: 'Rennes', lat: 48.1173, lon: -1.6778 },
			{ id: 'CESSON', name: 'Cesson', lat: 48.1212, lon: -1.603 },
		]);
		const near = { ...segment({}), zone: 'stores', stores, distanceKm: 10 };
		const people = [person('Ann', { lat: 48.12, lon: -1.61 })];
		expect(smsOf(await run(near, people), 1).contact?.store?.id).toBe('CESSON');
		const one = await run({ ...near, onlyStores: 'rennes' }, people);
		expect(smsOf(one, 1).contact?.store).toMatchObject({ id: 'RENNES', distanceKm: 5.042 });
	});

	it('tells those whose place is not known from those outside, and how to place them', async () => {
		const around = { zone: 'radius', latitude: 48.11, longitude: -1.68, distanceKm: 5 };
		const people = [
			person('In', { lat: 48.11, lon: -1.68 }),
			person('Out', { lat: 43.3, lon: 5.4 }),
			person('Code', { postalCode: '35000' }),
		];
		const result = await run({ ...segment({}), ...around }, people);
		expect(said(result)).toContain(
			'of whom 1 outside the zone and 1 whose place is not known are held',
		);
		expect(said(result)).toContain("1 contacts have no coordinates: 'Find Coordinates'");
		expect(smsOf(result, 0).detail).toBe('Hors de la zone de la campagne');
		expect(smsOf(result, 0, 1)).toMatchObject({
			reason: 'OUT_OF_ZONE',
			detail: 'Lieu inconnu : impossible de savoir si dans la zone',
		});
		expect(said(result)).not.toContain('Nobody is in the zone');
		const swapped = [person('Swapped', { lat: -1.68, lon: 48.11 })];
		expect(said(await run({ ...segment({}), ...around }, swapped))).toContain(
			'Nobody is in the zone: look at',
		);
	});

	it('writes the nearest store with its distance, address and hours', async () => {
		const stores = [
			{ id: 'R', nom: 'Rennes', lat: '48,11', lon: -1.68, adresse: '1 rue X', horaires: '10h-19h' },
			{ id: 'P', nom: 'Paris', lat: 48.86, lon: 2.35 },
		];
		const parameters = {
			...segment({}),
			zone: 'stores',
			stores: JSON.stringify(stores),
			distanceKm: 20,
		};
		const result = await run(parameters, [person('In', { lat: 48.12, lon: -1.68 })]);
		expect(smsOf(result, 1).contact?.store).toEqual({
			id: 'R',
			name: 'Rennes',
			distanceKm: 1.112,
			address: '1 rue X',
			openingHours: '10h-19h',
		});
	});

	it.each([
		[{ zone: 'postal', postalCodes: 'abc' }, '"abc" is neither a postal code nor a department'],
		[{ zone: 'stores', stores: '{' }, 'The list of stores cannot be read'],
		[{ zone: 'stores' }, 'There are no stores'],
		[{ zone: 'polygon', area: '{"type":"Point"}' }, 'GeoJSON "Point" is no area'],
		[{ zone: 'radius', distanceKm: 0 }, 'A radius must be more than 0 km'],
	])('%j is refused by name', async (zone, message) => {
		const { error } = await run({ ...segment({}), ...zone }, items);
		expect(error?.message).toBe(`'Zone' cannot be used: ${message}`);
	});
});

describe('finding coordinates', () => {
	let server: Server;
	let asked: string[] = [];
	let url = '';
	let silentAfter = Infinity;
	/** answers that do not come until the test lets them */
	let hanging: ServerResponse[] | undefined;
	beforeEach(async () => {
		asked = [];
		hanging = undefined;
		silentAfter = Infinity;
		server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				asked.push(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
				if (hanging) hanging.push(response);
				else if (asked.length > silentAfter) response.writeHead(503).end();
				else if (request.method === 'GET') {
					response.setHeader('content-type', 'application/json');
					const centre = { type: 'Point', coordinates: [-1.68, 48.11] };
					response.end(JSON.stringify([{ nom: 'Rennes', code: '35238', centre, population: 9 }]));
				} else {
					response.setHeader('content-type', 'text/csv');
					response.end('position,latitude,longitude,result_score\n0,48.11,-1.68,0.9\n');
				}
			});
		});
		await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterEach(async () => await new Promise((closed) => server.close(closed)));

	const around = {
		...segment({}),
		zone: 'radius',
		latitude: 48.11,
		longitude: -1.68,
		distanceKm: 5,
	};

	it('asks once for each postal code, and only for contacts without coordinates', async () => {
		const options = { geocoder: 'postalCode', postalCodeUrl: url };
		const items = [
			person('A', { postalCode: '35000' }),
			person('B', { postalCode: '35000' }),
			person('C', { lat: 48.11, lon: -1.68, postalCode: '75001' }),
		];
		const result = await run({ ...around, options }, items);
		expect(who(result)).toEqual(['A', 'B', 'C']);
		expect(asked).toHaveLength(1);
		expect(smsOf(result, 1).contact).toMatchObject({ lat: 48.11, lon: -1.68 });
	});

	it('keeps what it learned for the next run of a published workflow', async () => {
		const options = { geocoder: 'postalCode', postalCodeUrl: url };
		const parameters = { ...around, options } as INodeParameters;
		const staticData: IDataObject = {};
		for (const postalCode of ['35000', '35000', '35200']) {
			const { error, outputs } = await runNode(
				new SmsSegment(),
				parameters,
				[person('A', { postalCode })],
				{ staticData },
			);
			expect(error).toBeUndefined();
			expect(outputs[1]).toHaveLength(1);
		}
		expect(asked.map((call) => /codePostal=(\d+)/.exec(call)?.[1])).toEqual(['35000', '35200']);
	});

	it('gives up when the directory falls silent midway, and keeps what it had answered', async () => {
		silentAfter = 8;
		const options = { geocoder: 'postalCode', postalCodeUrl: url };
		const items = Array.from({ length: 60 }, (_, n) => {
			const postalCode = `35${String(n).padStart(3, '0')}`;
			return person(postalCode, { postalCode });
		});
		const result = await run({ ...around, options }, items);
		expect(who(result)).toHaveLength(8);
		expect(said(result)).toContain('gave no usable answer for 52 postal codes');
		// Eight answers, then eight codes asked twice.
		expect(asked).toHaveLength(24);
	});

	it('stops asking when the run is stopped', async () => {
		const held: ServerResponse[] = (hanging = []);
		const options = { geocoder: 'postalCode', postalCodeUrl: url };
		const items = Array.from({ length: 30 }, (_, n) => {
			const postalCode = `35${String(n).padStart(3, '0')}`;
			return person(postalCode, { postalCode });
		});
		const parameters = { ...around, options } as INodeParameters;
		await runNode(new SmsSegment(), parameters, items, { cancelAfterMs: 100 });
		for (const response of held) response.writeHead(503).end();
		await new Promise((later) => setTimeout(later, 200));
		expect(asked).toHaveLength(8);
	});

	it('places by postal code whose address is not found', async () => {
		const options = { geocoder: 'address', addressUrl: url, postalCodeUrl: url };
		const items = ['Ann', 'Bob'].map((name) => ({
			...person(name, { postalCode: '35000' }),
			street: '1 rue X',
		}));
		const settings = { ...options, addressColumn: 'street' };
		expect(who(await run({ ...around, options: settings }, items))).toEqual(['Ann', 'Bob']);
		expect(asked.map((call) => call.slice(0, 4))).toEqual(['POST', 'GET ']);
	});

	it('sends addresses and nothing else of the person', async () => {
		const options = { geocoder: 'address', addressUrl: url, addressColumn: 'street' };
		const item = { ...person('Ann', { postalCode: '35000', city: 'Rennes' }), street: '1 rue X' };
		expect(who(await run({ ...around, options }, [item]))).toEqual(['Ann']);
		expect(asked[0]).toContain('POST /search/csv');
		expect(asked[0]).toContain('"0","1 rue X","35000","Rennes"');
		expect(asked[0]).not.toContain('Ann');
	});

	it('says when nothing answers, and goes on with who has coordinates', async () => {
		const options = { geocoder: 'postalCode', postalCodeUrl: 'http://127.0.0.1:9' };
		const items = [person('A', { postalCode: '35000' }), person('C', { lat: 48.11, lon: -1.68 })];
		const result = await run({ ...around, options }, items);
		expect(result.error).toBeUndefined();
		expect(who(result)).toEqual(['C']);
		expect(said(result)).toContain('127.0.0.1:9 gave no usable answer for 1 postal codes');
	});
});

it('the second input is there only with Use Purchase History', () => {
	const type = new SmsSegment();
	const namesWith = (usePurchases: boolean) => {
		const node = makeNode('Segments', type, { usePurchases });
		const nodeTypes = {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		};
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		return NodeHelpers.getNodeInputs(workflow, node, type.description).map((input) =>
			typeof input === 'string' ? input : input.displayName,
		);
	};
	expect(namesWith(false)).toEqual([undefined]);
	expect(namesWith(true)).toEqual(['Contacts', 'Purchases']);
});

it("a phone number of the purchases without a prefix belongs to the brand's country, as in SMS Contacts", async () => {
	await setBrand({ slug: 'lumen-belgique', name: 'Lumen Belgique', country: 'BE' });
	const parameters = {
		...segment({ purchases: [{ is: 'atLeast', from: 1 }] }),
		usePurchases: true,
	};
	const items = [
		person('Ann', {}, { to: '+32470123456', brand: 'lumen-belgique' }),
		person('Bob', {}, { to: '+33612345678', brand: 'lumen-belgique' }),
	];
	const rows = ['0470 12 34 56', '06 12 34 56 78'].map((phone) => ({
		...{ Téléphone: phone, Date: '2026-10-01', Montant: 10 },
	}));
	expect(who(await run(parameters, items, rows))).toEqual(['Ann']);
});

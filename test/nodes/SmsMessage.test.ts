import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import { openEmbeddedLedger } from '../../core/ledger';
import { SmsMessage } from '../../nodes/SmsMessage/SmsMessage.node';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { runNode } from '../harness';

type Options = Parameters<typeof runNode>[3];

let folder: string;
const formerFolder = process.env.N8N_USER_FOLDER;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'sms message '));
	process.env.N8N_USER_FOLDER = folder;
	const ledger = await openEmbeddedLedger({ file: ledgerFile() });
	await ledger.saveBrand(
		{
			slug: 'lumen-be',
			name: 'Lumen',
			language: 'en',
			stopCodes: { sandbox: '8850', octopush: '30101' },
			prices: { '*': 70_000 },
		},
		Date.now(),
	);
	await ledger.close();
});

afterAll(async () => {
	await closeLedgers();
	rmSync(folder, { recursive: true, force: true });
	if (formerFolder === undefined) delete process.env.N8N_USER_FOLDER;
	else process.env.N8N_USER_FOLDER = formerFolder;
});

const FOOTER = '\nSTOP au 36000';
const contact = (
	firstName?: string,
	more: IDataObject = {},
	sms: IDataObject = {},
): IDataObject => ({
	...more,
	sms: { to: '+33639981234', contact: { kind: 'client', ...(firstName && { firstName }) }, ...sms },
});
const frozen = <T extends object>(value: T): T => {
	for (const inner of Object.values(value)) if (typeof inner === 'object' && inner) frozen(inner);
	return Object.freeze(value);
};
const run = async (parameters: INodeParameters, items: IDataObject[], options?: Options) =>
	await runNode(
		new SmsMessage(),
		parameters,
		items.map((json) => ({ json: frozen(json) })),
		options,
	);
const smsOf = (item: INodeExecutionData | undefined) => item?.json.sms as SmsItem | undefined;
const texts = async (parameters: INodeParameters, items: IDataObject[], options?: Options) => {
	const { outputs, error } = await run(parameters, items, options);
	if (error) throw error;
	return outputs[0]!.map((item) => smsOf(item)?.message?.text.replace(FOOTER, ''));
};

describe('Compose', () => {
	test('writes each contact a text and leaves all else as it was', async () => {
		const { outputs, hints } = await run({ template: 'Bonjour {first_name}' }, [
			contact(
				'Marie',
				{ Magasin: 'Lyon' },
				{ campaign: 'vp', segment: 'Or', status: 'reserved', ref: 'r1' },
			),
			contact('Zoé'),
			contact(),
		]);
		expect(outputs[0]!.map(({ json }) => json)).toEqual([
			{
				Magasin: 'Lyon',
				sms: {
					to: '+33639981234',
					contact: { kind: 'client', firstName: 'Marie' },
					campaign: 'vp',
					segment: 'Or',
					ref: 'r1',
					status: 'reserved',
					purpose: 'marketing',
					message: {
						text: `Bonjour Marie${FOOTER}`,
						encoding: 'GSM-7',
						units: 27,
						parts: 1,
						cost: { amount: 0.049, currency: 'EUR' },
					},
				},
			},
			expect.objectContaining({ sms: expect.objectContaining({ status: 'ready' }) }),
		]);
		expect(outputs[1]!.map(smsOf)).toEqual([
			expect.objectContaining({
				status: 'held',
				reason: 'MISSING_FIELD',
				detail: 'Aucune valeur pour {first_name} et pas de texte par défaut',
			}),
		]);
		expect([...outputs[0]!, ...outputs[1]!].map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(hints.map(({ message }) => message)).toEqual([
			'2 texts of 1 part, 1 held: 1 without {first_name}',
		]);
	});

	test('the hint tells what the character rewrite changed and saved', async () => {
		const { hints } = await run(
			{ template: `Fête de Noël chez vous${'!'.repeat(60)}` },
			Array.from({ length: 1_240 }, () => contact('A')),
		);
		expect(hints[0]!.message).toBe(
			'1,240 texts of 1 part; character rewrite (ê → e, ë → e) saved 1,240 parts (60.76 EUR)',
		);
	});

	test('contacts held before pass untouched', async () => {
		const held = contact('Marie', {}, { status: 'held', reason: 'NO_CONSENT', detail: 'x' });
		const { outputs, hints } = await run({ template: '{first_name}' }, [held, contact('Zoé')]);
		expect(outputs[1]!.map(({ json }) => json)).toEqual([held]);
		expect(hints[0]!.message).toBe('1 text of 1 part, 1 held before');
	});

	test('too long a text is held with its parts, and can be read', async () => {
		const { outputs } = await run({ template: 'a'.repeat(200) }, [contact('Marie')]);
		expect(smsOf(outputs[1]![0])).toMatchObject({
			reason: 'TOO_LONG',
			detail: '2 SMS facturés, plus que les 1 autorisés',
			message: { parts: 2 },
		});
	});

	test('brand by contact: language, STOP code and price', async () => {
		const { outputs } = await run({ template: '{brand}' }, [
			contact('A'),
			contact('B', {}, { brand: 'lumen-be' }),
			contact('C'),
		]);
		expect(outputs[0]!.map((item) => smsOf(item)?.message?.text)).toEqual([
			'My brand\nSTOP au 36000',
			'Lumen\nSTOP to 8850',
			'My brand\nSTOP au 36000',
		]);
		expect(smsOf(outputs[0]![1])?.message?.cost?.amount).toBe(0.07);
	});

	test('a column named sms is kept as sms_column; numbers as text or number are both written', async () => {
		const { outputs } = await run({ template: '{points} {taille | default: "-"}' }, [
			{ sms: 'oui', points: 12, taille: '42' },
			{ sms: 'non', points: '012', taille: 42 },
		]);
		expect(outputs[0]!.map(({ json }) => json)).toEqual([
			expect.objectContaining({ sms_column: 'oui', points: 12 }),
			expect.objectContaining({ sms_column: 'non', points: '012' }),
		]);
		expect(outputs[0]!.map((item) => smsOf(item)?.message?.text)).toEqual([
			`12 42${FOOTER}`,
			`012 42${FOOTER}`,
		]);
	});

	test('an object is a missing value, and __proto__ a column like any other', async () => {
		const odd = JSON.parse('{"__proto__": "P", "boite": {"a": 1}}') as IDataObject;
		const { outputs } = await run({ template: '{__proto__ | default: "-"} {boite}' }, [
			{ ...contact('A'), ...odd },
			{ ...contact('B'), boite: 'x' },
		]);
		expect(outputs[1]!.map(smsOf)).toEqual([expect.objectContaining({ reason: 'MISSING_FIELD' })]);
		expect(smsOf(outputs[0]![0])?.message?.text).toBe(`- x${FOOTER}`);
	});

	test('no contacts, no texts, nothing wrong', async () => {
		const { outputs, error } = await run({ template: '{{nonsense' }, []);
		expect(error).toBeUndefined();
		expect(outputs.flat()).toEqual([]);
	});
});

describe('what cannot be used is an error that says what to do', () => {
	test.each<[INodeParameters, title: string, advice: string]>([
		[{ template: 'Bonjour {prenon}' }, '{prenon}', 'Did you mean {prenom}?'],
		[{ template: 'Bonjour\n{first_name' }, 'at line 2, position 1', '{first_name | default'],
		[{ template: '  ' }, 'The template is empty', 'Write the text'],
		[{ template: '={{ "a" }} {{ prenom }}' }, '{{prenom}}', 'single braces'],
		[{ template: 'a', maxParts: 3 }, "'Most Parts' cannot be 3", 'Allow Long Texts'],
		[{ template: 'a', maxParts: 11, options: { allowLong: true } }, "'Most Parts'", 'from 1 to 10'],
		[{ template: 'a', maxParts: 0 }, "'Most Parts' cannot be 0", 'from 1 to 2'],
		[{ template: 'a', gateway: 'pigeon' }, "'Gateway' is unknown", 'sandbox'],
		[
			{ template: 'a', messageType: 'spam' },
			"'Message Type' is unknown",
			'marketing, transactional',
		],
	])('%j', async (parameters, title, advice) => {
		const { error } = await run(parameters, [contact('Marie')]);
		expect(error?.message).toContain(title);
		expect(error?.description).toContain(advice);
	});

	test('Continue On Fail keeps the good contacts; the failed ones never reach Ready', async () => {
		const items = [contact('A', { t: 'Salut {first_name}' }), contact('B', { t: 'Salut {oups}' })];
		const { outputs, error } = await run({ template: '={{ $json.t }}' }, items, {
			node: { onError: 'continueRegularOutput' },
		});
		expect(error).toBeUndefined();
		expect(outputs[0]!.map((item) => smsOf(item)?.message?.text)).toEqual([`Salut A${FOOTER}`]);
		expect(outputs[1]!.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			[expect.stringContaining('{oups}'), { item: 1 }],
		]);
	});

	test('without it the error names the contact', async () => {
		const items = [contact('A', { t: 'Salut' }), contact('B', { t: 'Salut {oups}' })];
		const { error } = await run({ template: '={{ $json.t }}' }, items);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
	});
});

describe('every parameter: plain, an expression free of the item, an expression on the item', () => {
	const two = [contact('A', { ville: 'Lyon', n: 1 }), contact('B', { ville: 'Brest', n: 2 })];

	test('Template', async () => {
		expect(await texts({ template: '{first_name} {ville}' }, two)).toEqual(['A Lyon', 'B Brest']);
		expect(await texts({ template: '={{ "Bon" + "jour" }} {first_name}' }, two)).toEqual([
			'Bonjour A',
			'Bonjour B',
		]);
		const perItem = await run({ template: '={{ $json.ville }} {first_name}' }, two);
		expect(perItem.outputs[0]!.map((item) => smsOf(item)?.message?.text)).toEqual([
			`Lyon A${FOOTER}`,
			`Brest B${FOOTER}`,
		]);
		expect(perItem.hints.map(({ message }) => message).join()).toContain(
			"'Template' is an expression",
		);
	});

	test('Campaign Fields', async () => {
		const template = '{code} {mot}';
		const fields = (code: string, value: string) => ({
			template,
			campaignFields: { code, other: { field: [{ name: 'Mot', value }] } },
		});
		expect(await texts(fields('VIP', 'oui'), two)).toEqual(['VIP oui', 'VIP oui']);
		expect(await texts(fields('={{ "V" + 1 }}', 'oui'), two)).toEqual(['V1 oui', 'V1 oui']);
		expect(await texts(fields('VIP', '={{ $json.n }}'), two)).toEqual(['VIP 1', 'VIP 2']);
	});

	test.each<
		[
			label: string,
			name: string,
			plain: string | number,
			check: (sms?: SmsItem) => unknown,
			seen: unknown,
		]
	>([
		[
			'Message Type',
			'messageType',
			'transactional',
			(sms) => sms?.message?.text,
			'Noël '.repeat(15).trim(),
		],
		['Missing Values', 'missingValues', 'empty', (sms) => sms?.status, 'ready'],
		['Character Rewrite', 'characterRewrite', 'full', (sms) => sms?.message?.encoding, 'GSM-7'],
		['Most Parts', 'maxParts', 2, (sms) => sms?.message?.parts, 2],
		['Gateway', 'gateway', 'sandbox', (sms) => sms?.status, 'ready'],
	])('%s', async (label, name, plain, check, seen) => {
		const base = {
			template:
				'{% if ville %}Noël Noël Noël Noël Noël Noël Noël Noël Noël Noël Noël Noël Noël Noël Noël{% endif %}',
			characterRewrite: 'off',
			maxParts: 2,
		};
		const quoted = JSON.stringify(plain);
		for (const value of [plain, `={{ ${quoted} }}`]) {
			const { outputs, error } = await run({ ...base, [name]: value }, two);
			expect(error).toBeUndefined();
			expect(outputs[0]!.map((item) => check(smsOf(item)))).toEqual([seen, seen]);
		}
		const { error } = await run({ ...base, [name]: `={{ $json.n ? ${quoted} : 0 }}` }, two);
		expect(error?.message).toBe(`'${label}' must be the same for all contacts`);
	});

	test('Missing Values decides', async () => {
		const template = 'Code {code}.';
		expect((await run({ template }, two)).outputs.map((output) => output.length)).toEqual([0, 2]);
		expect(await texts({ template, missingValues: 'empty' }, two)).toEqual(['Code .', 'Code .']);
	});

	test('Options: Allow Long Texts', async () => {
		const base = { template: 'a'.repeat(400), maxParts: 3 };
		for (const allowLong of [true, '={{ true }}'])
			expect((await run({ ...base, options: { allowLong } }, two)).outputs[0]).toHaveLength(2);
		const { error } = await run({ ...base, options: { allowLong: '={{ $json.n > 0 }}' } }, two);
		expect(error?.message).toBe("'Options' must be the same for all contacts");
	});
});

/** The node as an agent calls it: n8n hands back the first output alone. */
class AsTool extends SmsMessage {
	override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const asTool = new Proxy(this, {
			get: (target, name) =>
				name === 'isToolExecution' ? () => true : Reflect.get(target, name, target),
		});
		return await SmsMessage.prototype.execute.call(asTool);
	}
}

test('as an AI tool every contact comes back on the first output, told apart by its status', async () => {
	const items = [contact('Marie'), contact(), contact('Zoé', {}, { status: 'held' })];
	const { outputs } = await runNode(
		new AsTool(),
		{ template: '{first_name}' },
		items.map((json) => ({ json })),
	);
	expect(outputs.map((output) => output.map((item) => smsOf(item)?.status))).toEqual([
		['ready', 'held', 'held'],
		[],
	]);
});

describe('Preview', () => {
	const PREVIEW = { operation: 'preview' };
	const written = async () => {
		const { outputs } = await run({ template: 'Bonjour {first_name} <b>&', maxParts: 2 }, [
			contact('Marie', {}, { segment: 'Or' }),
			contact('Maximilienne', {}, { segment: 'Or' }),
			contact('Zoé', {}, { segment: 'Argent' }),
			contact(),
			contact('Léa', {}, { status: 'held', reason: 'INVALID_NUMBER' }),
		]);
		const later = { ...outputs[0]![2]!.json, sms: { ...smsOf(outputs[0]![2]), status: 'later' } };
		return [...outputs.flat().map(({ json }) => json), later as IDataObject];
	};
	const previewOf = async (items: IDataObject[], parameters: INodeParameters = PREVIEW) => {
		const result = await run(parameters, items);
		if (result.error) throw result.error;
		return result;
	};

	test('sums up ready, held and later in one item', async () => {
		const { outputs, hints } = await previewOf(await written());
		expect(outputs.map((output) => output.length)).toEqual([1, 0]);
		const { html, css, longest, shortest, samples, ...figures } = outputs[0]![0]!.json;
		expect(figures).toEqual({
			contacts: 6,
			ready: 3,
			held: { MISSING_FIELD: 1, INVALID_NUMBER: 1 },
			later: 1,
			segments: { Or: 2, Argent: 1 },
			parts: 3,
			cost: { amount: 0.147, currency: 'EUR' },
			byParts: { 1: 3 },
			encodings: { 'GSM-7': 3 },
			stopFooter: { text: 'STOP au 36000', addedBy: 'us' },
			sendingHours: '08:00–20:00, du lundi au samedi, hors jours fériés',
		});
		expect(longest).toMatchObject({ text: `Bonjour Maximilienne <b>&${FOOTER}` });
		expect(shortest).toMatchObject({ text: `Bonjour Zoé <b>&${FOOTER}` });
		expect(samples).toHaveLength(3);
		expect(hints).toEqual([]);
		expect(outputs[0]![0]!.pairedItem).toHaveLength(6);
	});

	test('after sending, says who was reached, refused or is to be checked, and counts what was billed', async () => {
		const [first, second, third, ...held] = await written();
		const as = (json: IDataObject | undefined, sms: object) => ({
			...json,
			sms: { ...(json?.sms as object), ...sms },
		});
		const { outputs } = await previewOf([
			as(first, { status: 'accepted' }),
			as(second, { status: 'refused' }),
			as(third, { status: 'in_doubt', reason: 'IN_DOUBT' }),
			...held,
		]);
		const { html, ...figures } = outputs[0]![0]!.json;
		expect(figures).toMatchObject({
			contacts: 6,
			sent: 1,
			failed: 1,
			toCheck: 1,
			later: 1,
			parts: 1,
		});
		expect(figures).not.toHaveProperty('ready');
		expect(html).toContain('Refusés par l&#39;opérateur');
	});

	test('counts Everyone Else as held, and says from when the others wait', async () => {
		const { outputs } = await previewOf([
			contact('A', {}, { status: 'ready', reason: 'NOT_IN_SEGMENT' }),
			{
				...(await written())[0],
				sms: {
					...((await written())[0]!.sms as object),
					nextAllowedAt: '2099-11-23T07:00:00.000Z',
				},
			},
		]);
		expect(outputs[0]![0]!.json).toMatchObject({
			contacts: 2,
			ready: 1,
			held: { NOT_IN_SEGMENT: 1 },
			later: 1,
			laterFrom: 'lun. 23 nov. 08:00',
		});
		expect(outputs[0]![0]!.json.html).toContain('1 (à partir du lun. 23 nov. 08:00)');
	});

	test('masks numbers and escapes everything that comes from data', async () => {
		const { outputs } = await previewOf(await written());
		const all = JSON.stringify(outputs);
		expect(all).not.toMatch(/63998|981234/);
		const html = String(outputs[0]![0]!.json.html);
		expect(html).toContain('Bonjour Marie &lt;b&gt;&amp;');
		expect(html).not.toContain('<b>');
		for (const words of [
			'La campagne en chiffres',
			'Aucune valeur pour un champ',
			'Numéro de téléphone illisible<',
			'0,147\u00a0€',
			'STOP au 36000 (dans le texte)',
			'Le plus long',
		])
			expect(html).toContain(words);
	});

	test('uses only tags that a form page keeps, each closed', async () => {
		const html = String((await previewOf(await written())).outputs[0]![0]!.json.html);
		const open: string[] = [];
		for (const [, close, name] of html.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
			expect(['h3', 'table', 'tbody', 'tr', 'th', 'td', 'pre', 'sub']).toContain(name);
			if (close) expect(open.pop()).toBe(name);
			else open.push(name!);
		}
		expect(open).toEqual([]);
	});

	test('speaks the language of the brand', async () => {
		const { outputs } = await previewOf([contact('A', {}, { brand: 'lumen-be' })]);
		expect(outputs[0]![0]!.json.html).toContain('The campaign in figures');
	});

	test('says when texts are not written yet', async () => {
		const { hints, outputs } = await previewOf([contact('A'), contact('B')]);
		expect(hints[0]!.message).toContain('2 contacts have no text yet');
		expect(outputs[0]![0]!.json).toMatchObject({ contacts: 2, ready: 2, parts: 0, samples: [] });
	});

	test('no contacts, no preview; a gateway that differs by contact is refused', async () => {
		expect((await previewOf([])).outputs.flat()).toEqual([]);
		const items = await written();
		expect(
			(await previewOf(items, { ...PREVIEW, gateway: '={{ "sandbox" }}' })).outputs[0],
		).toHaveLength(1);
		const { error } = await run({ ...PREVIEW, gateway: '={{ $json.g }}' }, items);
		expect(error?.message).toBe("'Gateway' must be the same for all contacts");
	});

	describe('who adds the STOP footer', () => {
		const ours = { template: 'Bonjour {first_name}' };
		const theirs = { ...ours, gateway: 'octopush' };
		const shownFor = async (parameters: INodeParameters, gateway: string, brand?: string) => {
			const items = [contact('Marie', {}, brand === undefined ? {} : { brand })];
			const { outputs } = await run(parameters, items);
			const json = outputs[0]!.map((item) => item.json);
			const { outputs: previews, hints } = await previewOf(json, { ...PREVIEW, gateway });
			const { html, samples, stopFooter } = previews[0]![0]!.json;
			const warnings = hints.filter(({ type }) => type === 'warning').map((hint) => hint.message);
			return { json, html: String(html), samples, stopFooter, warnings };
		};

		test('a gateway that does: counted, shown under its name, and not in the item', async () => {
			const { json, html, samples, stopFooter, warnings } = await shownFor(theirs, 'octopush');
			expect(json[0]!.sms).toMatchObject({ message: { text: 'Bonjour Marie', units: 27 } });
			expect(samples).toMatchObject([{ text: 'Bonjour Marie\nSTOP au 36xxx', units: 27 }]);
			expect(stopFooter).toEqual({
				text: 'STOP au 36xxx',
				addedBy: 'gateway',
				gateway: 'Octopush',
			});
			expect(html).toContain('STOP au 36xxx (ajoutée par Octopush)');
			expect(warnings).toEqual([]);
		});

		test('in English, with the code that the brand has there', async () => {
			const { html, samples } = await shownFor(theirs, 'octopush', 'lumen-be');
			expect(html).toContain('STOP au 30101 (added by Octopush)');
			expect(samples).toMatchObject([{ text: 'Bonjour Marie\nSTOP au 30101' }]);
		});

		test('a text composed for a gateway that does, looked at for one that does not, is pointed out', async () => {
			const { stopFooter, warnings } = await shownFor(theirs, 'sandbox');
			expect(stopFooter).toEqual({ text: 'STOP au 36000', addedBy: 'us' });
			expect(warnings).toEqual([
				'Marketing texts without a STOP footer: 1. SMS Send would hold them: choose Sandbox also in the SMS Message node that writes them',
			]);
		});

		test('the reverse is shown with one footer', async () => {
			const { samples, warnings } = await shownFor(ours, 'octopush');
			expect(samples).toMatchObject([{ text: 'Bonjour Marie\nSTOP au 36xxx' }]);
			expect(warnings).toEqual([]);
		});

		test('a footer in the template of such a gateway is left out, and that is said', async () => {
			const { outputs, hints } = await run(
				{ ...theirs, template: 'Soldes. STOP au 36180. À samedi' },
				[contact('Marie')],
			);
			expect(smsOf(outputs[0]![0])?.message?.text).toBe('Soldes. À samedi');
			expect(hints.map(({ message }) => message)).toContain(
				'Octopush adds the STOP footer itself, so the one of the template is left out. Take it out of the template, or write {stop}.',
			);
		});

		test('a template that is nothing but the footer is held', async () => {
			const { outputs } = await run({ ...theirs, template: 'STOP au 36180' }, [contact('Marie')]);
			expect(smsOf(outputs[1]![0])).toMatchObject({
				reason: 'MISSING_FIELD',
				detail: 'Aucune valeur pour Template et pas de texte par défaut',
			});
		});
	});
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import { SmsContacts } from '../../nodes/SmsContacts/SmsContacts.node';
import { clock } from '../../nodes/shared/clock';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { countClients } from '../data/count-clients';
import { PRIVATE_SALE } from '../data/private-sale';
import { runNode, type EngineOptions } from '../harness';

const NOW = Date.UTC(2026, 10, 24, 9);
const realNow = clock.now;
let folder: string;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'sms contacts '));
	process.env.N8N_USER_FOLDER = folder;
	clock.now = () => NOW;
	const ledger = await openEmbeddedLedger({ file: ledgerFile() });
	await ledger.saveBrand({ slug: 'reunion', name: 'Île', country: 'RE', language: 'en' }, NOW);
	await ledger.close();
});

afterAll(async () => {
	clock.now = realNow;
	await closeLedgers();
	rmSync(folder, { recursive: true, force: true });
});

type Item = INodeExecutionData | IDataObject;
const run = async (
	items: Item[],
	parameters: INodeParameters = {},
	options: EngineOptions & { onError?: 'continueRegularOutput' | 'continueErrorOutput' } = {},
) =>
	await runNode(new SmsContacts(), parameters, items, {
		...options,
		...(options.onError && { node: { onError: options.onError } }),
	});

const ready = async (items: Item[], parameters: INodeParameters = {}) => {
	const { outputs, error } = await run(items, parameters);
	if (error) throw error;
	return outputs[0]!.map(({ json }) => json);
};
const sms = ({ json }: { json: IDataObject }): SmsItem => json.sms as SmsItem;
const failure = async (items: Item[], parameters: INodeParameters = {}) => {
	const { error } = await run(items, parameters);
	return `${error?.message} | ${error?.description}`;
};
const withFile = (content: string | Uint8Array, key = 'data', fileName = 'clients.csv') => ({
	json: { form: 'x' },
	binary: {
		[key]: {
			data: Buffer.from(content as string).toString('base64'),
			mimeType: 'application/octet-stream',
			fileName,
		},
	},
});
const FILE = { inputFrom: 'file' };

describe('items', () => {
	test('keep what they carry and get the key sms', async () => {
		const [json] = await ready([{ Tel: '06 12 34 56 78', Prénom: 'Zoé', Note: { a: 1 } }]);
		expect(json).toEqual({
			Tel: '06 12 34 56 78',
			Prénom: 'Zoé',
			Note: { a: 1 },
			sms: {
				to: '+33612345678',
				brand: 'default',
				status: 'ready',
				contact: { kind: 'client', firstName: 'Zoé' },
			},
		});
	});
	test('have the day and the figures that their whole column writes, and it is said', async () => {
		const early = Array.from({ length: 1_200 }, (_, n) => ({
			...{
				phone: `06120${String(n).padStart(5, '0')}`,
				birth_date: '5/4/1980',
				total_spent: '1,234',
			},
		}));
		const late = { phone: '0613000000', birth_date: '12/31/1980', total_spent: '1,234.50' };
		const { outputs, hints } = await run([...early, late]);
		expect(sms({ json: outputs[0]![0]!.json }).contact).toMatchObject({
			...{ birthDate: '1980-05-04', purchases: { total: 1234 } },
		});
		expect(hints[0]!.message).toContain('dates of birth_date are read as month/day/year');
		expect(hints[0]!.message).toContain('the comma in total_spent is read as grouping thousands');
	});

	test('carry the language of a brand that is not French, for nodes that open no ledger', async () => {
		const row = { phone: '0612345678' };
		const of = async (brand: string, before: IDataObject = {}) => {
			const parameters = { brand: { __rl: true, mode: 'id', value: brand } };
			const [json] = await ready([{ ...row, ...before }], parameters);
			return (json?.sms as SmsItem).language;
		};
		expect(await of('reunion')).toBe('en');
		expect(await of('')).toBeUndefined();
		expect(await of('', { sms: { language: 'en' } })).toBeUndefined();
	});

	test('that will not be written to leave by Held, with a reason in the language of the brand', async () => {
		const items = [{ Tel: '0612345678' }, { Tel: '0142685300' }, { Tel: 612345678 }, { Tel: {} }];
		const { outputs } = await run(items);
		expect(outputs[0]!.map((item) => item.pairedItem)).toEqual([{ item: 0 }]);
		expect(
			outputs[1]!.map((item) => [item.pairedItem, sms(item).reason, sms(item).detail]),
		).toEqual([
			[{ item: 1 }, 'NOT_MOBILE', 'Pas un numéro de mobile, ne peut pas recevoir de SMS'],
			[{ item: 2 }, 'DUPLICATE', 'Le même numéro est déjà présent dans cet envoi'],
			[{ item: 3 }, 'INVALID_NUMBER', 'Numéro de téléphone illisible : (vide)'],
		]);
	});
	test('are never written to', async () => {
		const items = [
			{ Tel: '0612345678', sms: { campaign: 'x' }, deep: { a: 1 } },
			{ Tel: '?', sms: 'Oui' },
		];
		const before = structuredClone(items);
		const { outputs } = await run(items);
		expect(items).toEqual(before);
		expect(outputs[0]![0]!.json).not.toBe(items[0]);
		expect(outputs[0]![0]!.json.sms).not.toBe(items[0]!.sms);
	});
	test('keep what earlier nodes wrote, and stay held if they were', async () => {
		const held = { status: 'held', reason: 'SUPPRESSED', detail: 'x' };
		const { outputs, hints } = await run([
			{
				Tel: '0612345678',
				sms: { campaign: 'noël', consent: { status: 'granted' }, status: 'ready' },
			},
			{ Tel: '0612345679', sms: held },
		]);
		expect(sms(outputs[0]![0]!)).toMatchObject({
			campaign: 'noël',
			consent: { status: 'granted' },
			to: '+33612345678',
		});
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[1]!.map(sms)).toEqual([held]);
		expect(hints[0]!.message).toContain('1 held before');
	});
	test('read a second time lose the reason of the first time', async () => {
		const [json] = await ready([
			{ Tel: '0612345678', sms: { status: 'ready', reason: 'NOT_IN_SEGMENT', detail: 'x' } },
		]);
		expect(json!.sms).not.toHaveProperty('reason');
		expect(json!.sms).not.toHaveProperty('detail');
	});
	test('with a column named sms keep it as sms_column, read it, and say so', async () => {
		const { outputs, hints } = await run([{ Tel: '0612345678', sms: 'Oui' }]);
		expect(outputs[0]![0]!.json).toMatchObject({
			sms_column: 'Oui',
			sms: { consent: { status: 'granted' } },
		});
		expect(hints.map(({ message }) => message).join()).toContain("'sms_column'");
	});
	test('with __proto__ as a field do no harm', async () => {
		const item = JSON.parse('{"Tel":"0612345678","__proto__":{"polluted":1}}') as IDataObject;
		const [json] = await ready([{ json: item }]);
		expect(json!.sms).toMatchObject({ to: '+33612345678' });
		expect(({} as IDataObject).polluted).toBeUndefined();
	});
	test('keep their files', async () => {
		const item = { ...withFile('x'), json: { Tel: '0612345678' } };
		const { outputs } = await run([item]);
		expect(outputs[0]![0]!.binary).toEqual(item.binary);
	});
	test('none give none', async () => {
		const { outputs, error } = await run([]);
		expect(error).toBeUndefined();
		expect(outputs.flat()).toEqual([]);
	});
	test('without a phone column: a clear sentence', async () => {
		expect(await failure([{ Nom: 'Zoé' }])).toBe(
			'No column holds mobile phone numbers | Name the phone column yourself. The columns are: Nom.',
		);
		expect(await failure([withFile('Tel\n0612345678')])).toContain("set 'Input From' to File");
	});
});

describe('a file', () => {
	const csv = Buffer.from(
		'Prénom;Portable;Opt-in SMS\nZoé;0612345678;Oui\nLéa;0142685300;\n',
		'latin1',
	);

	test('becomes one item a row, with the file as evidence of consent', async () => {
		const { outputs, hints } = await run([withFile(csv)], FILE);
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[0]![0]).toMatchObject({
			json: {
				Prénom: 'Zoé',
				Portable: '0612345678',
				sms: {
					consent: { status: 'granted', basis: 'consent', source: 'client file clients.csv' },
				},
			},
			pairedItem: { item: 0 },
		});
		expect(outputs[0]![0]!.json).not.toHaveProperty('form');
		expect(outputs[1]![0]!.json).toMatchObject({ Prénom: 'Léa', sms: { reason: 'NOT_MOBILE' } });
		expect(hints[0]!.message).toBe(
			'1 ready (1 with consent, 0 refused, 0 unknown), 1 not mobile; ' +
				'read 2 rows, separated by ;, encoded as Windows-1252 in clients.csv; ' +
				'columns: Portable → phone, Prénom → first name, Opt-in SMS → consent',
		);
	});
	test.each([
		['named by the label of the form', 'Fichier_clients', 'Fichier clients', ''],
		[
			'the only one, although another is named',
			'upload',
			'data',
			"(in the field 'upload', there is no 'data')",
		],
	])('%s is found', async (_, key, binaryProperty, said) => {
		const { outputs, hints } = await run([withFile(csv, key)], { ...FILE, binaryProperty });
		expect(outputs[0]).toHaveLength(1);
		expect(hints[0]!.message.includes('there is no')).toBe(said !== '');
		expect(hints[0]!.message).toContain(said);
	});
	test('several are all read, duplicates seen across them', async () => {
		const two = withFile(csv, 'Fichier_0');
		const other = withFile(
			'Mobile,Name\n0612345678,x\n0692123456,y\n',
			'Fichier_1',
			'prospects.csv',
		);
		const items = [
			{ ...two, binary: { ...two.binary, ...other.binary } },
			withFile('Tel\n0612345679', 'Fichier', 'c.csv'),
		];
		const { outputs } = await run(items, { ...FILE, binaryProperty: 'Fichier' });
		expect(outputs[0]!.map((item) => [sms(item).to, item.pairedItem])).toEqual([
			['+33612345678', { item: 0 }],
			['+262692123456', { item: 0 }],
			['+33612345679', { item: 1 }],
		]);
		expect(outputs[1]!.map((item) => sms(item).reason)).toEqual(['NOT_MOBILE', 'DUPLICATE']);
	});
	test.each([
		['empty', '', 'The file is empty'],
		['of a header only', 'Tel;Nom\n', 'but no rows'],
		['that is a PDF', '%PDF-1.7', 'is a PDF document'],
		['without phone column', 'Nom;Ville\nZoé;Lyon\n', 'The columns are: Nom, Ville.'],
	])('%s is refused with a clear sentence', async (_, content, said) =>
		expect(await failure([withFile(content)], FILE)).toContain(said),
	);
	test('among others that cannot be used is named, with its item', async () => {
		const items = [withFile('Tel\n0612345678'), withFile('Nom;Ville\nZoé;Lyon', 'data', 'mai.csv')];
		const { error } = await run(items, FILE);
		expect(error).toMatchObject({
			message: 'No column holds mobile phone numbers (mai.csv)',
			context: { itemIndex: 1 },
		});
	});
	test('that is not there is asked for', async () =>
		expect(await failure([{ a: 1 }], FILE)).toContain('The items carry no file'));
	test('with a column named sms keeps it as sms_column', async () => {
		const [json] = await ready([withFile('Tel;sms\n0612345678;Non\n')], FILE);
		expect(json).toMatchObject({ sms_column: 'Non', sms: { consent: { status: 'withdrawn' } } });
	});
	test('of the sample gives, row by row, what was counted without this code', async () => {
		const bytes = readFileSync(join(__dirname, '../../playground/data/clients.csv'));
		const expected = countClients(bytes, PRIVATE_SALE).rows;
		const { outputs } = await run([withFile(bytes)], FILE);
		const [sure, held] = outputs as [INodeExecutionData[], INodeExecutionData[]];
		expect(
			sure
				.map((item) => sms(item))
				.map(({ to, contact, consent }) => [
					to,
					consent?.status,
					contact?.kind === 'client',
					(contact?.age ?? 99) < PRIVATE_SALE.minimumAge,
				]),
		).toEqual(
			expected
				.filter(({ fate }) => fate === 'ready')
				.map((one) => [one.e164, one.answer, one.client, one.minor]),
		);
		expect(held.map((item) => sms(item).reason)).toEqual(
			expected.filter(({ fate }) => fate !== 'ready').map(({ fate }) => fate),
		);
		expect(expected.length).toBe(5000);
	});
});

describe('parameters', () => {
	const rows = [
		{ Tel: '0692123456', Alias: '0612345678', Nom: 'A', Autre: 'X', Ville: 'Lyon' },
		{ Tel: '+262692123456', Alias: '0612345679', Nom: 'B', Autre: '', Ville: '' },
	];
	const of = (json: IDataObject | undefined): SmsItem => (json?.sms ?? {}) as SmsItem;

	test('a column dragged into Phone Column arrives in brackets', async () => {
		const [json] = await ready([{ 'Mon tél': '0612345678' }], { phoneColumn: '["Mon tél"]' });
		expect(of(json).to).toBe('+33612345678');
	});
	test('numbers belong to the country of the brand', async () => {
		const parameters = { brand: { __rl: true, mode: 'id', value: 'reunion' } };
		const { outputs } = await run([{ Tel: '0692123456' }, { Tel: '?' }], parameters);
		expect(sms(outputs[0]![0]!).to).toBe('+262692123456');
		expect(sms(outputs[1]![0]!).detail).toBe('The phone number cannot be read: ?');
	});
	test('an unknown country, brand or column is a clear sentence', async () => {
		expect(await failure(rows, { options: { country: 'Nowhere' } })).toContain(
			"'Country of Numbers' is not a country: NOWHERE",
		);
		expect(await failure(rows, { brand: { __rl: true, mode: 'id', value: 'nobody' } })).toContain(
			'nobody',
		);
		expect(await failure(rows, { phoneColumn: 'Gsm' })).toContain('There is no column "Gsm"');
	});
});

describe('when something is wrong', () => {
	const broken = [withFile('%PDF-1.7'), { a: 1 }];

	test('with Continue On Fail every item leaves by Held with the error', async () => {
		const { outputs, error } = await run(broken, FILE, { onError: 'continueRegularOutput' });
		expect(error).toBeUndefined();
		expect(outputs[0]).toEqual([]);
		expect(outputs[1]!.map((item) => [item.json.error, item.pairedItem])).toEqual([
			['The file is a PDF document, not CSV or XLSX (clients.csv)', { item: 0 }],
			['The file is a PDF document, not CSV or XLSX (clients.csv)', { item: 1 }],
		]);
	});
	test('with an error output every item leaves by it', async () => {
		const { outputs } = await run(broken, FILE, { onError: 'continueErrorOutput' });
		expect(outputs.map((items) => items.length)).toEqual([0, 0, 2]);
	});
});

/** The node as an agent calls it: n8n hands back the first output alone. */
class AsTool extends SmsContacts {
	override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const asTool = new Proxy(this, {
			get: (target, name) =>
				name === 'isToolExecution' ? () => true : Reflect.get(target, name, target),
		});
		return await SmsContacts.prototype.execute.call(asTool);
	}
}

test('as an AI tool everything comes out of the first output, told apart by its status', async () => {
	const items = [{ Tel: '?' }, { Tel: '0612345678' }, { Tel: '0142685300' }];
	const { outputs } = await runNode(new AsTool(), {}, items);
	expect(outputs.map((output) => output.map((item) => sms(item).status))).toEqual([
		['ready', 'held', 'held'],
		[],
	]);
});

test('a big run leaves room for others', async () => {
	const items = Array.from({ length: 10_000 }, (_, i) => ({
		Tel: `06${10_000_000 + i}`,
		Nom: 'x',
	}));
	let turns = 0;
	let running = true;
	const turn = (): void => {
		turns++;
		if (running) setImmediate(turn);
	};
	setImmediate(turn);
	expect(await ready(items)).toHaveLength(10_000);
	running = false;
	expect(turns).toBeGreaterThan(20);
});

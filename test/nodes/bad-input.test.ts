import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { SmsCampaign } from '../../nodes/SmsCampaign/SmsCampaign.node';
import { SmsContacts } from '../../nodes/SmsContacts/SmsContacts.node';
import { SmsFrequencyCap } from '../../nodes/SmsFrequencyCap/SmsFrequencyCap.node';
import { SmsMessage } from '../../nodes/SmsMessage/SmsMessage.node';
import { SmsOffer } from '../../nodes/SmsOffer/SmsOffer.node';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import { runNode, type NodeRun } from '../harness';
import { contact, message, smsOf, useScene } from './SmsSend.scene';

/** What people really feed the nodes: each time a clear error or a contact held with a reason, never a crash or a lost row. */
useScene();

const contacts = new SmsContacts();
const cap = new SmsFrequencyCap();
const send = new SmsSend();
const text = new SmsMessage();
const segment = new SmsSegment();

const json = (source: string): INodeExecutionData['json'] =>
	JSON.parse(source) as INodeExecutionData['json'];
const withFile = (content: string): INodeExecutionData => ({
	json: {},
	binary: {
		data: {
			data: Buffer.from(content).toString('base64'),
			mimeType: 'text/csv',
			fileName: 'clients.csv',
		},
	},
});
const FILE = { inputFrom: 'file' };
const where = (field: string, type: string, operation: string, right: unknown) =>
	({
		segments: {
			values: [
				{
					name: 'One',
					conditions: {
						combinator: 'and',
						options: { version: 3 },
						conditions: [
							{
								leftValue: `={{ $json.${field} }}`,
								rightValue: right,
								operator: { type, operation },
							},
						],
					},
				},
			],
		},
	}) as INodeParameters;
const MEGABYTE = 'a'.repeat(1_000_000);
const odd = (more: object) => ({ ...contact(1), ...more }) as INodeExecutionData['json'];

type Item = INodeExecutionData | INodeExecutionData['json'];
type Row = [
	what: string,
	node: INodeType,
	parameters: INodeParameters,
	items: Item[],
	clear: Clear,
];
/** What is seen: the message of an error, or for each output what its items say. */
type Clear = RegExp | unknown[][];

/** The reason of a held contact, the status of any other. */
const fate = ({ json: item }: INodeExecutionData): unknown =>
	smsOf(item).reason ?? smsOf(item).status;

const ROWS: Row[] = [
	['an empty file', contacts, FILE, [withFile('')], /^The file is empty \(clients\.csv\)$/],
	['no phone column', contacts, FILE, [withFile('Nom;Ville\nA;B')], /^No column holds mobile/],
	[
		'a file of one 1 MB cell',
		contacts,
		FILE,
		[withFile(`Tel;Nom\n0612345678;${MEGABYTE}`)],
		[['ready'], []],
	],
	['no file at all', contacts, FILE, [{ a: 1 }], /^The items carry no file$/],
	[
		'a number as text, as number, as object, as list, as nothing',
		contacts,
		{},
		[
			{ Tel: '06 12 34 56 78' },
			{ Tel: 612345679 },
			{ Tel: { a: 1 } },
			{ Tel: ['0612345678'] },
			{ Tel: null },
		] as never,
		[
			['ready', 'ready'],
			['INVALID_NUMBER', 'INVALID_NUMBER', 'INVALID_NUMBER'],
		],
	],
	[
		'a number of 1 MB',
		contacts,
		{ phoneColumn: 'Tel' },
		[{ Tel: MEGABYTE }],
		[[], ['INVALID_NUMBER']],
	],
	[
		'__proto__ as a column',
		contacts,
		{ phoneColumn: 'Tel', columns: { lastName: '__proto__' } },
		[json('{"Tel":"0612345678","__proto__":{"a":1}}')],
		[['ready'], []],
	],
	['a column named sms', contacts, {}, [{ Tel: '0612345678', sms: 'Oui' }], [['ready'], []]],
	[
		'a template that is not closed',
		text,
		{ template: 'Bonjour {first_name' },
		[contact(1)],
		/at line 1/,
	],
	[
		'a template of 1 MB',
		text,
		{ template: MEGABYTE },
		[contact(1)],
		/^The template has 1,000,000 characters$/,
	],
	['a field of 1 MB', text, { template: 'A {nom}' }, [odd({ nom: MEGABYTE })], [[], ['TOO_LONG']]],
	[
		'a field holding an object',
		text,
		{ template: 'A {nom}' },
		[odd({ nom: { a: 1 } })],
		[[], ['MISSING_FIELD']],
	],
	['a template on __proto__', text, { template: 'A {__proto__}' }, [contact(1)], /\{__proto__\}/],
	[
		'__proto__ as a field',
		text,
		{ template: 'A {__proto__ | default: "-"}' },
		[{ ...contact(1), ...json('{"__proto__":{"polluted":1}}') }],
		[['ready'], []],
	],
	[
		'a column named sms before the text',
		text,
		{ template: 'A' },
		[{ sms: 'Oui' }],
		[['ready'], []],
	],
	['a text as sms', send, {}, [{ sms: 'Oui' }], /^Contact 1 has no message$/],
	['a list as sms', send, {}, [{ sms: [1] }], /^Contact 1 has no message$/],
	['a column named sms before the cap', cap, {}, [{ sms: 'Oui' }], [[], ['INVALID_NUMBER']]],
	[
		'a number without +',
		cap,
		{},
		[contact(1, { to: '0612345678' as never })],
		[[], ['INVALID_NUMBER']],
	],
	[
		'a number as number',
		cap,
		{},
		[contact(1, { to: 33612345678 as never })],
		[[], ['INVALID_NUMBER']],
	],
	[
		'an object as number',
		send,
		{},
		[contact(1, { to: {} as never })],
		[[], [], ['INVALID_NUMBER'], [], []],
	],
	[
		'a text of 1 MB',
		send,
		{},
		[contact(1, { message: message(`${MEGABYTE} STOP au 36000`) })],
		[[], [], ['TOO_LONG'], [], []],
	],
	[
		'an object as text',
		send,
		{},
		[contact(1, { message: { ...message(), text: { a: 1 } as never } })],
		/^Contact 1 has no message$/,
	],
	[
		'__proto__ as the field of the occasion',
		cap,
		{ occasion: 'field', occasionField: '__proto__' },
		[contact(1)],
		[[], ['MISSING_FIELD']],
	],
	[
		'an object in a comparison of texts',
		segment,
		where('a', 'string', 'equals', 'x'),
		[{ a: {} }],
		/Wrong type/,
	],
	[
		'__proto__ in a condition',
		segment,
		where('__proto__.a', 'string', 'equals', 'x'),
		[{ a: 1 }],
		/__proto__/,
	],
	[
		'a pattern that is none',
		segment,
		where('a', 'string', 'regex', '(['),
		[{ a: 'x' }],
		/Invalid regular expression/i,
	],
	[
		'a text of 1 MB in a condition',
		segment,
		where('a', 'string', 'contains', 'b'),
		[{ a: MEGABYTE }],
		[['NOT_IN_SEGMENT'], []],
	],
	[
		'a column named sms',
		segment,
		where('sms', 'string', 'equals', 'x'),
		[{ sms: 'Oui' }],
		[['NOT_IN_SEGMENT'], []],
	],
	[
		'an object as entry',
		new SmsOffer(),
		{ seed: 'x', keyField: 'a' },
		[{ a: {} }],
		/^Entry 0 has no value in 'a'$/,
	],
];

/** The same parameter may be given as anything by an expression. */
const UNUSABLE: Array<[INodeType, string, INodeParameters, RegExp]> = [
	[
		cap,
		'a campaign that is an object',
		{ campaign: '={{ ({}) }}' },
		/^'Campaign' is not a text: \{\}$/,
	],
	[cap, 'an occasion nobody knows', { occasion: 'week' }, /^'Occasion' is unknown: "week"$/],
	[cap, 'a type nobody knows', { messageType: 'spam' }, /^'Message Type' is unknown: "spam"$/],
	[
		send,
		'test numbers that are a list',
		{ testNumbers: '={{ [1] }}' },
		/^'Test Numbers' is not a text: \[1\]$/,
	],
	[
		send,
		'test contacts below zero',
		{ testContacts: -1 },
		/^'First Test Contacts' is not usable: -1$/,
	],
	[send, 'a sender that is an object', { sender: '={{ ({}) }}' }, /^'Sender' is not a text/],
	[contacts, 'a kind of file nobody knows', { fileIs: 'lead' }, /^'File Is' is unknown: "lead"$/],
	[
		contacts,
		'a country that is none',
		{ options: { country: 'XX' } },
		/^'Country of Numbers' is not a country: XX$/,
	],
	[segment, 'an assignment nobody knows', { assignTo: 'some' }, /^'Assign To' is unknown: "some"$/],
	[
		new SmsOffer(),
		'winners in words',
		{ seed: 'x', winners: '={{ "ten" }}' },
		/^'Winners' is not usable: ten$/,
	],
	[
		new SmsOffer(),
		'winners in halves',
		{ seed: 'x', winners: 1.5 },
		/^'Winners' is not usable: 1.5$/,
	],
];

const brand = (more: object) => ({ resource: 'brand', operation: 'upsert', slug: 'new', ...more });
const setting = (settings: object) => brand({ settings }) as INodeParameters;
const BRANDS: Array<[string, INodeParameters, RegExp]> = [
	['a cap of nothing', setting({ perMonth: 0 }), /^'Most per Month' is not usable: 0$/],
	[
		'a cap in words',
		setting({ perMonth: '={{ "two" }}' }),
		/^'Most per Month' is not usable: two$/,
	],
	[
		'a price in words',
		setting({ prices: { price: [{ country: 'FR', amount: 'x' }] } }),
		/^'Price per Part'/,
	],
	[
		'hours that are none',
		setting({ sendingHours: 'always' }),
		/^'Sending Hours' is not usable: always$/,
	],
	['a zone that is none', setting({ timezone: 'Paris' }), /^'Time Zone' is not usable: Paris$/],
	[
		'a STOP code in words',
		setting({ stopCodes: { code: [{ gateway: 'sandbox', code: 'stop' }] } }),
		/^'Code'/,
	],
	[
		'an address that is none',
		setting({ postTo: 'phones' }),
		/^'Phone Page Address' is not usable: phones$/,
	],
	['a sender operators refuse', brand({ sender: 'INFO' }), /^'Sender' is not usable: INFO$/],
];

/** n8n's own words for a program error: what a person must never read. */
const CRASH = /undefined|is not a function|Cannot read|\[object Object\]$|NaN/;

function expectClear({ error }: NodeRun, expected: RegExp): void {
	expect(error?.message).toMatch(expected);
	expect(`${error?.message}`).not.toMatch(CRASH);
	expect(error?.name).toBe('NodeOperationError');
	expect(error?.description).toBeTruthy();
}

describe('what comes in', () => {
	it.each(ROWS)('%s (%#)', async (_, node, parameters, items, clear) => {
		const result = await runNode(node, parameters, items);
		if (clear instanceof RegExp) expectClear(result, clear);
		else {
			expect(result.error).toBeUndefined();
			expect(result.outputs.map((output) => output.map(fate))).toEqual(clear);
		}
		expect('polluted' in {}).toBe(false);
	});

	it.each(ROWS)(
		'loses no row with Continue On Fail: %s (%#)',
		async (_, node, parameters, items) => {
			const options = { node: { onError: 'continueRegularOutput' as const } };
			const { outputs, error } = await runNode(node, parameters, items, options);
			expect(error).toBeUndefined();
			expect(outputs.flat().length).toBeGreaterThanOrEqual(items.length);
		},
	);

	it.each([contacts, text, segment, cap, send, new SmsOffer()])(
		'nothing: $description.name',
		async (node) => {
			const { outputs, error } = await runNode(node, { template: 'A', seed: 'x' }, []);
			expect(error).toBeUndefined();
			expect(outputs.flat()).toEqual([]);
		},
	);
});

describe('what an expression gives a parameter', () => {
	it.each(UNUSABLE)('$description.displayName: %s', async (node, _, parameters, clear) => {
		const items = node === contacts ? [{ Tel: '0612345678' }] : [contact(1)];
		expectClear(await runNode(node, parameters, items), clear);
	});

	it.each(BRANDS)('a brand with %s', async (_, parameters, clear) => {
		expectClear(await runNode(new SmsCampaign(), parameters, [{}]), clear);
	});
});

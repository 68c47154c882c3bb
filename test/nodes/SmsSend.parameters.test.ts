import type { INodeParameters } from 'n8n-workflow';
import { sandbox } from '../../core/gateway/sandbox';
import {
	cap,
	contact,
	ledgerRows,
	MONDAY,
	phonePage,
	send,
	setTime,
	smsOf,
	useScene,
} from './SmsSend.scene';

useScene();

/** Each parameter as a plain value, as an expression free of the item and as one that depends on it. */
interface Case {
	name: string;
	label: string;
	plain: INodeParameters;
	free: INodeParameters;
	dependent: INodeParameters;
	/** parameters it needs beside it */
	beside?: INodeParameters;
}

const CAP: Case[] = [
	{
		name: 'campaign',
		label: 'Campaign',
		plain: { campaign: 'sale' },
		free: { campaign: "={{ 'sa' + 'le' }}" },
		dependent: { campaign: '={{ $json.text }}' },
	},
	{
		name: 'gateway',
		label: 'Gateway',
		plain: { gateway: 'sandbox' },
		free: { gateway: "={{ 'sandbox' }}" },
		dependent: { gateway: '={{ $json.text }}' },
	},
	{
		name: 'limits.perMonth',
		label: 'Tighter Limits',
		plain: { limits: { perMonth: 1 } },
		free: { limits: { perMonth: '={{ 2 - 1 }}' } },
		dependent: { limits: { perMonth: '={{ $json.one }}' } },
	},
	{
		name: 'limits.minGapHours',
		label: 'Tighter Limits',
		plain: { limits: { minGapHours: 1 } },
		free: { limits: { minGapHours: '={{ 2 - 1 }}' } },
		dependent: { limits: { minGapHours: '={{ $json.one }}' } },
	},
	{
		name: 'limits.perDays',
		label: 'Tighter Limits',
		plain: { limits: { perDays: { limit: { max: 1, days: 7 } } } },
		free: { limits: { perDays: { limit: { max: '={{ 1 }}', days: '={{ 7 }}' } } } },
		dependent: { limits: { perDays: { limit: { max: 1, days: '={{ $json.one }}' } } } },
	},
	{
		name: 'occasion',
		label: 'Occasion',
		plain: { occasion: 'month' },
		free: { occasion: "={{ 'month' }}" },
		dependent: { occasion: '={{ $json.text }}' },
	},
	{
		name: 'occasionField',
		label: 'Field',
		beside: { occasion: 'field' },
		plain: { occasionField: 'text' },
		free: { occasionField: "={{ 'te' + 'xt' }}" },
		dependent: { occasionField: '={{ $json.text }}' },
	},
	{
		name: 'messageType',
		label: 'Message Type',
		plain: { messageType: 'marketing' },
		free: { messageType: "={{ 'marketing' }}" },
		dependent: { messageType: '={{ $json.text }}' },
	},
	{
		name: 'holdHours',
		label: 'Hold the Place For (Hours)',
		plain: { holdHours: 1 },
		free: { holdHours: '={{ 2 - 1 }}' },
		dependent: { holdHours: '={{ $json.one }}' },
	},
];

const shared = (name: string): Case => CAP.find((one) => one.name === name)!;
const option = (name: string, plain: unknown, free: string): Case => ({
	name: `options.${name}`,
	label: 'Options',
	plain: { options: { [name]: plain } } as INodeParameters,
	free: { options: { [name]: free } },
	dependent: { options: { [name]: '={{ $json.one }}' } },
});

const SEND: Case[] = [
	shared('campaign'),
	shared('gateway'),
	shared('occasion'),
	shared('occasionField'),
	{
		name: 'sender',
		label: 'Sender',
		plain: { sender: 'LUMEN' },
		free: { sender: "={{ 'LUM' + 'EN' }}" },
		dependent: { sender: '={{ $json.text }}' },
	},
	{
		name: 'sendAt',
		label: 'Send At',
		plain: { sendAt: '2026-11-23T09:00:00' },
		free: { sendAt: "={{ '2026-11-23T09:00:00' }}" },
		dependent: { sendAt: '={{ $json.text }}' },
	},
	{
		name: 'testNumbers',
		label: 'Test Numbers',
		plain: { testNumbers: '+33612340901' },
		free: { testNumbers: "={{ '+33612340901' }}" },
		dependent: { testNumbers: '={{ $json.text }}' },
	},
	{
		name: 'testContacts',
		label: 'First Test Contacts',
		plain: { testContacts: 1 },
		free: { testContacts: '={{ 2 - 1 }}' },
		dependent: { testContacts: '={{ $json.one }}' },
	},
	option('allowAgents', true, '={{ true }}'),
	option('batchSize', 1, '={{ 1 }}'),
	option('holdHours', 1, '={{ 1 }}'),
	option('timeout', 5, '={{ 5 }}'),
];

const NODES = [
	['SMS Frequency Cap', cap, CAP],
	['SMS Send', send, SEND],
] as const;

/** What a run shows, without ids and addresses that differ each time. */
function shown({ outputs, hints }: Awaited<ReturnType<typeof send | typeof cap>>) {
	const items = outputs.map((output) =>
		output.map(({ json }) => ({ ...smsOf(json), ref: undefined })),
	);
	return { items, hints };
}

describe.each(NODES)('the parameters of %s', (_, run, cases) => {
	const items = () =>
		[1, 2].map(
			(n) => ({ ...contact(n), text: `value ${n}`, one: n }) as ReturnType<typeof contact>,
		);

	it.each(cases)('$name is the same plain and as an expression free of the item', async (one) => {
		const plain = await run(items(), { ...one.beside, ...one.plain }, { mode: 'manual' });
		const free = await run(items(), { ...one.beside, ...one.free }, { mode: 'manual' });
		expect(plain.error).toBeUndefined();
		expect(shown(free)).toEqual(shown(plain));
		expect(plain.outputs[0]).toHaveLength(2);
	});

	it.each(cases)('$name may not differ from one contact to the next', async (one) => {
		const { error } = await run(items(), { ...one.beside, ...one.dependent });
		expect(error!.message).toBe(`'${one.label}' must be the same for all contacts`);
		expect(error!.description).toContain('$json');
	});
});

describe('what a parameter cannot be', () => {
	it.each([
		['an unknown gateway', { gateway: 'pigeon' }, `'Gateway' is unknown: "pigeon"`],
		['a date that is none', { sendAt: 'soon' }, "'Send At' is not a date: soon"],
		['no batch', { options: { batchSize: 0 } }, "'Batch Size' is not usable: 0"],
		[
			'a timeout in words',
			{ options: { timeout: 'long' } },
			"'Timeout in Seconds' is not usable: long",
		],
		['no field', { occasion: 'field', occasionField: ' ' }, "'Field' is empty"],
	])('%s', async (_, parameters, message) => {
		const { error } = await send([contact(1)], parameters as INodeParameters);
		expect(error!.message).toBe(message);
		expect(error!.description).toBeTruthy();
	});

	it.each([
		['a negative cap', { limits: { perMonth: -1 } }, "'Most per Month' is not usable: -1"],
		['no days', { limits: { perDays: { limit: { max: 1, days: 0 } } } }, "'Days' is not usable: 0"],
		['a gap in words', { limits: { minGapHours: 'x' } }, "'Minimum Gap in Hours' is not usable: x"],
		['no time at all', { holdHours: 0 }, "'Hold the Place For (Hours)' is not usable: 0"],
	])('%s', async (_, parameters, message) => {
		const { error } = await cap([contact(1)], parameters as INodeParameters);
		expect(error!.message).toBe(message);
		expect(error!.description).toBeTruthy();
	});

	it('a sender that operators refuse holds the contacts', async () => {
		const { held } = await send([contact(1)], { sender: '12' });
		expect(smsOf(held[0]).reason).toBe('BAD_SENDER');
	});

	it('an item without a message names the contact', async () => {
		const { error } = await send([contact(1), contact(2, { message: undefined })]);
		expect(error).toMatchObject({ message: 'Contact 2 has no message', context: { itemIndex: 1 } });
	});
});

describe('what a parameter does', () => {
	it('Campaign wins over what the contact carries, which wins over the sandbox’s own', async () => {
		const items = [contact(1, { campaign: 'carried' })];
		expect(smsOf((await cap(items, { campaign: 'given' })).allowed[0]).campaign).toBe('given');
		expect(smsOf((await cap(items)).allowed[0]).campaign).toBe('carried');
		expect(smsOf((await cap([contact(2)])).allowed[0]).campaign).toBe('sandbox');
	});

	it('Hold the Place keeps what SMS Send could not send', async () => {
		const page = await phonePage(() => ({ status: 401 }));
		await send([contact(1)], { campaign: 'one', options: { holdHours: 1 } });
		expect(page.calls).toBe(1);
		expect(ledgerRows().messages).toEqual({ reserved: 1 });
		const limits = { perMonth: 1 };
		expect((await cap([contact(1)], { campaign: 'two', limits })).held).toHaveLength(1);
		setTime(MONDAY + 3_600_000);
		expect((await cap([contact(1)], { campaign: 'two', limits })).allowed).toHaveLength(1);
	});

	it('Batch Size is never more than the gateway takes', async () => {
		const page = await phonePage();
		const { batchSize } = sandbox.capabilities;
		const items = Array.from({ length: batchSize + 1 }, (_, n) => contact(n));
		await send(items, { options: { batchSize: batchSize * 10 } });
		expect(page.calls).toBe(2);
	});
});

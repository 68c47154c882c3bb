import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { ledgerFile } from '../../../nodes/shared/open-ledger';
import { HOUR, ledgerRows, MONDAY, phonePage, type Phone } from '../SmsSend.scene';
import { said, smsAt, type Row } from './row';

let page: Phone;
/** calls to the gateway that were under way at the same time */
let most = 0;

/** How long the places in the ledger are kept, in hours. */
function keptHours(): number[] {
	const database = new DatabaseSync(ledgerFile(), { readOnly: true });
	const rows = database.prepare('SELECT DISTINCT expires_at FROM message').all();
	database.close();
	return rows.map(({ expires_at }) => (Number(expires_at) - MONDAY) / HOUR);
}

const gateway: Row = {
	path: 'gateway',
	value: 'sandbox',
	seen: (run) => run.outputs[0]?.length,
	expected: 2,
	defaultNotSeen: true,
};
const campaign: Row = {
	path: 'campaign',
	value: 'sale',
	seen: (run) => smsAt(run).map((sms) => sms.campaign),
	expected: ['sale', 'sale'],
};
const occasion: Row = {
	path: 'occasion',
	value: 'month',
	seen: (run) => smsAt(run).map((sms) => sms.occasion),
	expected: ['2026-11', '2026-11'],
};
const occasionField: Row = {
	path: 'occasionField',
	value: 'order',
	beside: { occasion: 'field' },
	seen: (run) => smsAt(run).map((sms) => sms.occasion),
	expected: ['#7', '#8'],
};

const tighter = (path: string, value: number, expected: string, perDays?: object): Row => ({
	path,
	value,
	...(perDays && {
		set: (given: unknown) => {
			const name = path.split('.').at(-1) ?? '';
			return { limits: { perDays: { limit: { ...perDays, [name]: given as number } } } };
		},
	}),
	seen: (run) => /Here also (.*)\./.exec(said(run))?.[1],
	expected,
});

export const CAP: Row[] = [
	campaign,
	gateway,
	tighter('limits.minGapHours', 24, '24 hours apart'),
	tighter('limits.perMonth', 1, '1 per month'),
	tighter('limits.perDays.limit.max', 1, '1 in 7 days', { days: 7 }),
	tighter('limits.perDays.limit.days', 9, '1 in 9 days', { max: 1 }),
	occasion,
	occasionField,
	{
		path: 'messageType',
		value: 'transactional',
		seen: (run) => run.outputs.flatMap((_, output) => smsAt(run, output)).map((sms) => sms.purpose),
		expected: ['transactional', 'transactional'],
	},
	{ path: 'holdHours', value: 5, seen: keptHours, expected: [5] },
];

const EDITOR = { mode: 'manual' } as const;

export const SEND: Row[] = [
	gateway,
	campaign,
	occasion,
	occasionField,
	{
		path: 'sender',
		value: 'L1',
		seen: (run) => smsAt(run, 2).map(({ reason }) => reason),
		expected: ['BAD_SENDER', 'BAD_SENDER'],
	},
	{
		path: 'sendAt',
		value: '2026-11-24T09:30:00',
		seen: (run) => smsAt(run, 1).map(({ nextAllowedAt }) => nextAllowedAt),
		expected: ['2026-11-24T08:30:00.000Z', '2026-11-24T08:30:00.000Z'],
	},
	{
		path: 'testNumbers',
		value: '06 12 34 09 01',
		before: async () => (page = await phonePage()),
		options: EDITOR,
		seen: () => page.posted.map(({ to }) => to),
		expected: ['+33612340901', '+33612340901'],
	},
	{
		path: 'testContacts',
		value: 1,
		beside: { testNumbers: '+33612340901' },
		before: async () => (page = await phonePage()),
		options: EDITOR,
		seen: () => page.posted.length,
		expected: 1,
	},
	{
		path: 'options.allowAgents',
		value: true,
		options: { node: { rewireOutputLogTo: 'ai_tool' } },
		seen: () => ledgerRows().messages,
		expected: { accepted: 2 },
	},
	{
		path: 'options.batchSize',
		value: 1,
		before: async () => (page = await phonePage()),
		seen: () => page.calls,
		expected: 2,
	},
	{
		path: 'options.callsAtOnce',
		value: 1,
		beside: { options: { batchSize: 1 } },
		set: (value) => ({ options: { batchSize: 1, callsAtOnce: value as number } }),
		before: async () => {
			most = 0;
			let open = 0;
			await phonePage(async () => {
				most = Math.max(most, ++open);
				await wait(50);
				open--;
				return { status: 200 };
			});
		},
		seen: () => most,
		expected: 1,
	},
	{
		path: 'options.holdHours',
		value: 5,
		before: async () => await phonePage(() => ({ status: 401 })),
		options: { node: { onError: 'continueRegularOutput' } },
		seen: keptHours,
		expected: [5],
	},
	{
		path: 'options.timeout',
		value: 0.3,
		before: async () => await phonePage(() => 'silence'),
		seen: (run) => smsAt(run, 4).length,
		expected: 2,
		// Ten seconds of silence.
		defaultNotSeen: true,
	},
];

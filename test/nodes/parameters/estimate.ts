import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { contact, MONDAY, numberOf, withLedger } from '../SmsSend.scene';
import { jsonOf, type Row } from './row';

const total: (run: Parameters<Row['seen']>[0]) => IDataObject = (run) => jsonOf(run).at(-1) ?? {};

const clients = [0, 1, 2, 3].map((n) =>
	contact(n, {
		message: undefined,
		contact: {
			kind: n === 3 ? 'prospect' : 'client',
			...(n < 3 && { purchases: { count: 1, total: [10, 20, 300][n] } }),
		},
	}),
);

const PAST = async () =>
	await withLedger(async (ledger) => {
		for (const objective of ['drive_to_web', 'conversion'] as const) {
			await ledger.recordResponses({
				...{ brand: 'default', campaign: 'spring', kind: 'client' as const, objective },
				...{ sent: 1_000, responses: 500, now: MONDAY },
			});
		}
		for (const campaign of ['first', 'second']) {
			await ledger.reserve({
				...{ brand: 'default', campaign, purpose: 'marketing' as const, live: false, now: MONDAY },
				entries: [{ to: numberOf(0), occasion: 'once', slotAt: MONDAY }],
			});
		}
		await ledger.setCampaign({ brand: 'default', campaign: 'sale', state: 'paused', now: MONDAY });
	});

const ROWS: Row[] = [
	{
		path: 'objective',
		value: 'drive_to_web',
		seen: (run) => total(run).objective,
		expected: 'drive_to_web',
	},
	{ path: 'campaign', value: 'sale', seen: (run) => total(run).reach, expected: 0 },
	{
		path: 'gateway',
		value: 'ovh',
		seen: (run) => total(run).reach,
		expected: 4,
	},
	{
		path: 'basketMethod',
		value: 'median',
		seen: (run) => jsonOf(run)[0]?.clients,
		expected: expect.objectContaining({ basket: expect.objectContaining({ amount: 20 }) }),
	},
	{
		path: 'basketAmount',
		value: 77,
		beside: { basketMethod: 'fixed' },
		seen: (run) => jsonOf(run)[0]?.clients,
		expected: expect.objectContaining({ basket: { amount: 77, of: 'given' } }),
	},
	{
		path: 'buyersPercent',
		value: 0,
		seen: (run) => total(run).revenue,
		expected: { low: 0, mid: 0, high: 0 },
	},
	{
		path: 'marginPercent',
		value: 0,
		seen: (run) => total(run).margin,
		expected: { low: 0, mid: 0, high: 0 },
	},
	{ path: 'parts', value: 3, seen: (run) => total(run).parts, expected: 9 },
	{
		path: 'fileCost',
		value: 60,
		seen: (run) => (total(run).cost as IDataObject).file,
		expected: 60,
	},
	{
		path: 'budget',
		value: 0.1,
		seen: (run) => (total(run).budget as IDataObject | undefined)?.contacts,
		expected: 2,
	},
	{
		path: 'clientsFirst',
		value: false,
		beside: { budget: 0.05, basketMethod: 'fixed', basketAmount: 900 },
		seen: (run) => (total(run).order as IDataObject[]).map(({ kind }) => kind),
		expected: ['client', 'prospect'],
		defaultNotSeen: true,
	},
];

export const ESTIMATE: Row[] = ROWS.map((row): Row => ({
	items: clients,
	before: PAST,
	...row,
	beside: {
		operation: 'estimate',
		segments: { values: [{ name: 'S' }] },
		...row.beside,
	} as INodeParameters,
}));

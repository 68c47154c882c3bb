import { DatabaseSync } from 'node:sqlite';
import type { INodeParameters } from 'n8n-workflow';
import type { SmsConsent } from '../../../core/item';
import type { ConsentProof } from '../../../core/ledger';
import { loadKeyFile } from '../../../core/ledger/key';
import { ledgerFile } from '../../../nodes/shared/open-ledger';
import { contact, MONDAY, numberOf, withLedger } from '../SmsSend.scene';
import { carrierServer } from '../carrier';
import { jsonOf, smsAt, type Row } from './row';

const WORDING = { wording: 'Oui' };
const OPT_OUT = { resource: 'consent', operation: 'optOut' };
const CONFIRM = { resource: 'consent', operation: 'confirm' };
const CHECK = { resource: 'consent', operation: 'check' };
const LIST = { resource: 'suppression', operation: 'importList' };

type Pair = [value: string, second: string];

const onItem = (
	path: string,
	[value, second]: Pair,
	field: keyof SmsConsent,
	beside: INodeParameters,
	[first, other]: Pair = [value, second],
): Row => ({
	path,
	value,
	beside,
	seen: (run) => smsAt(run).map(({ consent }) => consent?.[field]),
	expected: [first, first],
	each: { second, expected: [first, other] },
});

const proofs = async (): Promise<ConsentProof[]> =>
	await withLedger(async (ledger) => {
		const people = [1, 2].map(async (n) => await ledger.exportPerson('default', numberOf(n)));
		const statements = (await Promise.all(people)).flatMap((person) => person.statements);
		return statements.map(({ proof }) => proof);
	});

const inProof = (
	path: string,
	[value, second]: Pair,
	read: (proof: ConsentProof) => unknown,
	beside: INodeParameters = WORDING,
): Row => ({
	path,
	value,
	beside,
	seen: async () => (await proofs()).map((proof) => read(proof)),
	expected: [value, value],
	each: { second, expected: [value, second] },
});

/** Two open questions, whose links hold `link-of-till` and `link-of-paper`. */
async function askBoth(): Promise<void> {
	const sources = ['till', 'paper'];
	await withLedger(async (ledger) => {
		const statements = sources.map((source, index) => ({
			...{ to: numberOf(index + 1), status: 'pending' as const, basis: 'consent' as const },
			...{ source, at: MONDAY, proof: WORDING },
		}));
		await ledger.recordConsent({ brand: 'default', statements, now: MONDAY });
	});
	const key = await loadKeyFile(`${ledgerFile()}.key`);
	const database = new DatabaseSync(ledgerFile());
	const set = database.prepare('UPDATE consent SET token_hash = ? WHERE source = ?');
	for (const source of sources) set.run(key.hash(`token:link-of-${source}`), source);
	database.close();
}

const since = '2026-11-01';
const listed = [5, 6].map((n) => ({ ...contact(n - 4), tel: numberOf(n), since }));

const account = { serviceName: 'sms-ab12345-1', baseUrl: '' };
const OVH = {
	credentials: { ovhSmsApi: account },
	node: { credentials: { ovhSmsApi: { id: '1', name: 'OVHcloud' } } },
};

/** The list of opt-outs of an OVHcloud account. */
async function serveList(): Promise<void> {
	const { url } = await carrierServer(() => ({ body: [numberOf(1)] }));
	account.baseUrl = url;
}

export const CONSENT: Row[] = [
	{
		path: 'brand',
		value: 'maison-lumen',
		set: (value) => ({ brand: { __rl: true, mode: 'id', value: value as string } }),
		beside: CHECK,
		seen: (run) => smsAt(run).map(({ brand }) => brand),
		expected: ['maison-lumen', 'maison-lumen'],
	},
	{
		path: 'to',
		value: '+33612340007',
		beside: CHECK,
		seen: (run) => smsAt(run).map(({ to }) => to),
		expected: ['+33612340007', '+33612340007'],
		each: { second: '+33612340008', expected: ['+33612340007', '+33612340008'] },
	},
	onItem('basis', ['b2b_legitimate_interest', 'consent'], 'basis', WORDING),
	onItem('source', ['till', 'paper'], 'source', WORDING),
	// n8n itself asks for the required ones.
	{
		...inProof('wording', ['Texte A', 'Texte B'], ({ wording }) => wording, {}),
		defaultNotSeen: true,
	},
	inProof('wordingVersion', ['1', '2'], ({ wordingVersion }) => wordingVersion),
	{
		path: 'askToConfirm',
		value: true,
		beside: WORDING,
		seen: (run) => smsAt(run).map(({ consent }) => consent?.pending),
		expected: [true, true],
	},
	{
		path: 'confirmAddress',
		value: 'https://a.example/sms',
		beside: { ...WORDING, askToConfirm: true },
		seen: (run) => smsAt(run).map(({ confirmation }) => confirmation?.link?.split('?')[0]),
		expected: ['https://a.example/sms', 'https://a.example/sms'],
		label: 'Address of the Confirmation Page',
	},
	{
		path: 'confirmDays',
		value: 3,
		beside: { ...WORDING, askToConfirm: true },
		seen: (run) => smsAt(run).map(({ confirmation }) => confirmation?.expiresAt),
		expected: ['2026-11-26T09:00:00.000Z', '2026-11-26T09:00:00.000Z'],
	},
	{
		path: 'proof.birthDate',
		value: '2015-01-02',
		beside: WORDING,
		seen: (run) => smsAt(run).map(({ reason }) => reason),
		expected: ['MINOR', 'MINOR'],
		each: { second: '1990-01-02', expected: ['MINOR', undefined] },
	},
	inProof('proof.collectedBy', ['Rennes', 'Lyon'], ({ collectedBy }) => collectedBy),
	inProof('proof.document', ['D1', 'D2'], ({ evidence }) => evidence?.document),
	inProof('proof.ip', ['203.0.113.7', '203.0.113.8'], ({ evidence }) => evidence?.ip),
	inProof('proof.place', ['till 1', 'till 2'], ({ evidence }) => evidence?.place),
	inProof(
		'proof.lastPurchaseAt',
		['2026-09-12', '2026-09-13'],
		({ evidence }) => evidence?.lastPurchaseAt,
	),
	onItem('proof.givenAt', ['2026-11-20T10:00', '2026-11-21T10:00'], 'at', WORDING, [
		'2026-11-20T09:00:00.000Z',
		'2026-11-21T09:00:00.000Z',
	]),
	{
		path: 'confirmBy',
		value: 'token',
		beside: { ...CONFIRM, token: 'of-nobody' },
		before: askBoth,
		seen: (run) => smsAt(run).map(({ reason }) => reason),
		expected: ['CONSENT_PENDING', 'CONSENT_PENDING'],
	},
	{
		...onItem(
			'token',
			['link-of-till', 'link-of-paper'],
			'source',
			{
				...{ ...CONFIRM, confirmBy: 'token' },
			},
			['till', 'paper'],
		),
		before: askBoth,
		defaultNotSeen: true,
	},
	onItem('optOutSource', ['store', 'call'], 'source', OPT_OUT),
	onItem('optOutAt', ['2026-11-20T10:00', '2026-11-21T10:00'], 'at', OPT_OUT, [
		'2026-11-20T09:00:00.000Z',
		'2026-11-21T09:00:00.000Z',
	]),
	{
		path: 'phoneColumn',
		value: 'tel',
		items: listed,
		beside: LIST,
		seen: (run) => smsAt(run).map(({ to }) => to),
		expected: [numberOf(5), numberOf(6)],
	},
	{
		path: 'dateColumn',
		value: 'since',
		items: listed,
		beside: LIST,
		seen: (run) => smsAt(run).map(({ consent }) => consent?.at),
		expected: ['2026-10-31T23:00:00.000Z', '2026-10-31T23:00:00.000Z'],
	},
	{
		path: 'listName',
		value: 'former gateway',
		beside: LIST,
		seen: (run) => smsAt(run).map(({ consent }) => consent?.source),
		expected: ['former gateway', 'former gateway'],
	},
	{
		path: 'gateway',
		value: 'ovh',
		beside: { resource: 'suppression', operation: 'importFromGateway' },
		before: serveList,
		options: OVH,
		seen: (run) => jsonOf(run).map(({ added }) => added),
		expected: [1],
	},
	{
		path: 'brands',
		value: 'maison-lumen',
		beside: { resource: 'suppression', operation: 'importFromGateway', gateway: 'ovh' },
		before: serveList,
		options: OVH,
		seen: (run) => jsonOf(run).map(({ brands }) => brands),
		expected: [['maison-lumen']],
	},
	{
		path: 'applyInEditor',
		value: true,
		beside: WORDING,
		options: { mode: 'manual' },
		seen: async () => (await proofs()).length,
		expected: 2,
		label: 'Apply in Editor Runs',
	},
];

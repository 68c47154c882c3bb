import { join, dirname } from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { ledgerFile } from '../../nodes/shared/open-ledger';
import { SmsContacts } from '../../nodes/SmsContacts/SmsContacts.node';
import { SmsFrequencyCap } from '../../nodes/SmsFrequencyCap/SmsFrequencyCap.node';
import { SmsMessage } from '../../nodes/SmsMessage/SmsMessage.node';
import { SmsOffer } from '../../nodes/SmsOffer/SmsOffer.node';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import { findLeaks, type Secrets } from '../core/ledger/leak';
import { runNode } from '../harness';
import { numberOf, phonePage, smsOf, useScene, withLedger } from './SmsSend.scene';

/** The whole chain, node by node in n8n's engine: what comes out of one goes into the next. */
useScene();

const frozen = <T extends object>(value: T): T => {
	for (const inner of Object.values(value)) if (typeof inner === 'object' && inner) frozen(inner);
	return Object.freeze(value);
};

const LAST_NAMES = ['Kermadec', 'Brisefer', 'Tournebise'];
const rows = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, n) => ({
		Téléphone: `0${numberOf(n).slice(3)}`,
		Prénom: n % 2 ? 'Solveig' : 'Bérengère',
		Nom: LAST_NAMES[n % 3],
		Statut: n % 5 ? 'Or' : 'Argent',
		'Opt-in SMS': n % 7 ? 'Oui' : 'Non',
		Email: `solveig${n}@example.org`,
		note: { deep: [n] },
	}));

const operator = { type: 'string', operation: 'equals' };
const conditions = [
	{ id: '0', leftValue: '={{ $json.sms.contact.loyaltyTier }}', rightValue: 'Or', operator },
];
const filter = { combinator: 'and', options: { version: 3 }, conditions };
const segments = { values: [{ name: 'Gold', conditions: filter }] } as INodeParameters;

/** Node, its parameters, the output that leads on. */
const CHAIN: Array<[INodeType, INodeParameters, number]> = [
	[new SmsContacts(), {}, 0],
	[new SmsSegment(), { segments }, 1],
	[new SmsMessage(), { template: 'Bonjour {prenom} {nom}, votre avantage privilege' }, 0],
	[new SmsMessage(), { operation: 'preview' }, 0],
	[new SmsFrequencyCap(), { campaign: 'sale' }, 0],
	[new SmsSend(), { campaign: 'sale' }, 0],
	[new SmsSend(), { campaign: 'sale' }, 2],
	[new SmsOffer(), { seed: 'loto', winners: 2 }, 0],
];

/** The items that arrive at each node, and what it makes of them. A preview stands beside the chain. */
async function runChain(input: IDataObject[]): Promise<INodeExecutionData[][][]> {
	let items: INodeExecutionData[] = input.map((json) => ({ json }));
	const all: INodeExecutionData[][][] = [];
	for (const [node, parameters, output] of CHAIN) {
		const { outputs, error } = await runNode(node, parameters, items.map(frozen));
		if (error) throw error;
		all.push(outputs);
		if (parameters.operation !== 'preview') items = outputs[output] ?? [];
	}
	return all;
}

it('no node writes to what it received, and nobody is lost on the way', async () => {
	const outputs = await runChain(frozen(rows(60)));
	const counts = outputs.map((one) => one.map((items) => items.length));
	expect(counts[0]).toEqual([60, 0]);
	expect(counts[1]!.reduce((sum, n) => sum + n)).toBe(60);
	const [, gold = 0] = counts[1]!;
	expect(counts[2]).toEqual([gold, 0]);
	const [allowed = 0, held = 0] = counts[4]!;
	expect(allowed + held).toBe(gold);
	expect(held).toBeGreaterThan(0);
	expect(counts[5]).toEqual([allowed, 0, 0, 0, 0]);
	expect(smsOf(outputs[6]![2]![0]?.json).reason).toBe('ALREADY_SENT');
	expect(counts[7]).toEqual([2]);
});

it('gives each output an item of its own', async () => {
	const outputs = await runChain(rows(20));
	for (const [index, one] of outputs.slice(1).entries()) {
		const before = new Set(outputs[index]!.flat().flatMap(({ json }) => [json, json.sms]));
		for (const { json } of one.flat()) {
			expect(before.has(json)).toBe(false);
			if (json.sms && !('draw' in json)) expect(before.has(json.sms)).toBe(false);
		}
	}
});

it('leaves no number, name, address or text in the ledger, its -wal or a backup', async () => {
	const people = rows(200);
	await phonePage();
	const outputs = await runChain(people);
	const sent = outputs[5]![0]!;
	expect(sent.length).toBeGreaterThan(100);
	const backup = join(dirname(ledgerFile()), 'backup.sqlite');
	await withLedger(async (ledger) => await ledger.backup(backup));
	const secrets: Secrets = {
		numbers: people.map((_, n) => numberOf(n)),
		texts: [...LAST_NAMES, 'Solveig', 'Bérengère', 'example.org', 'votre avantage', 'Bonjour'],
	};
	expect(await findLeaks(secrets, ledgerFile(), backup)).toEqual([]);
	// What is looked for would be found: the campaign's name is there, in both.
	const known = { numbers: [], texts: ['sale'] };
	expect(await findLeaks(known, ledgerFile())).not.toEqual([]);
	expect(await findLeaks(known, backup)).not.toEqual([]);
});

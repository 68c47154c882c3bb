import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import { openEmbeddedLedger, type Ledger } from '../../core/ledger';
import { clock } from '../../nodes/shared/clock';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { SmsConsent } from '../../nodes/SmsConsent/SmsConsent.node';
import { SmsMessage } from '../../nodes/SmsMessage/SmsMessage.node';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import { runNode } from '../harness';

/** Friday 20 November 2026, 10:00 in Paris. */
const NOW = Date.UTC(2026, 10, 20, 9);
const MINUTE = 60_000;
/** Reaches nobody. */
const TO = '+262639980001';

let folder: string;
let ledger: Ledger;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'sms consent flow '));
	process.env.N8N_USER_FOLDER = folder;
	at(0);
	ledger = await openEmbeddedLedger({ file: ledgerFile() });
});

afterEach(async () => {
	await ledger.close();
	await closeLedgers();
	jest.restoreAllMocks();
	rmSync(folder, { recursive: true, force: true });
});

function at(minutes: number): void {
	jest.spyOn(clock, 'now').mockReturnValue(NOW + minutes * MINUTE);
}

/** Where an item ends: the nodes one after the other, as long as the first output has it. */
async function chain(
	items: INodeExecutionData[],
	...nodes: Array<[INodeType, INodeParameters]>
): Promise<{ sms: SmsItem; output: number }> {
	let [given, output] = [items, 0];
	for (const [node, parameters] of nodes) {
		const { outputs, error } = await runNode(node, parameters, given);
		if (error) throw error;
		output = outputs.findIndex(({ length }) => length > 0);
		given = outputs[output] ?? [];
		if (output !== 0) break;
	}
	return { sms: given[0]!.json.sms as unknown as SmsItem, output };
}

const message = (template: string, messageType: string): [INodeType, INodeParameters] => [
	new SmsMessage(),
	{ template, messageType },
];
const send = (campaign = ''): [INodeType, INodeParameters] => [new SmsSend(), { campaign }];
const consent = (parameters: INodeParameters): [INodeType, INodeParameters] => [
	new SmsConsent(),
	parameters,
];
const ask = consent({
	...{ to: '={{ $json.phone }}', wording: 'Je veux recevoir les offres par SMS' },
	...{ askToConfirm: true, confirmAddress: 'https://n8n.example/webhook/sms' },
});
const form = [{ json: { phone: TO } }];
const client = [{ json: { sms: { to: TO, contact: { kind: 'client' } } } as never }];
const sale = () => chain(client, message('Vente privée jeudi', 'marketing'), send('private sale'));

it('a sign-up is asked, confirmed and welcomed; before that and after a STOP nothing marketing leaves', async () => {
	expect(await sale()).toMatchObject({ sms: { reason: 'NO_CONSENT' } });
	const template = 'Maison Lumen : confirmez votre inscription {confirm_link}';
	const asked = await chain(form, ask, message(template, 'transactional'), send());
	expect(asked).toMatchObject({ output: 0, sms: { status: 'accepted', purpose: 'transactional' } });
	const { token, link } = asked.sms.confirmation!;
	expect(asked.sms.message!.text).toBe(template.replace('{confirm_link}', link!));
	expect(await sale()).toMatchObject({ sms: { reason: 'CONSENT_PENDING' } });
	// The form again: no second SMS today.
	expect(await chain(form, ask)).toMatchObject({ sms: { status: 'held', reason: 'CAPPED' } });

	at(5);
	const now = NOW + 5 * MINUTE;
	expect(await ledger.confirmConsent({ token, at: now, now })).toMatchObject({ brand: 'default' });
	expect(await sale()).toMatchObject({ output: 0, sms: { status: 'accepted' } });

	at(10);
	await chain(form, consent({ operation: 'optOut', to: '={{ $json.phone }}' }));
	const second = message('Vente privée samedi', 'marketing');
	expect(await chain(client, second, send('second sale'))).toMatchObject({
		sms: { status: 'held', reason: 'SUPPRESSED' },
	});
});

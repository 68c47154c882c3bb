import type { INodeType } from 'n8n-workflow';
import { SmsCampaign } from '../../nodes/SmsCampaign/SmsCampaign.node';
import { SmsConsent } from '../../nodes/SmsConsent/SmsConsent.node';
import { SmsContacts } from '../../nodes/SmsContacts/SmsContacts.node';
import { SmsFrequencyCap } from '../../nodes/SmsFrequencyCap/SmsFrequencyCap.node';
import { SmsMessage } from '../../nodes/SmsMessage/SmsMessage.node';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import { markerBeside, writeMarker } from '../../core/ledger/marker';
import { ledgerFile } from '../../nodes/shared/open-ledger';
import { runNode } from '../harness';
import { contact, numberOf, useScene } from './SmsSend.scene';
import { inbound, post, publish } from './SmsTrigger.scene';

/** Every node that looks into the ledger refuses the built-in one where nobody else would see it. */
useScene();

const TO = { to: numberOf(1), wording: 'I want SMS' };
const SEGMENTS = { segments: { values: [{ name: 'Everybody', conditions: {} }] } };

const NODES: Array<[string, INodeType, object]> = [
	['SMS Contacts', new SmsContacts(), {}],
	['SMS Segment, Estimate', new SmsSegment(), { operation: 'estimate', ...SEGMENTS }],
	['SMS Message', new SmsMessage(), { template: 'A' }],
	['SMS Message, Preview', new SmsMessage(), { operation: 'preview', template: 'A' }],
	['SMS Frequency Cap', new SmsFrequencyCap(), {}],
	['SMS Send', new SmsSend(), {}],
	...['optIn', 'confirm', 'optOut', 'check'].map((operation): [string, INodeType, object] => [
		`SMS Consent, ${operation}`,
		new SmsConsent(),
		{ resource: 'consent', operation, ...TO },
	]),
	[
		'SMS Consent, import',
		new SmsConsent(),
		{ resource: 'suppression', operation: 'importList', ...TO },
	],
	['SMS Consent, erase', new SmsConsent(), { resource: 'person', operation: 'erase', ...TO }],
	['SMS Campaign, brand', new SmsCampaign(), { resource: 'brand', operation: 'get' }],
	['SMS Campaign, status', new SmsCampaign(), { resource: 'campaign', operation: 'getStatus' }],
	['SMS Campaign, messages', new SmsCampaign(), { resource: 'message', operation: 'reconcile' }],
];

describe.each(NODES)('%s', (_, node, parameters) => {
	afterEach(() => {
		delete process.env.EXECUTIONS_MODE;
	});
	const refusal = async () =>
		(await runNode(node, { campaign: 'sale', ...parameters }, [{ json: { ...contact(1) } }])).error;

	it('refuses the built-in ledger in queue mode, and says what to do', async () => {
		process.env.EXECUTIONS_MODE = 'queue';
		expect(await refusal()).toMatchObject({
			message: expect.stringMatching(/queue mode.* cannot be shared by the workers/),
			description: expect.stringMatching(/make an SMS Ledger credential and choose it/),
		});
	});

	it('refuses it where the credential has been used', async () => {
		await writeMarker(ledgerFile(), { host: 'h', port: 5432, database: 'd', schema: 's' });
		expect(await refusal()).toMatchObject({
			message: expect.stringMatching(/choose the SMS Ledger credential/),
			description: expect.stringContaining(markerBeside(ledgerFile())),
		});
	});
});

describe('SMS Trigger', () => {
	beforeEach(() => {
		process.env.EXECUTIONS_MODE = 'queue';
	});
	afterEach(() => {
		delete process.env.EXECUTIONS_MODE;
	});

	it('cannot be published', async () => {
		await expect(publish('create')).rejects.toThrow(/queue mode/);
	});

	it('takes no STOP that nobody would see: the gateway is told to come back', async () => {
		const { status, outputs } = await post({ events: [inbound('STOP')] });
		expect({ status, outputs }).toEqual({ status: 503, outputs: undefined });
	});
});

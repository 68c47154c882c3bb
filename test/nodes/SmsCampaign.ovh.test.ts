import { SmsCampaign } from '../../nodes/SmsCampaign/SmsCampaign.node';
import { runNode } from '../harness';
import { carrierServer, type CarrierServer } from './carrier';
import { HOUR, MONDAY, numberOf, setTime, useScene, withLedger } from './SmsSend.scene';

/** Reconcile with a gateway of the table: OVHcloud lists by the tag of a call, one SMS after the other. */
useScene();

const CALL = 'CALL_of_3_messages-1';
const PATH = '/sms/sms-ab12345-1';
const LATER = MONDAY + 2 * HOUR;

let server: CarrierServer | undefined;
afterEach(async () => await server?.stop());

async function lose(): Promise<void> {
	await withLedger(async (ledger) => {
		const entries = [1, 2, 3].map((n) => ({ to: numberOf(n), occasion: 'once', call: CALL }));
		await ledger.claim({
			...{ brand: 'default', campaign: 'sale', purpose: 'marketing', live: true, entries },
			...{ now: MONDAY, run: 'r', leaseMs: 60_000, gateway: 'ovh', account: 'ovh/1' },
		});
	});
}

async function reconcile(answers: Record<string, unknown>): Promise<unknown[]> {
	server = await carrierServer((path) => (path in answers ? { body: answers[path] } : undefined));
	const { outputs, error } = await runNode(
		new SmsCampaign(),
		{ resource: 'message', operation: 'reconcile', gateway: 'ovh' },
		[{ json: {} }],
		{
			credentials: { ovhSmsApi: { serviceName: 'sms-ab12345-1', baseUrl: server.url } },
			node: { credentials: { ovhSmsApi: { id: '1', name: 'OVHcloud' } } },
		},
	);
	if (error) throw error;
	return outputs[0]!.map(({ json }) => json.outcome);
}

const sms = (id: number, n: number, deliveryReceipt: number) => {
	return { id, receiver: numberOf(n), deliveryReceipt, ptt: deliveryReceipt === 1 ? 1 : 0 };
};

it('a call that OVHcloud knows in part: the rest never left', async () => {
	await lose();
	setTime(LATER);
	const outcomes = await reconcile({
		[`${PATH}/jobs`]: [],
		[`${PATH}/outgoing?tag=${CALL}`]: [12, 13],
		[`${PATH}/outgoing/12`]: sms(12, 2, 1),
		[`${PATH}/outgoing/13`]: sms(13, 1, 0),
	});
	expect(outcomes).toEqual(['accepted', 'delivered', 'not_found']);
	expect(server!.asked).toHaveLength(4);
});

it('while OVHcloud holds SMS back, nothing is called missing', async () => {
	await lose();
	setTime(LATER);
	expect(await reconcile({ [`${PATH}/jobs`]: [17] })).toEqual(['unclear', 'unclear', 'unclear']);
});

import type { Gateway, OutboundSms, SendOutcome } from '../../core/gateway/gateway';

/**
 * Gateways for real phones as a test needs them: with a credential, their rows counted as live, answering as the sandbox's
 * phone page does. The codes OPTED_OUT and BAD_NUMBER are refusals for good.
 */
export function carrierTable(sandbox: Gateway) {
	const carrier = (id: string, capabilities: Partial<Gateway['capabilities']>): Gateway => ({
		...sandbox,
		id,
		displayName: 'Carrier',
		credential: `${id}Api`,
		capabilities: { ...sandbox.capabilities, ...capabilities, live: true },
		buildSend(batch, settings) {
			const call = sandbox.buildSend(batch, settings);
			const messages = batch.map((sms) => ({ ...sms, gateway: id }));
			return call && { ...call, body: { messages } };
		},
		parseSend: (batch: OutboundSms[], reply, settings) =>
			sandbox.parseSend(batch, reply, settings).map(forGood),
	});
	const table = [
		sandbox,
		carrier('carrier', { batchSize: 1 }),
		carrier('second', { batchSize: 1 }),
		carrier('bulk', { batchSize: 3, sameText: true }),
	];
	return { GATEWAYS: table, gatewayById: (id: string) => table.find((one) => one.id === id) };
}

function forGood(outcome: SendOutcome): SendOutcome {
	if (outcome.outcome !== 'refused') return outcome;
	if (outcome.code === 'OPTED_OUT') return { ...outcome, permanent: true, optedOut: true };
	return { ...outcome, permanent: outcome.code === 'BAD_NUMBER' };
}

const forEach = <T>(value: T) => ({ carrierApi: value, secondApi: value, bulkApi: value });

export const ACCOUNT = {
	credentials: forEach({ key: 'secret' }),
	node: { credentials: forEach({ id: '1', name: 'Carrier' }) },
};

/** The account with what its contract allows. */
export const limited = (perSecond: number, rateUnit = 'messages') => ({
	...ACCOUNT,
	credentials: forEach({ key: 'secret', perSecond, rateUnit }),
});

import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import type { Ledger, Listener } from '../../core/ledger';
import { clock } from '../shared/clock';

/** Nobody is there to read a refusal when n8n starts; it publishes what was published before. */
const BY_ITSELF: ReadonlySet<string> = new Set(['init', 'leadershipChange']);

export const isStartOfN8n = (context: IHookFunctions): boolean =>
	BY_ITSELF.has(context.getActivationMode());

/**
 * One published workflow holds the trigger of a gateway account: a gateway has one address to tell STOP answers to, and the
 * other workflow would wait in vain.
 *
 * n8n tells each published trigger when it starts, and the record is renewed then. So one that is older than this n8n's
 * start is of a workflow that went without being unpublished (a restored database, a command line): it is dropped, here
 * and whenever another trigger of the account is told.
 *
 * @throws NodeOperationError when another published workflow listens for the account
 */
export async function makeWay(
	context: IHookFunctions,
	ledger: Ledger,
	{ account, workflow, gateway }: Pick<Listener, 'account' | 'workflow'> & { gateway: Gateway },
): Promise<void> {
	const others = (await ledger.listeners(account)).filter((one) => one.workflow !== workflow);
	const started = clock.started();
	for (const gone of others.filter(({ publishedAt }) => publishedAt < started)) {
		await ledger.stopListening(gone);
	}
	const [other] = others.filter(({ publishedAt }) => publishedAt >= started);
	if (other === undefined || isStartOfN8n(context)) return;
	throw new NodeOperationError(
		context.getNode(),
		`Another published workflow already listens for this ${gateway.displayName} account`,
		{
			description: `A gateway tells STOP answers and replies to one address, so one workflow takes them. It is ${context.getInstanceBaseUrl()}workflow/${other.workflow}: add to it what this one does, or unpublish it first. If that workflow does not exist any more, restart n8n and publish again.`,
		},
	);
}

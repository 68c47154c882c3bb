import { NodeOperationError, type IHookFunctions, type INodeProperties } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import type { Ledger, Listener } from '../../core/ledger';

/** n8n tells nobody which workflows it has, so that only a person can say that one is gone. */
export const takeOverProperty: INodeProperties = {
	displayName: 'Take Over From Another Workflow',
	name: 'takeOver',
	type: 'boolean',
	default: false,
	description:
		'Whether this workflow listens instead of another one that is on record for this gateway account. Turn on when that one does not exist any more.',
};

/** Nobody is there to read a refusal when n8n starts; it publishes what was published before. */
const BY_ITSELF: ReadonlySet<string> = new Set(['init', 'leadershipChange']);

/**
 * One published workflow holds the trigger of a gateway account: a gateway has one address to tell STOP answers to, and the
 * other workflow would wait in vain. Unpublishing, archiving and deleting a workflow takes its record away; one that went
 * in another way (a restored database, a command line) is taken over from.
 *
 * @throws NodeOperationError when another published workflow listens for the account
 */
export async function makeWay(
	context: IHookFunctions,
	ledger: Ledger,
	{ account, workflow, gateway }: Pick<Listener, 'account' | 'workflow'> & { gateway: Gateway },
): Promise<void> {
	if (BY_ITSELF.has(context.getActivationMode())) return;
	const others = (await ledger.listeners(account)).filter((one) => one.workflow !== workflow);
	const [other] = others;
	if (other === undefined) return;
	if (context.getNodeParameter('takeOver', false) === true) {
		for (const one of others) await ledger.stopListening(one);
		return;
	}
	throw new NodeOperationError(
		context.getNode(),
		// All in the title: of a publication that failed, n8n shows nothing else.
		`Another published workflow already listens for this ${gateway.displayName} account: ${context.getInstanceBaseUrl()}workflow/${other.workflow}. Unpublish it first, or turn on 'Take Over From Another Workflow' if it does not exist any more`,
		{
			description:
				'A gateway tells STOP answers and replies to one address, so one workflow takes them: add to that one what this one does.',
		},
	);
}

import { randomBytes } from 'node:crypto';
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { gatewayById } from '../../core/gateway/gateways';
import { SHORTEST_SECRET } from '../../core/gateway/secret';
import type { Gateway } from '../../core/gateway/gateway';
import { clock } from '../shared/clock';
import { openLedger } from '../shared/open-ledger';
import { gatewayAccount } from '../shared/stop-listening';
import { signsItsCalls } from './addresses';
import { makeWay } from './other-workflow';

/** Whether this publication is on record. The editor's test address publishes nothing. */
export async function isRecorded(context: IHookFunctions): Promise<boolean> {
	if (isTestAddress(context)) return false;
	const ledger = await openLedger(context);
	const { workflow, node, account } = whoListens(context);
	const listeners = await ledger.listeners(account);
	return listeners.some((one) => one.workflow === workflow && one.node === node);
}

/** @throws NodeOperationError when the trigger would refuse every call, or another workflow listens for the account */
export async function recordPublication(context: IHookFunctions): Promise<void> {
	const gateway = chosenGateway(context);
	if (!signsItsCalls(gateway)) checkSecret(context);
	await checkCredential(context, gateway);
	if (isTestAddress(context)) return;
	const ledger = await openLedger(context);
	const own = whoListens(context);
	await makeWay(context, ledger, { ...own, gateway });
	await ledger.startListening({ ...own, publishedAt: clock.now() });
}

/** Never throws: a workflow can be unpublished whatever has happened to the ledger. */
export async function recordUnpublication(context: IHookFunctions): Promise<void> {
	if (isTestAddress(context)) return;
	try {
		const ledger = await openLedger(context);
		await ledger.stopListening(whoListens(context));
	} catch (error) {
		const why = error instanceof Error ? error.message : 'unknown';
		context.logger.error(`SMS Trigger could not record that it no longer listens: ${why}`);
	}
}

function chosenGateway(context: IHookFunctions): Gateway {
	const id = context.getNodeParameter('gateway', 'sandbox') as string;
	const gateway = gatewayById(id);
	if (gateway) return gateway;
	throw new NodeOperationError(context.getNode(), `'Gateway' is unknown: "${id}"`, {
		description:
			'Choose one from the list. An expression is read once, when the workflow is published.',
	});
}

/** Said when the workflow is published: later every call would be told to come back. */
async function checkCredential(
	context: IHookFunctions,
	{ displayName, credential }: Gateway,
): Promise<void> {
	if (credential === undefined) return;
	const node = context.getNode();
	const chosen = node.credentials?.[credential];
	try {
		await context.getCredentials(credential);
	} catch {
		const name = chosen ? ` "${chosen.name}"` : '';
		throw new NodeOperationError(
			node,
			`The credential${name} for ${displayName} is ${chosen ? 'not there any more' : 'missing'}`,
			{
				description: `Choose the credential of ${displayName} in SMS Trigger, the same one as in SMS Send, and publish the workflow again. Without it nothing that comes in can be checked.`,
			},
		);
	}
}

function whoListens(context: IHookFunctions) {
	const node = context.getNode();
	const id = context.getNodeParameter('gateway', 'sandbox') as string;
	const gateway = gatewayById(id);
	return {
		account: gateway ? gatewayAccount(gateway, node) : id,
		workflow: context.getWorkflow().id ?? '',
		node: node.id,
	};
}

function checkSecret(context: IHookFunctions): void {
	const secret = context.getNodeParameter('secret', '') as string;
	if (secret.length >= SHORTEST_SECRET) return;
	const problem = secret === '' ? 'is empty' : `is shorter than ${SHORTEST_SECRET} characters`;
	throw new NodeOperationError(context.getNode(), `'Secret' ${problem}`, {
		description: `Enter a long random text, and give it to the gateway with the address. For instance: ${randomBytes(18).toString('base64url')}`,
	});
}

/** n8n runs the same three methods for the test address, its removal in the same mode as a real one's. */
function isTestAddress(context: IHookFunctions): boolean {
	if (context.getActivationMode() === 'manual') return true;
	const { webhookData } = context as { webhookData?: { isTest?: boolean } };
	return webhookData?.isTest === true;
}

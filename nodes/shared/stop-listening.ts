import type { INode } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import type { Ledger } from '../../core/ledger';

/** The account of a gateway that a node uses: the gateway, with the credential where it has one. */
export function gatewayAccount({ id, credential }: Gateway, node: INode): string {
	const chosen = credential === undefined ? undefined : node.credentials?.[credential]?.id;
	return chosen ? `${id}/${chosen}` : id;
}

/**
 * A sentence when nobody would hear the STOP answers to what this node sends: no published workflow holds an SMS Trigger
 * for its gateway account. Nothing when one does, or when the gateway tells opt-outs in another way.
 */
export async function stopWarning(
	ledger: Ledger,
	gateway: Gateway,
	node: INode,
): Promise<string | undefined> {
	if (gateway.capabilities.optOuts !== 'webhook') return undefined;
	const listeners = await ledger.listeners(gatewayAccount(gateway, node));
	if (listeners.length > 0) return undefined;
	return `STOP answers are not received: no published workflow has an SMS Trigger for ${gateway.displayName}. Publish one, so that who answers STOP is written to no more.`;
}

import type { INode } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import type { Ledger, Listener } from '../../core/ledger';
import { clock } from './clock';
import { embeddedSince } from './open-ledger';

/** The account of a gateway that a node uses: the gateway, with the credential where it has one. */
export function gatewayAccount({ id, credential }: Gateway, node: INode): string {
	const chosen = credential === undefined ? undefined : node.credentials?.[credential]?.id;
	return chosen ? `${id}/${chosen}` : id;
}

/** So long after its start n8n has published what was published before; clocks are set right by less. */
const STARTING_MS = 5 * 60_000;

/**
 * Whether a trigger on record may still be there. When n8n starts it asks every published trigger, which is put down anew
 * (`isRecorded`): one that is older than the start of n8n has gone without a word, as with a restored database. With
 * PostgreSQL several processes share the ledger, and none knows when the one that publishes was started.
 */
export function mayListen(ledger: Ledger, { publishedAt }: Listener): boolean {
	const since = embeddedSince(ledger);
	return (
		since === undefined || publishedAt >= since - STARTING_MS || clock.now() < since + STARTING_MS
	);
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
	if (listeners.some((one) => mayListen(ledger, one))) return undefined;
	return `STOP answers are not received: no published workflow has an SMS Trigger for ${gateway.displayName}. Publish one, so that who answers STOP is written to no more.`;
}

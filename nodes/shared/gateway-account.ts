import type { IExecuteFunctions, INodeCredentialDescription } from 'n8n-workflow';
import type { Gateway, GatewaySettings } from '../../core/gateway/gateway';
import { gatewayCredentials } from './gateway';

/** The credential of the gateway chosen, for nodes that need one with some operations alone. */
export const credentialsShownWith = (
	resource: string,
	operation: string[],
): INodeCredentialDescription[] =>
	gatewayCredentials.map(({ displayOptions, ...credential }) => ({
		...credential,
		displayOptions: { show: { ...displayOptions?.show, resource: [resource], operation } },
	}));

/** What a gateway's file needs to know of the account, for calls that send nothing. */
export async function accountSettings(
	context: IExecuteFunctions,
	{ credential }: Gateway,
): Promise<GatewaySettings> {
	if (credential === undefined) return {};
	return { account: await context.getCredentials<Record<string, unknown>>(credential) };
}

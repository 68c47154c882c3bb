import {
	NodeOperationError,
	type IAdditionalCredentialOptions,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INodeCredentialDescription,
	type INodeProperties,
} from 'n8n-workflow';
import type { Gateway, HttpCall, HttpReply } from '../../core/gateway/gateway';
import { GATEWAYS, gatewayById } from '../../core/gateway/gateways';
import { failedReply } from '../../core/gateway/transport';
import { readOnce } from './parameters';

/** Form and reading of the gateway stand side by side, so that they never drift. */
export const gatewayProperty: INodeProperties = {
	displayName: 'Gateway',
	name: 'gateway',
	type: 'options',
	options: GATEWAYS.map(({ id, displayName, capabilities }) => ({
		name: displayName,
		value: id,
		...(capabilities.live ? {} : { description: 'Sends nothing to a phone; needs no account' }),
	})),
	default: 'sandbox',
	description: 'Who sends the SMS. Messages of the sandbox are counted apart from real ones.',
};

/** The credential of each gateway that has one, asked for when it is chosen. */
export const gatewayCredentials: INodeCredentialDescription[] = GATEWAYS.flatMap(
	({ id, credential }) =>
		credential === undefined
			? []
			: [{ name: credential, required: true, displayOptions: { show: { gateway: [id] } } }],
);

/** @throws NodeOperationError when it is unknown or differs from one contact to the next */
export function readGateway(context: IExecuteFunctions): Gateway {
	const id = readOnce<string>(context, 'gateway', 'sandbox', { label: 'Gateway' });
	const gateway = gatewayById(id);
	if (gateway) return gateway;
	const known = GATEWAYS.map((one) => one.id).join(', ');
	throw new NodeOperationError(context.getNode(), `'Gateway' is unknown: "${id}"`, {
		itemIndex: 0,
		description: `Choose one of: ${known}.`,
	});
}

/** From n8n's own limit on silence to the limit on the whole call, which is for answers that never end. */
const GRACE_MS = 1_000;

/**
 * Makes a gateway's call through n8n's own HTTP helper, which keeps credentials, proxy and address rules n8n's.
 * Never throws: what went wrong on the line is part of the reply.
 *
 * The helper makes an agent, and with it a connection, for each request. `agentOptions.keepAlive` would only leave one idle
 * connection behind each of them, and an agent of ours would step around n8n's proxy and address rules: so it stays.
 *
 * @param account what the credential holds, where it was read before: else n8n reads it anew for each call
 */
export async function callGateway(
	context: IExecuteFunctions,
	gateway: Gateway,
	call: HttpCall,
	account?: ICredentialDataDecryptedObject,
): Promise<HttpReply> {
	const request: IHttpRequestOptions = {
		method: call.method,
		url: call.url,
		headers: call.headers,
		body: call.form ? new URLSearchParams(call.form) : (call.body as IDataObject | undefined),
		json: true,
		timeout: call.timeoutMs,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// A redirected POST arrives as a GET without a body.
		disableFollowRedirect: true,
		abortSignal: AbortSignal.timeout(call.timeoutMs + GRACE_MS),
	};
	try {
		const response = (
			gateway.credential === undefined
				? await context.helpers.httpRequest(request)
				: await context.helpers.httpRequestWithAuthentication.call(
						seenThrough(context),
						gateway.credential,
						request,
						account && decrypted(gateway.credential, account),
					)
		) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
		return {
			status: response.statusCode,
			headers: plainHeaders(response.headers),
			body: response.body,
		};
	} catch (error) {
		return failedReply(error);
	}
}

/**
 * With a credential n8n would cut off a call on Stop. The gateway may have taken it, so the answer is waited for: to the
 * helper, this context is one without Stop.
 */
const seenThrough = (context: IExecuteFunctions): IExecuteFunctions =>
	new Proxy(context, {
		has: (target, name) => name !== 'getExecutionCancelSignal' && Reflect.has(target, name),
	});

const decrypted = (
	type: string,
	data: ICredentialDataDecryptedObject,
): IAdditionalCredentialOptions => ({
	credentialsDecrypted: { id: '', name: type, type, data },
});

function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

import {
	NodeOperationError,
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

/**
 * Makes a gateway's call through n8n's own HTTP helper, which keeps credentials, proxy and address rules n8n's.
 * Never throws: what went wrong on the line is part of the reply.
 */
export async function callGateway(
	context: IExecuteFunctions,
	gateway: Gateway,
	call: HttpCall,
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
	};
	try {
		const response = (
			gateway.credential === undefined
				? await context.helpers.httpRequest(request)
				: await context.helpers.httpRequestWithAuthentication.call(
						context,
						gateway.credential,
						request,
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

function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
	);
}

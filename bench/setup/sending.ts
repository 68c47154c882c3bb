import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import { clock } from '../../nodes/shared/clock';
import { runNode } from '../../test/harness';

export const CALLS_AT_ONCE = 20;
const TEXT = 'Vente privee samedi en magasin. STOP au 36000';

/** Contacts who may be written to, each with its text. Nothing is sent to these numbers: the gateway is ours. */
export const makeMessages = (howMany: number, from = 0): IDataObject[] =>
	Array.from({ length: howMany }, (_, n) => ({
		sms: {
			to: `+336${String(10_000_000 + from + n)}`,
			purpose: 'marketing',
			consent: { status: 'granted', at: '2026-01-10' },
			contact: { kind: 'client' },
			message: { text: `${n} ${TEXT}`, encoding: 'GSM-7', units: 60, parts: 1 },
			status: 'ready',
		},
	}));

/** A clock that runs, from a Wednesday morning on: within the sending hours. */
export function setMorning(offsetMs = Date.parse('2026-11-18T10:00:00+01:00') - Date.now()) {
	clock.now = () => Date.now() + offsetMs;
	return offsetMs;
}

export interface Sending {
	url: string;
	/** 0: no limit is known */
	perSecond: number;
	howMany: number;
	from?: number;
	campaign: string;
}

/** SMS Send, live, in n8n's engine; ms it took and contacts by output. */
export async function sendLive({ url, perSecond, howMany, from, campaign }: Sending) {
	const items = makeMessages(howMany, from);
	const started = performance.now();
	const { outputs, error } = await runNode(
		new SmsSend(),
		{ gateway: 'kannel', campaign, options: { callsAtOnce: CALLS_AT_ONCE } },
		items,
		{
			mode: 'webhook',
			credentials: { kannelApi: { baseUrl: url, username: 'u', password: 'p', perSecond } },
			node: { credentials: { kannelApi: { id: '1', name: 'Kannel' } } },
		},
	);
	const ms = performance.now() - started;
	if (error) throw error;
	const sent = outputs[0]?.length ?? 0;
	if (sent !== howMany) throw new Error(`${sent} of ${howMany} were sent`);
	return ms;
}

/** The same calls through n8n's HTTP helper and nothing else. */
class BareCalls implements INodeType {
	description: INodeType['description'] = {
		...{ displayName: 'Bare Calls', name: 'bareCalls', group: ['output'], version: 1 },
		...{ description: '', defaults: { name: 'Bare Calls' }, inputs: ['main'], outputs: ['main'] },
		properties: [{ displayName: 'URL', name: 'url', type: 'string', default: '' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const url = String(this.getNodeParameter('url', 0));
		const items = this.getInputData();
		const waiting = items.values();
		const lane = async () => {
			for (const { json } of waiting) {
				const { to, message } = json.sms as { to: string; message: { text: string } };
				await this.helpers.httpRequest({
					...{ method: 'POST', url, body: message.text, json: true, timeout: 10_000 },
					...{ returnFullResponse: true, ignoreHttpStatusErrors: true },
					headers: { 'content-type': 'text/plain; charset=UTF-8', 'x-kannel-to': to },
				});
			}
		};
		await Promise.all(Array.from({ length: CALLS_AT_ONCE }, lane));
		return [items];
	}
}

export async function callBare(url: string, howMany: number): Promise<number> {
	const items = makeMessages(howMany);
	const started = performance.now();
	const { error } = await runNode(new BareCalls(), { url }, items);
	if (error) throw error;
	return performance.now() - started;
}

import { readFileSync } from 'node:fs';
import type { IConnections, INode, INodeExecutionData, INodeType, IRun } from 'n8n-workflow';
import { SmsContacts } from '../../nodes/SmsContacts/SmsContacts.node';
import { SmsFrequencyCap } from '../../nodes/SmsFrequencyCap/SmsFrequencyCap.node';
import { SmsMessage } from '../../nodes/SmsMessage/SmsMessage.node';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import { runWorkflow } from '../../test/harness';
import { SettingsNode } from './settings-node';

const PACKAGE = 'n8n-nodes-sms-marketing.';

const TYPES: Record<string, INodeType> = {
	'n8n-nodes-base.set': new SettingsNode(),
	[`${PACKAGE}smsContacts`]: new SmsContacts(),
	[`${PACKAGE}smsSegment`]: new SmsSegment(),
	[`${PACKAGE}smsMessage`]: new SmsMessage(),
	[`${PACKAGE}smsFrequencyCap`]: new SmsFrequencyCap(),
	[`${PACKAGE}smsSend`]: new SmsSend(),
};

export interface ExampleWorkflow {
	nodes: INode[];
	connections: IConnections;
}

/** The nodes of the example that a campaign runs through from the file to the gateway, by their names in the workflow. */
export const CHAIN = {
	settings: 'Settings',
	contacts: 'Clean the client file',
	segment: 'Loyal clients near the store',
	message: 'Write the text',
	cap: 'Keep places under the cap',
	send: 'Send the SMS',
} as const;

const NAMES: readonly string[] = Object.values(CHAIN);

/**
 * Takes the chain out of the example workflow: its nodes with their parameters, and the wires between them.
 * What stands between them, such as the form's pages and n8n's Merge, is wired straight through.
 */
export function chainOf(workflow: ExampleWorkflow): ExampleWorkflow {
	const nodes = NAMES.map((name) => {
		const node = workflow.nodes.find((one) => one.name === name);
		if (!node) throw new Error(`The example workflow has no node "${name}"`);
		return node;
	});
	const connections: IConnections = {};
	for (const name of NAMES) {
		const outputs = workflow.connections[name]?.main ?? [];
		connections[name] = {
			main: outputs.map((wires) => (wires ?? []).filter((wire) => NAMES.includes(wire.node))),
		};
	}
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	connections[CHAIN.settings] = { main: [to(CHAIN.contacts)] };
	const [, ...segments] = workflow.connections[CHAIN.segment]?.main ?? [];
	connections[CHAIN.segment] = { main: [[], ...segments.map(() => to(CHAIN.message))] };
	connections[CHAIN.message] = { main: [to(CHAIN.cap)] };
	return { nodes, connections };
}

/** Runs the chain over a client file, live, as its published form would. */
export async function runChain(workflowFile: string, clientFile: string): Promise<IRun> {
	const workflow: ExampleWorkflow = JSON.parse(readFileSync(workflowFile, 'utf8'));
	const { nodes, connections } = chainOf(workflow);
	return await runWorkflow(nodes, connections, TYPES, [fileItem(clientFile)], { mode: 'webhook' });
}

function fileItem(path: string): INodeExecutionData {
	const data = readFileSync(path).toString('base64');
	return {
		json: {},
		binary: {
			Fichier_clients: {
				data,
				mimeType: 'text/csv',
				fileName: 'clients.csv',
				fileExtension: 'csv',
			},
		},
	};
}

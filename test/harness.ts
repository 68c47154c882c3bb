import 'reflect-metadata';
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeHelpers,
	Workflow,
	type IConnections,
	type IDataObject,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type NodeExecutionHint,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/**
 * Runs nodes in n8n's real engine (n8n-core's WorkflowExecute), in process: expressions, outputs, error routing,
 * paired items and hints are n8n's own.
 */

export interface EngineOptions {
	mode?: WorkflowExecuteMode;
	executionId?: string;
	/** the mode of the first workflow, when this one runs as a sub-workflow */
	rootMode?: WorkflowExecuteMode;
	retryOf?: string;
	/** execution that called this one as a sub-workflow */
	calledBy?: string;
	credentials?: Record<string, ICredentialDataDecryptedObject>;
	/** aborts the run, as Stop does */
	cancelAfterMs?: number;
	/** what the workflow keeps between published runs; written to by the run */
	staticData?: IDataObject;
	/** what comes in by the second input */
	secondInput?: Array<INodeExecutionData | INodeExecutionData['json']>;
}

export interface NodeRun {
	/** by output */
	outputs: INodeExecutionData[][];
	hints: NodeExecutionHint[];
	error?: Error & { description?: string | null };
	run: IRun;
}

/** A single node fed with `items` (or plain json objects). Its parameters may hold expressions. */
export async function runNode(
	nodeType: INodeType,
	parameters: INodeParameters,
	items: Array<INodeExecutionData | INodeExecutionData['json']>,
	options: EngineOptions & { node?: Partial<INode> } = {},
): Promise<NodeRun> {
	const node = makeNode('Tested', nodeType, parameters, options.node);
	const run = await runWorkflow([node], {}, { [node.type]: nodeType }, items, options);
	return resultOf(run, node.name);
}

/** A whole workflow started at its first node. `types` maps node types to instances. */
export async function runWorkflow(
	nodes: INode[],
	connections: IConnections,
	types: Record<string, INodeType>,
	items: Array<INodeExecutionData | INodeExecutionData['json']>,
	options: EngineOptions = {},
): Promise<IRun> {
	const first = nodes[0];
	if (!first) throw new Error('A workflow needs a node');
	const workflow = new Workflow({
		id: 'test',
		name: 'Test',
		nodes,
		connections,
		active: false,
		nodeTypes: nodeTypesOf(types),
		settings: { executionOrder: 'v1', timezone: 'Europe/Paris' },
		...(options.staticData && { staticData: options.staticData }),
	});
	const { calledBy, secondInput } = options;
	const inputs = [items, ...(secondInput ? [secondInput] : [])].map((input) =>
		input.map((item) => (isItem(item) ? item : { json: item })),
	);
	const data = createRunExecutionData({
		...(calledBy && { parentExecution: { executionId: calledBy, workflowId: 'caller' } }),
		executionData: {
			nodeExecutionStack: [
				{ node: workflow.getNode(first.name) ?? first, data: { main: inputs }, source: null },
			],
		},
	});
	const mode = options.mode ?? 'webhook';
	const execute = new WorkflowExecute(additionalData(mode, options), mode, data);
	const running = execute.processRunExecutionData(workflow);
	if (options.cancelAfterMs !== undefined)
		setTimeout(() => running.cancel(), options.cancelAfterMs);
	return await running;
}

/** What one node of a run gave out. */
export function resultOf(run: IRun, nodeName: string): NodeRun {
	const task = run.data.resultData.runData[nodeName]?.at(-1);
	return {
		outputs: (task?.data?.main ?? []).map((output) => output ?? []),
		hints: task?.hints ?? [],
		error: task?.error ?? run.data.resultData.error,
		run,
	};
}

export function makeNode(
	name: string,
	nodeType: INodeType,
	parameters: INodeParameters = {},
	overrides: Partial<INode> = {},
): INode {
	const { version, name: type } = nodeType.description;
	return {
		id: `id-${name}`,
		name,
		type: `n8n-nodes-sms-marketing.${type}`,
		typeVersion: Array.isArray(version) ? (version.at(-1) ?? 1) : version,
		position: [0, 0],
		parameters,
		...overrides,
	};
}

const isItem = (
	item: INodeExecutionData | INodeExecutionData['json'],
): item is INodeExecutionData => 'json' in item && typeof item.json === 'object';

function nodeTypesOf(types: Record<string, INodeType>) {
	const find = (name: string): INodeType => {
		const type = types[name];
		if (!type) throw new Error(`Unknown node type ${name}`);
		return type;
	};
	return {
		getByName: find,
		getByNameAndVersion: (name: string, version?: number) =>
			NodeHelpers.getVersionedNodeType(find(name), version),
		getKnownTypes: () => ({}),
	};
}

function additionalData(
	mode: WorkflowExecuteMode,
	options: EngineOptions,
): IWorkflowExecuteAdditionalData {
	const executionId = options.executionId ?? `execution-${Math.random().toString(36).slice(2)}`;
	const workflow = {
		id: 'test',
		name: 'Test',
		nodes: [],
		connections: {},
		active: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		isArchived: false,
		activeVersionId: null,
	};
	const url = 'http://127.0.0.1:5678/';
	return {
		executionId,
		hooks: new ExecutionLifecycleHooks(mode, executionId, workflow, options.retryOf),
		rootExecutionMode: options.rootMode,
		variables: {},
		currentNodeExecutionIndex: 0,
		restApiUrl: url,
		instanceBaseUrl: url,
		formBaseUrl: url,
		formWaitingBaseUrl: url,
		formTestBaseUrl: url,
		webhookBaseUrl: url,
		webhookWaitingBaseUrl: url,
		webhookTestBaseUrl: url,
		mcpBaseUrl: url,
		mcpTestBaseUrl: url,
		logAiEvent: () => {},
		credentialsHelper: credentialsHelper(options.credentials ?? {}),
	} as Partial<IWorkflowExecuteAdditionalData> as IWorkflowExecuteAdditionalData;
}

function credentialsHelper(credentials: Record<string, ICredentialDataDecryptedObject>) {
	return {
		getDecrypted: async (_data: unknown, _ref: unknown, type: string) => credentials[type] ?? {},
		authenticate: async (_credentials: unknown, _type: string, request: unknown) => request,
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		getParentTypes: () => [],
		getCredentialsProperties: () => [],
		isCredentialUsableByNode: () => true,
	} as Partial<
		IWorkflowExecuteAdditionalData['credentialsHelper']
	> as IWorkflowExecuteAdditionalData['credentialsHelper'];
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import 'reflect-metadata';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	Workflow,
	type ICredentialDataDecryptedObject,
	type INodeExecutionData,
	type INodeParameters,
	type IWebhookResponseData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import type { E164 } from '../../core/item';
import { openEmbeddedLedger, type Ledger } from '../../core/ledger';
import { SmsTrigger } from '../../nodes/SmsTrigger/SmsTrigger.node';
import { clock } from '../../nodes/shared/clock';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { makeNode } from '../harness';

/** Calls the trigger as n8n does, in its own WebhookContext, on a new embedded ledger for each test. */

export const SECRET = 'a-secret-of-the-tests';
/** Tuesday 6 October 2026, noon in Paris. */
export const NOON = Date.UTC(2026, 9, 6, 10);
export const MARTIN = '+33612345678' as E164;
export const DURAND = '+33612345679' as E164;

export interface Call {
	method?: 'GET' | 'POST';
	query?: Record<string, string>;
	headers?: Record<string, string>;
	/** as n8n's body parser leaves it */
	body?: unknown;
	rawBody?: Buffer;
	mode?: WorkflowExecuteMode;
	parameters?: INodeParameters;
	/** path and query as they arrive at n8n, behind a proxy perhaps */
	originalUrl?: string;
	/** what the chosen credentials hold, by type; null = chosen and deleted since */
	credentials?: Credentials;
	workflowId?: string;
	nodeName?: string;
	/** n8n's public address of webhooks, as WEBHOOK_URL makes it */
	publicUrl?: string;
}

export type Credentials = Record<string, ICredentialDataDecryptedObject | null>;

export interface Answered {
	status: number;
	headers: Record<string, unknown>;
	body: string;
	/** by output: STOP, Replies, Reports, Confirmed; absent = no execution */
	outputs: INodeExecutionData[][] | undefined;
	/** everything that was logged */
	logged: string;
}

const trigger = new SmsTrigger();

export function useScene(): void {
	const { now } = clock;
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'sms-trigger-'));
		process.env.N8N_USER_FOLDER = folder;
		clock.now = () => NOON;
	});
	afterEach(async () => {
		await closeLedgers();
		clock.now = now;
		rmSync(folder, { recursive: true, force: true });
	});
}

/** The same file, opened a second time: what another process would see. */
export async function withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
	const ledger = await openEmbeddedLedger({ file: ledgerFile() });
	try {
		return await work(ledger);
	} finally {
		await ledger.close();
	}
}

/** Every row of every table, as text. */
export function rows(): string {
	const database = new DatabaseSync(ledgerFile(), { readOnly: true });
	const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
	const all = tables.map(({ name }) => [
		name,
		database.prepare(`SELECT * FROM ${String(name)}`).all(),
	]);
	database.close();
	return JSON.stringify(all);
}

export const inbound = (text: string, more: Record<string, unknown> = {}) => ({
	type: 'inbound',
	id: `event of ${text}`,
	from: MARTIN,
	to: '36000',
	text,
	...more,
});

export async function post(body: unknown, more: Call = {}): Promise<Answered> {
	return await call({ query: { secret: SECRET }, body, ...more });
}

export async function call(one: Call): Promise<Answered> {
	const { method = 'POST', query = {}, headers = {}, body, rawBody, mode = 'webhook' } = one;
	const answered: Answered = { status: 0, headers: {}, body: '', outputs: undefined, logged: '' };
	const response = {
		status: (status: number) => Object.assign(answered, { status }),
		setHeader: (name: string, value: unknown) => (answered.headers[name] = value),
		end: (text: string) => Object.assign(answered, { body: text }),
	};
	const { workflow, node, additionalData } = placed(one);
	const context = new WebhookContext(
		workflow,
		node,
		{
			...additionalData,
			httpRequest: {
				...{ method, query, headers, body, rawBody, originalUrl: one.originalUrl },
				...{ params: {}, ip: '203.0.113.7' },
			},
			httpResponse: response,
		} as never,
		mode,
		{ httpMethod: method, webhookDescription: trigger.description.webhooks?.[0] } as never,
		[],
		null,
	);
	const log = (...said: unknown[]) => void (answered.logged += JSON.stringify(said));
	Object.defineProperty(context, 'logger', {
		value: { debug: log, info: log, warn: log, error: log },
	});
	const returned: IWebhookResponseData = await trigger.webhook.call(context);
	expect(returned.noWebhookResponse).toBe(true);
	return Object.assign(answered, { outputs: returned.workflowData });
}

type Step = 'checkExists' | 'create' | 'delete';

interface Publication extends Pick<Call, 'parameters' | 'credentials' | 'workflowId' | 'nodeName'> {
	/** the editor's test address */
	isTest?: boolean;
	/** n8n publishes what was published before it was started */
	atStart?: boolean;
}

/** One of the three methods by which n8n publishes and unpublishes a trigger. */
export async function publish(
	step: Step,
	{ isTest = false, atStart = false, ...one }: Publication = {},
): Promise<boolean> {
	const { workflow, node, additionalData } = placed(one);
	// As n8n does: a test address is removed in the same mode as a real one.
	const [mode, activation] =
		step === 'delete'
			? ['internal', 'update']
			: isTest
				? ['manual', 'manual']
				: ['trigger', atStart ? 'init' : 'activate'];
	const context = new HookContext(
		workflow,
		node,
		additionalData as never,
		mode as never,
		activation as never,
		{ isTest, webhookDescription: trigger.description.webhooks?.[0] } as never,
	);
	return await trigger.webhookMethods.default[step].call(context);
}

function placed({ parameters, credentials = {}, publicUrl, ...named }: Call) {
	const { workflowId = 'workflow-1', nodeName = 'SMS Trigger' } = named;
	const node = makeNode(
		nodeName,
		trigger,
		{ secret: SECRET, path: 'lumen', ...parameters },
		{
			// As the editor gives it: the path is then the whole path.
			webhookId: '8a4c2f60-0000-4000-8000-000000000001',
			credentials: Object.fromEntries(
				Object.keys(credentials).map((type) => [type, { id: '7', name: `My ${type}` }]),
			),
		},
	);
	const workflow = new Workflow({
		id: workflowId,
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes: {
			getByName: () => trigger,
			getByNameAndVersion: () => trigger,
			getKnownTypes: () => ({}),
		},
		settings: { timezone: 'Europe/Paris' },
	});
	const url = 'http://127.0.0.1:5678/';
	const additionalData = {
		variables: {},
		webhookBaseUrl: publicUrl ?? `${url}webhook`,
		webhookTestBaseUrl: `${url}webhook-test`,
		webhookWaitingBaseUrl: url,
		formWaitingBaseUrl: url,
		instanceBaseUrl: url,
		credentialsHelper: {
			isCredentialUsableByNode: () => true,
			async getDecrypted(_data: unknown, _chosen: unknown, type: string) {
				const held = credentials[type];
				if (!held) throw new Error(`Credential with ID "7" does not exist for type "${type}".`);
				return held;
			},
		},
	};
	return { workflow, node: workflow.getNode(node.name) ?? node, additionalData };
}

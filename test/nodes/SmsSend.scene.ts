import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { INode, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import type { SmsItem, E164 } from '../../core/item';
import { openEmbeddedLedger, type Brand, type Ledger } from '../../core/ledger';
import { clock } from '../../nodes/shared/clock';
import { closeLedgers, ledgerFile } from '../../nodes/shared/open-ledger';
import { SmsFrequencyCap } from '../../nodes/SmsFrequencyCap/SmsFrequencyCap.node';
import { SmsSend } from '../../nodes/SmsSend/SmsSend.node';
import { runNode, type EngineOptions, type NodeRun } from '../harness';

/** A Monday, 10:00 in Paris. */
export const MONDAY = Date.UTC(2026, 10, 23, 9);
export const HOUR = 3_600_000;

let folder: string;
let now = MONDAY;
const pages: Phone[] = [];

/** A user folder of its own and a clock that stands still, for each test. */
export function useScene(): void {
	const realNow = clock.now;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'sms send '));
		process.env.N8N_USER_FOLDER = folder;
		now = MONDAY;
		clock.now = () => now;
	});
	afterEach(async () => {
		await Promise.all(pages.splice(0).map(async (page) => await page.stop()));
		await closeLedgers();
		clock.now = realNow;
		rmSync(folder, { recursive: true, force: true });
	});
}

export const setTime = (at: number): void => {
	now = at;
};

/** On the mainland, so that hours are those of Paris. Nothing here leaves for a phone. */
export const numberOf = (n: number): E164 => `+3361234${String(n).padStart(4, '0')}` as E164;

export const message = (text = 'Vente privee samedi. STOP au 36000') => ({
	text,
	encoding: 'GSM-7' as const,
	units: text.length,
	parts: 1,
	cost: { amount: 0.049, currency: 'EUR' },
});

export function contact(n: number, more: Partial<SmsItem> = {}): INodeExecutionData['json'] {
	return {
		row: n,
		sms: {
			to: numberOf(n),
			purpose: 'marketing',
			consent: { status: 'granted', at: '2026-01-10' },
			contact: { kind: 'client' },
			message: message(),
			status: 'ready',
			...more,
		},
	} as INodeExecutionData['json'];
}

export const contacts = (count: number, more: Partial<SmsItem> = {}) =>
	Array.from({ length: count }, (_, n) => contact(n, more));

type Options = EngineOptions & { node?: Partial<INode> };
type Input = Array<INodeExecutionData['json']>;

async function run(type: INodeType, parameters: INodeParameters, items: Input, options?: Options) {
	return await runNode(
		type,
		parameters,
		items.map((json) => ({ json })),
		options,
	);
}

export async function send(items: Input, parameters: INodeParameters = {}, options?: Options) {
	const result = await run(new SmsSend(), parameters, items, options);
	return { ...result, ...named(result, ['sent', 'later', 'held', 'failed', 'toCheck']) };
}

export async function cap(items: Input, parameters: INodeParameters = {}, options?: Options) {
	const result = await run(new SmsFrequencyCap(), parameters, items, options);
	return { ...result, ...named(result, ['allowed', 'held']) };
}

function named<Name extends string>({ outputs }: NodeRun, names: Name[]) {
	const entries = names.map((name, index) => [
		name,
		(outputs[index] ?? []).map(({ json }) => json),
	]);
	return Object.fromEntries(entries) as Record<Name, Input>;
}

export const smsOf = (json: INodeExecutionData['json'] | undefined): SmsItem =>
	(json?.sms ?? {}) as SmsItem;

export async function withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
	const ledger = await openEmbeddedLedger({ file: ledgerFile() });
	try {
		return await work(ledger);
	} finally {
		await ledger.close();
	}
}

export const setBrand = async (brand: Partial<Brand>): Promise<unknown> =>
	await withLedger(async (ledger) => await ledger.saveBrand({ slug: 'default', ...brand }, now));

export interface LedgerRows {
	messages: Record<string, number>;
	attempts: number;
	runs: number;
	recipients: number;
}

/** What the ledger's file holds: messages by state, attempts, recorded runs. */
export function ledgerRows(): LedgerRows {
	const database = new DatabaseSync(ledgerFile(), { readOnly: true });
	const countOf = (table: string) =>
		Number(database.prepare(`SELECT count(*) AS n FROM ${table}`).get()!.n);
	const states = database.prepare('SELECT state, count(*) AS n FROM message GROUP BY state').all();
	const rows = {
		messages: Object.fromEntries(states.map(({ state, n }) => [String(state), Number(n)])),
		attempts: countOf('attempt'),
		runs: countOf('run_grant'),
		recipients: countOf('recipient'),
	};
	database.close();
	return rows;
}

export const NOTHING: LedgerRows = { messages: {}, attempts: 0, runs: 0, recipients: 0 };

interface Posted {
	ref: string;
	to: string;
	from: string;
	text: string;
	parts: number;
	campaign: string;
}

export interface Phone {
	url: string;
	/** SMS of every call, in the order they came */
	posted: Posted[];
	calls: number;
	stop(): Promise<void>;
}

type Reply =
	{ status: number; body?: unknown; headers?: Record<string, string> } | 'silence' | 'hang up';

/** A phone page of a test: takes what the sandbox posts; `reply` decides what the nth call (from 1) meets. */
export async function phonePage(
	reply: (call: number, messages: Posted[]) => Reply | Promise<Reply> = () => ({ status: 200 }),
): Promise<Phone> {
	const phone = { url: '', posted: [] as Posted[], calls: 0 };
	const server = createServer(async (request, response) => {
		const messages = JSON.parse(await bodyOf(request)).messages as Posted[];
		phone.calls++;
		phone.posted.push(...messages);
		const answer = await reply(phone.calls, messages);
		if (answer === 'silence') return;
		if (answer === 'hang up') return void request.socket.destroy();
		response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
		response.end(JSON.stringify(answer.body ?? {}));
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	phone.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`;
	const stop = async () => {
		server.closeAllConnections();
		if (server.listening) await new Promise((closed) => server.close(closed));
	};
	await setBrand({ sandbox: { postTo: phone.url } });
	const page = Object.assign(phone, { stop });
	pages.push(page);
	return page;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
}

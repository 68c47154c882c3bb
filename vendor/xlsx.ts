// The one import of read-excel-file, in the variant that takes bytes; loaded when the first workbook is read.
// It reads a sheet in one go, about 3 µs a cell: a workbook that would hold up n8n is read in a thread of its own, by this
// same file (bundled and self-contained once built). The library is an ES module by its types, hence the import().
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

export interface WorkbookSheet {
	name: string;
	/** a cell is a string, number, boolean, Date or null */
	rows: unknown[][];
}

interface Job {
	task: 'read-workbook';
	bytes: Uint8Array;
}

type Message =
	| { kind: 'rows'; sheet: number; rows: unknown[][] }
	| { kind: 'done'; names: string[] }
	| { kind: 'trouble'; trouble: Trouble };

/** An error as it crosses threads. `code` is the library's: INVALID_ZIP, FILE_NOT_SUPPORTED … */
interface Trouble {
	name: string;
	message: string;
	code?: unknown;
}

/** Zipped size up to which reading takes some 30 ms at most. */
const SMALL = 32 * 1024;
/** Run from its TypeScript source (tests), Node finds out by itself that this is a module, and says so each time. */
const QUIET = ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON'];
/** Rows a message: so many cross in a few milliseconds. */
const BATCH = 1_000;

/** The sheets of a workbook. Rejects with the library's `name` and `code`. */
export async function readWorkbook(bytes: Uint8Array): Promise<WorkbookSheet[]> {
	return bytes.length <= SMALL ? await readHere(bytes) : await readInThread(bytes);
}

async function readHere(bytes: Uint8Array): Promise<WorkbookSheet[]> {
	const { default: read } = await import('read-excel-file/universal');
	// A copy of its own: the bytes may be a view into a larger buffer.
	const sheets = await read(new Uint8Array(bytes).buffer, { trim: false });
	return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data }));
}

function readInThread(bytes: Uint8Array): Promise<WorkbookSheet[]> {
	const job: Job = { task: 'read-workbook', bytes };
	const thread = new Worker(__filename, { workerData: job, execArgv: QUIET });
	const rows: unknown[][][] = [];
	return new Promise((resolve, reject) => {
		thread.on('message', (message: Message) => {
			if (message.kind === 'rows') (rows[message.sheet] ??= []).push(...message.rows);
			else if (message.kind === 'done')
				resolve(message.names.map((name, sheet) => ({ name, rows: rows[sheet] ?? [] })));
			else reject(Object.assign(new Error(message.trouble.message), message.trouble));
		});
		thread.on('error', reject);
		thread.on('exit', () => reject(new Error('The thread that reads workbooks ended early')));
	});
}

async function answer({ bytes }: Job, send: (message: Message) => void): Promise<void> {
	try {
		const sheets = await readHere(bytes);
		for (const [sheet, { rows }] of sheets.entries()) {
			for (let at = 0; at < rows.length; at += BATCH)
				send({ kind: 'rows', sheet, rows: rows.slice(at, at + BATCH) });
		}
		send({ kind: 'done', names: sheets.map(({ name }) => name) });
	} catch (error) {
		const { name, message } = error instanceof Error ? error : new Error(String(error));
		const code = error instanceof Error && 'code' in error ? error.code : undefined;
		send({ kind: 'trouble', trouble: { name, message, code } });
	}
}

const isJob = (data: unknown): data is Job =>
	typeof data === 'object' && data !== null && 'task' in data && data.task === 'read-workbook';

if (!isMainThread && isJob(workerData)) {
	void answer(workerData, (message) => parentPort?.postMessage(message));
}

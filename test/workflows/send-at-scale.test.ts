import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePool, type Pool } from '../../vendor/pg';
import { sharedPostgres } from '../servers/shared-postgres';

/** The statements of "Send at scale", on a real server: pages that lose nobody and end. */
const FILE = join(__dirname, '..', '..', 'workflows', 'send-at-scale.json');
const { nodes } = JSON.parse(readFileSync(FILE, 'utf8')) as {
	nodes: Array<{ name: string; parameters: { query?: string } }>;
};

type Value = string | number | null;
type Row = Record<string, unknown>;

let server: Awaited<ReturnType<typeof sharedPostgres>>;
let pool: Pool;
let database: string;
/** of the workflow's node Settings */
const settings = { campaign: 'sale', schema: 'public', table: 'contacts', id: 'id', size: 100 };

beforeAll(async () => {
	server = await sharedPostgres();
});
beforeEach(async () => {
	database = `scale_${randomBytes(4).toString('hex')}`;
	await onServer(`CREATE DATABASE ${database}`);
	pool = makePool({ ...server, database, max: 3 });
	// dropping the database ends a connection that is about to close
	pool.on('error', () => undefined);
	await run('Make the table of pages');
	await pool.query('CREATE TABLE contacts(id bigint PRIMARY KEY)');
});
afterEach(async () => {
	await pool.end();
	await onServer(`DROP DATABASE ${database} WITH (FORCE)`);
});

async function onServer(sql: string): Promise<void> {
	const one = makePool({ ...server, max: 1 });
	await one.query(sql).finally(async () => await one.end());
}

/** As pg-promise, n8n's formatter, puts values into a text: `$1:name` is an identifier, `$1` a literal. */
const filled = (sql: string, values: Value[]): string =>
	sql.replace(/\$(\d)(:name)?/g, (_, place: string, name?: string) => {
		const value = values[Number(place) - 1] ?? null;
		if (name) return `"${String(value).replaceAll('"', '""')}"`;
		if (value === null) return 'null';
		return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
	});

/** Runs the statements of a node in one message, as n8n does; gives the rows of all of them. */
async function run(node: string, values: Value[] = []): Promise<Row[]> {
	const query = nodes.find(({ name }) => name === node)?.parameters.query;
	if (query === undefined) throw new Error(`No node ${node} with a query`);
	const made: unknown = await pool.query(filled(query, values));
	const results = (Array.isArray(made) ? made : [made]) as Array<{ rows: Row[] }>;
	return results.flatMap(({ rows }) => rows);
}

const add = async (from: number, to: number) =>
	await pool.query('INSERT INTO contacts SELECT generate_series($1::int, $2::int)', [from, to]);

async function lookForEnd(more: Partial<typeof settings> = {}): Promise<Row> {
	const { campaign, schema, table, id } = { ...settings, ...more };
	const [found] = await run('Where the pages end', [campaign, schema, table, id]);
	return found ?? {};
}

async function cut({ page, last_id: last }: Row, more: Partial<typeof settings> = {}) {
	const { campaign, schema, table, id, size } = { ...settings, ...more };
	const from = [Number(page ?? 0), last === null ? null : String(last)];
	return await run('Cut new contacts into pages', [table, id, size, campaign, ...from, schema]);
}

const start = async (more: Partial<typeof settings> = {}) =>
	await cut(await lookForEnd(more), more);
const take = async () => (await run('Take a page', [settings.campaign, 4, 10]))[0];
const readPage = async (page: Row = {}) => {
	const { table, id, campaign, schema } = settings;
	const bounds = [page.after_id, page.last_id].map((one) => (one === null ? null : String(one)));
	return await run('Read its contacts', [
		table,
		id,
		...bounds,
		campaign,
		Number(page.page),
		schema,
	]);
};
const pages = async () =>
	(await pool.query('SELECT * FROM sms_campaign_pages ORDER BY page')).rows as Row[];
const progress = async () => (await run('Count', [settings.campaign]))[0];

/** Those that the pages hold, read as the pages are. */
async function inPages(): Promise<number[]> {
	const all: number[] = [];
	for (const page of await pages()) for (const { id } of await readPage(page)) all.push(Number(id));
	return all;
}
const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

it('cuts into pages, and again only what was added', async () => {
	await add(1, 250);
	await start();
	await start();
	expect((await pages()).map(({ contacts }) => contacts)).toEqual([100, 100, 50]);
	await add(251, 260);
	await start();
	expect((await pages()).map(({ contacts }) => contacts)).toEqual([100, 100, 50, 10]);
	expect(await inPages()).toEqual(upTo(260));
});

it('gives one row to go on with, whatever was cut', async () => {
	await add(1, 250);
	expect(await start()).toHaveLength(1);
	expect(await start()).toHaveLength(1);
});

it('two starts at once, with contacts added between their looks, lose nobody', async () => {
	await add(1, 150);
	const first = await lookForEnd();
	await cut(first);
	await add(151, 310);
	// The second had looked before the first had cut.
	await cut(first);
	await start();
	expect(await inPages()).toEqual(upTo(310));
});

it('two starts that cut at the same moment cut once', async () => {
	await add(1, 1_000);
	const end = await lookForEnd();
	await Promise.all([cut(end), cut(end), cut(end)]);
	expect(await pages()).toHaveLength(10);
	expect(await inPages()).toEqual(upTo(1_000));
});

it('a page whose contacts have all been deleted since ends, and the campaign with it', async () => {
	await add(1, 200);
	await start();
	await pool.query('DELETE FROM contacts WHERE id > 100');
	const [, second] = [await take(), await take()];
	expect(await readPage(second)).toEqual([]);
	expect(await progress()).toMatchObject({ total: 100, done: 0, under_way: 1 });
	expect((await pages()).at(1)).toMatchObject({ contacts: 0, taken_until: null });
});

it('a page with somebody in it is not ended by being read', async () => {
	await add(1, 50);
	await start();
	expect(await readPage(await take())).toHaveLength(50);
	expect(await progress()).toMatchObject({ total: 50, done: 0, under_way: 1 });
});

it('the progress tells of pages that nobody ended, not of those put back', async () => {
	await add(1, 200);
	await start();
	await take();
	expect(await progress()).toMatchObject({ cut_off: 0 });
	await pool.query("UPDATE sms_campaign_pages SET taken_until = now() - interval '1 s'");
	expect(await progress()).toMatchObject({ cut_off: 2 });
	await pool.query('UPDATE sms_campaign_pages SET taken_until = NULL WHERE page = 2');
	await take();
	await take();
	expect(await progress()).toMatchObject({ cut_off: 1, under_way: 2 });
});

it('an ended page is tried again by the statement of the guide, and counts nobody twice', async () => {
	await add(1, 10);
	await start();
	const note = async (rows: Row[]) =>
		await run('Note what became of them', [settings.campaign, 1, JSON.stringify(rows)]);
	const page = { total: 10, left: 0, before: 0 };
	await take();
	const accepted = (n: number) => ({ status: 'accepted', n });
	await note([accepted(6), { status: 'held', reason: 'BUDGET_SPENT', n: 4 }]);
	expect(await progress()).toMatchObject({ ...page, sent: 6, held: 4 });
	expect(await take()).toBeUndefined();
	const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'operating.md'), 'utf8');
	const [again] = /UPDATE sms_campaign_pages [^`]*/.exec(guide) ?? [''];
	await pool.query(again.replace('…', settings.campaign));
	expect(await take()).toMatchObject({ page: 1 });
	await note([accepted(4), { status: 'held', reason: 'ALREADY_SENT', n: 6 }]);
	expect(await progress()).toMatchObject({ ...page, sent: 10, held: 0, cut_off: 0 });
});

it('an empty table has no pages', async () => {
	await start();
	expect(await pages()).toEqual([]);
	expect(await progress()).toMatchObject({ total: 0, done: 0 });
});

it.each<[string, Partial<typeof settings>]>([
	['a table', { table: 'contact' }],
	['a schema', { schema: 'shop' }],
	['an id column', { id: 'number' }],
	['a system column', { id: 'ctid' }],
])('%s that is not there is found out before anything is cut', async (_, more) => {
	expect(await lookForEnd()).toMatchObject({ found: true });
	expect(await lookForEnd(more)).toMatchObject({ found: false });
});

it('a table is a name in its schema, whatever is in it, and never a part of a statement', async () => {
	const odd = { schema: 'The "shop"', table: `a.b"; DROP TABLE contacts; -- 'x'`, id: 'Order' };
	const quoted = Object.values(odd).map((one) => `"${one.replaceAll('"', '""')}"`);
	await pool.query(`CREATE SCHEMA ${quoted[0]}`);
	await pool.query(`CREATE TABLE ${quoted[0]}.${quoted[1]}(${quoted[2]} text PRIMARY KEY)`);
	await pool.query(`INSERT INTO ${quoted[0]}.${quoted[1]} VALUES ('a'), ('b''c')`);
	expect(await lookForEnd(odd)).toMatchObject({ found: true });
	await start(odd);
	expect(await pages()).toMatchObject([{ contacts: 2, last_id: "b'c" }]);
	expect(await lookForEnd({ table: `x"; DROP TABLE contacts; --` })).toMatchObject({
		found: false,
	});
	expect(await lookForEnd()).toMatchObject({ found: true });
});

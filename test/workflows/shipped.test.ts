import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What n8n's templates must and must not hold; examples rot unless a test reads them. */
interface Shipped {
	name: string;
	nodes: Array<{
		name: string;
		type: string;
		onError?: string;
		webhookId?: string;
		credentials?: unknown;
		parameters: Record<string, unknown>;
	}>;
	connections: Record<string, { main: Array<Array<{ node: string }> | null> }>;
	settings: Record<string, unknown>;
	pinData?: Record<string, unknown>;
}

const FOLDER = join(__dirname, '..', '..', 'workflows');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const read = (file: string) => readFileSync(join(FOLDER, file), 'utf8');
const parse = (file: string) => JSON.parse(read(file)) as Shipped;
const isSticky = ({ type }: { type: string }) => type === 'n8n-nodes-base.stickyNote';

describe.each(files)('%s', (file) => {
	const text = read(file);
	const { name, nodes, connections, settings, pinData = {}, ...rest } = parse(file);

	it('holds nothing of the n8n it was made in', () => {
		const known = ['meta'];
		expect(Object.keys(rest).filter((key) => !known.includes(key))).toEqual([]);
		expect(nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		// n8n gives each import its own: a second copy must not clash with the first
		expect(nodes.filter(({ webhookId }) => webhookId !== undefined)).toEqual([]);
		const pinned = nodes.filter((node) => Object.hasOwn(pinData, node.name));
		expect(pinned.filter(({ type }) => /Trigger$|webhook|extractFromFile/.test(type))).toEqual([]);
		expect(text).not.toMatch(/\/(home|work|root|Users|tmp)\/|instanceId|127\.0\.0\.1|localhost/);
	});

	it('says who it is for, how it works, how to set it up, what it needs and how to change it', () => {
		const [about] = nodes.filter(isSticky).filter(({ parameters }) => parameters.color === 1);
		const content = String(about?.parameters.content);
		for (const part of ['Who it is for', 'How it works', 'How to set up', 'Requirements']) {
			expect(content).toContain(`**${part}**`);
		}
		expect(content).toMatch(/\*\*How to customise\*\*/);
		expect(content).toContain('self-hosted');
		expect(content.split(/\s+/).length).toBeLessThan(330);
		expect(name.length).toBeLessThanOrEqual(80);
	});

	it('keeps no successful execution and never routes errors of bulk nodes', () => {
		expect(settings).toMatchObject({ executionOrder: 'v1', saveDataSuccessExecution: 'none' });
		expect(nodes.filter(({ onError }) => onError === 'continueErrorOutput')).toEqual([]);
	});

	it('has unique names, and wires and expressions that lead to nodes', () => {
		const names = nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		const wired = Object.entries(connections).flatMap(([from, { main }]) => [
			from,
			...main.flatMap((output) => (output ?? []).map(({ node }) => node)),
		]);
		const referred = [...text.matchAll(/\$\('([^']+)'\)/g)].map(([, node]) => node);
		expect([...wired, ...referred].filter((node) => !names.includes(node ?? ''))).toEqual([]);
		const alone = nodes.filter((node) => !isSticky(node) && !wired.includes(node.name));
		expect(alone.map((node) => node.name)).toEqual([]);
	});
});

it('the workflows that share a table give it the same columns', () => {
	const tables = files
		.flatMap((file) => parse(file).nodes)
		.filter(
			({ type, parameters }) => type.endsWith('.dataTable') && parameters.resource === 'table',
		);
	const columns = new Map<unknown, Set<string>>();
	for (const { parameters } of tables) {
		const known = columns.get(parameters.tableName) ?? new Set();
		columns.set(parameters.tableName, known.add(JSON.stringify(parameters.columns)));
	}
	expect([...columns.values()].map(({ size }) => size)).toEqual([...columns].map(() => 1));
	expect(columns.size).toBeGreaterThan(0);
});

it('one shipped workflow alone holds the trigger, without a secret, a path or a webhook id', () => {
	const triggers = files
		.flatMap((file) => parse(file).nodes)
		.filter(({ type }) => type.endsWith('.smsTrigger'));
	expect(triggers).toHaveLength(1);
	expect(triggers[0]).not.toHaveProperty('webhookId');
	expect(triggers[0]?.parameters).not.toHaveProperty('secret');
	expect(triggers[0]?.parameters).not.toHaveProperty('path');
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import { choicesOf, NODE_CLASSES, parametersOf } from './node-classes';

/**
 * What a marketer reads in every node of the package. Ends of sentences and n8n's own wording are ESLint's; here stands
 * what it cannot see: labels that are computed, outputs, and the words of this project.
 */
const NODES = NODE_CLASSES.map((node) => [node.description.displayName, node] as const);

const SMALL_WORDS =
	/^(a|an|and|as|at|beside|below|but|by|for|from|in|into|of|on|or|per|the|to|with)$/;

const isTitle = (text: string): boolean =>
	text
		.replace(/\(.*?\)/g, '')
		.split(/[\s,]+/)
		.filter(Boolean)
		.every((word, index) => /^[^a-zà-ÿ]/.test(word) || (index > 0 && SMALL_WORDS.test(word)));

/** Words of the ledger's inside and of other trades, never shown (DESIGN, words). */
const JARGON =
	/\b(claim(s|ed)?|leases?|slots?|refs?|DLRs?|MO|tenants?|shops?|leads?|audiences?|blacklists?|throttl\w*|hash\w*|idempoten\w*|boolean|JSON)\b/i;

function textsOf({ displayName, description = '', placeholder = '', hint = '' }: INodeProperties) {
	return [displayName, description, placeholder, hint];
}

const allProperties = (node: INodeType): INodeProperties[] => [
	...parametersOf(node).map(({ property }) => property),
	...node.description.properties.filter(({ type }) => type === 'notice'),
];

it('finds the nodes of the package', () => {
	expect(NODES.map(([name]) => name)).toEqual(
		expect.arrayContaining(['SMS Contacts', 'SMS Send', 'SMS Trigger']),
	);
});

describe.each(NODES)('%s', (_, node) => {
	const { description } = node;
	const properties = allProperties(node);

	it('is called SMS something, and so are its panel and its canvas name', () => {
		expect(description.displayName).toMatch(/^SMS [A-Z]/);
		expect(description.defaults.name).toBe(description.displayName);
		expect(description.description).toMatch(/^[A-Z].{20,}[^.]$/);
		expect(description.icon).toEqual({
			light: expect.stringMatching(/^file:.*\.svg$/),
			dark: expect.stringMatching(/^file:.*\.dark\.svg$/),
		});
	});

	it('names every output when it has several', () => {
		const { outputs, outputNames = [] } = description;
		// Worked out from the parameters (SMS Segment): its own tests hold the names.
		if (typeof outputs === 'string') return expect(outputs).toContain('displayName');
		if (outputs.length === 1) return expect(outputNames.length).toBeLessThan(2);
		const names = outputs.map((output, index) =>
			typeof output === 'string' ? outputNames[index] : output.displayName,
		);
		expect(names.filter((name) => !name || !isTitle(name))).toEqual([]);
	});

	it('can be a tool of an AI agent unless it is a trigger', () => {
		const isTrigger = description.group.includes('trigger');
		expect(description.usableAsTool === true).toBe(!isTrigger);
	});

	it('labels every parameter and choice, in title case', () => {
		const labels = properties
			.filter(({ type }) => type !== 'notice')
			.flatMap((property) => [
				property.displayName,
				...choicesOf(property).map(({ name }) => name),
			]);
		expect(labels.filter((label) => label === '' || !isTitle(label))).toEqual([]);
	});

	it('has no empty description', () => {
		const all = properties.flatMap((property) => [property, ...choicesOf(property)]);
		const empty = all.filter((one) => 'description' in one && !one.description?.trim());
		expect(empty.map(({ name }) => name)).toEqual([]);
		expect(choicesWithoutAction(node)).toEqual([]);
	});

	it('has a page that knows every parameter, by its label or its name', () => {
		const file = `${description.displayName.toLowerCase().replaceAll(' ', '-')}.md`;
		const page = readFileSync(join(__dirname, '../../docs/nodes', file), 'utf8');
		const words = page.toLowerCase();
		const missing = parametersOf(node).filter(({ path, property }) => {
			const name = path.split('.').at(-1) ?? '';
			const isGroup = /ollection$/.test(property.type) || property.noDataExpression;
			return (
				!isGroup &&
				!words.includes(property.displayName.toLowerCase()) &&
				!page.includes(`\`${name}\``)
			);
		});
		expect(missing.map(({ property }) => property.displayName)).toEqual([]);
	});

	it('speaks of nothing a marketer does not know', () => {
		const texts = properties.flatMap((property) => [
			...textsOf(property),
			...choicesOf(property).flatMap((one) => [one.name, one.description ?? '', one.action ?? '']),
		]);
		texts.push(description.description, ...(description.outputNames ?? []));
		const words = texts.map((text) => text.replace(/\{\{.*?\}\}/g, ''));
		expect(words.filter((text) => JARGON.test(text))).toEqual([]);
	});
});

/** n8n lists the actions of a node in its creator panel: an operation without one cannot be found there. */
const choicesWithoutAction = ({ description }: INodeType): string[] =>
	description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(choicesOf)
		.filter(({ action, description: words }) => !action || !words)
		.map(({ name }) => name);

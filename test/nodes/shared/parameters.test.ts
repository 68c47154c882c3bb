import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { isItemFree, findItemDependent } from '../../../nodes/shared/item-free';
import { readOnce, readPerItem } from '../../../nodes/shared/parameters';
import { runNode } from '../../harness';

class Reader implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Reader',
		name: 'reader',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Reader' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Most per Month', name: 'once', type: 'string', default: '' },
			{ displayName: 'Store Name', name: 'each', type: 'string', default: '' },
			{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] },
		],
	};

	async execute(this: IExecuteFunctions) {
		const once = readOnce<string>(this, 'once', '');
		const each = readPerItem<string>(this, 'each', '');
		return [this.getInputData().map((_, index) => ({ json: { once, each: each(index) } }))];
	}
}

const items = [{ name: 'Rennes' }, { name: 'Brest' }];

describe('isItemFree', () => {
	it.each([
		'=plain',
		'={{ 1 + 1 }}',
		"={{ $('Settings').first().json.brand }}",
		'={{ $("Settings").last().json["brand"] }}',
		"={{ $('Settings').all()[0].json.brand }}",
		'={{ $now.toISO() }}',
		'={{ $today }} {{ $workflow.name }} {{ $vars.brand }} {{ $execution.id }}',
		'={{ $input.first().json.brand }}',
		"={{ $('Form').isExecuted }}",
	])('is the same for every contact: %s', (expression) => {
		expect(isItemFree(expression)).toBe(true);
	});

	it.each([
		'={{ $json.city }}',
		'={{ $input.item.json.city }}',
		"={{ $('Settings').item.json.city }}",
		"={{ $('Settings').itemMatching(0).json.city }}",
		"={{ $('Settings').all()[$itemIndex].json.city }}",
		"={{ $('Settings').first().json[$json.key] }}",
		"={{ $('Set' + 'tings').first().json.a }}",
		'={{ $node["Settings"].json.city }}',
		'={{ $binary.file.fileName }}',
		"={{ $['json'].city }}",
		'={{ $item(0).$json.city }}',
		'={{ $parameter.other }}',
		"={{ `l'été ${$json.city} d'hiver` }}",
		'={{ $fromAI("city") }}',
	])('may differ from one contact to the next: %s', (expression) => {
		expect(isItemFree(expression)).toBe(false);
	});

	it('looks inside collections', () => {
		expect(findItemDependent({ a: 1, b: [{ c: '={{ $json.x }}' }] })).toBe('={{ $json.x }}');
		expect(findItemDependent({ a: 1, b: [{ c: '={{ $now }}' }] })).toBeUndefined();
	});
});

describe('the parameter reader in n8n’s engine', () => {
	it('reads a plain value and an item-free expression once, for all contacts', async () => {
		const { outputs, hints } = await runNode(
			new Reader(),
			{ once: 'a', each: "={{ 'b' + $workflow.name }}" },
			items,
		);
		expect(outputs[0]!.map((item) => item.json)).toEqual([
			{ once: 'a', each: 'bTest' },
			{ once: 'a', each: 'bTest' },
		]);
		expect(hints).toEqual([]);
	});

	it('gives each contact its own value, and hints at the cheaper form', async () => {
		const { outputs, hints } = await runNode(
			new Reader(),
			{ once: 'a', each: '={{ $json.name }}' },
			items,
		);
		expect(outputs[0]!.map((item) => item.json.each)).toEqual(['Rennes', 'Brest']);
		expect(hints[0]!.message).toContain("'Store Name'");
	});

	it('refuses an item-dependent expression where one value serves all, naming the parameter', async () => {
		const { error } = await runNode(new Reader(), { once: '={{ $json.name }}' }, items);
		expect(error!.message).toContain("'Most per Month' must be the same for all contacts");
		expect(error!.description).toContain('$json.name');
	});

	it('takes an empty input', async () => {
		const { error, outputs } = await runNode(new Reader(), { once: 'a' }, []);
		expect(error).toBeUndefined();
		expect(outputs.flat()).toEqual([]);
	});
});

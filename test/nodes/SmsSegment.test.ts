import { Settings } from 'luxon';
import { ExecuteContext } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	type IDataObject,
	type INodeExecutionData,
	type INodeParameters,
} from 'n8n-workflow';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { makeNode, resultOf, runNode, runWorkflow, type NodeRun } from '../harness';

type Operation = [left: unknown, type: string, operation: string, right: unknown];

function segment(name: string, ...conditions: Operation[]): INodeParameters {
	return {
		name,
		conditions: {
			combinator: 'and',
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 3 },
			conditions: conditions.map(([leftValue, type, operation, rightValue], index) => ({
				id: String(index),
				leftValue,
				rightValue,
				operator: { type, operation, ...(operation === 'notEmpty' ? { singleValue: true } : {}) },
			})) as INodeParameters[],
		},
	};
}

const TIER = '={{ $json.sms.contact.loyaltyTier }}';
const gold = segment('Gold', [TIER, 'string', 'equals', 'Or']);
const silver = segment('Silver', [TIER, 'string', 'equals', 'Argent']);
const rennes = segment('Rennes', ['={{ $json.sms.contact.postalCode }}', 'string', 'regex', '^35']);

const contact = (loyaltyTier: string, postalCode = '35000', sms: IDataObject = {}) => ({
	Nom: loyaltyTier,
	sms: { status: 'ready', contact: { kind: 'client', loyaltyTier, postalCode }, ...sms },
});

const run = (
	segments: INodeParameters[],
	items: Array<INodeExecutionData | IDataObject>,
	more: INodeParameters = {},
	node = {},
): Promise<NodeRun> =>
	runNode(new SmsSegment(), { segments: { values: segments }, ...more }, items, { node });

const names = (output: INodeExecutionData[] = []) => output.map(({ json }) => json.Nom);
const sms = (item?: INodeExecutionData) => item?.json.sms as IDataObject;
const says = ({ hints }: NodeRun) => hints.map(({ message }) => message);

describe('who goes where', () => {
	const people = [contact('Or'), contact('Bronze'), contact('Argent'), contact('Or', '29200')];

	it('Everyone Else comes first, then one output for each segment in their order', async () => {
		const { outputs } = await run([gold, silver], people);
		expect(outputs.map(names)).toEqual([['Bronze'], ['Or', 'Or'], ['Argent']]);
		expect(outputs[1]?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 3 }]);
	});

	it('writes the segment on the contact, and why on everyone else, who keep their status', async () => {
		const { outputs } = await run([gold], people);
		expect(sms(outputs[1]?.[0])).toMatchObject({ segment: 'Gold', status: 'ready' });
		expect(sms(outputs[0]?.[0])).toMatchObject({
			status: 'ready',
			reason: 'NOT_IN_SEGMENT',
			detail: 'Dans aucun segment de la campagne',
		});
	});

	it('first: a contact leaves once, by the first segment from the top', async () => {
		const { outputs } = await run([gold, rennes], people);
		expect(outputs.map((output) => output.length)).toEqual([0, 2, 2]);
	});

	it('all: a contact leaves by every segment that fits, with copies of its own', async () => {
		const { outputs } = await run([gold, rennes], people, { assignTo: 'all' });
		expect(outputs.map((output) => output.length)).toEqual([0, 2, 3]);
		const [first, second] = [outputs[1]?.[0], outputs[2]?.[0]];
		expect([sms(first).segment, sms(second).segment]).toEqual(['Gold', 'Rennes']);
		expect(sms(first).contact).toEqual(sms(second).contact);
		expect(sms(first).contact).not.toBe(sms(second).contact);
	});

	it('a contact put into a segment loses the reason an earlier SMS Segment gave it', async () => {
		const before = contact('Or', '35000', { reason: 'NOT_IN_SEGMENT', detail: 'Dans aucun' });
		const { outputs } = await run([gold], [before]);
		expect(sms(outputs[1]?.[0])).toEqual({
			status: 'ready',
			segment: 'Gold',
			contact: before.sms.contact,
		});
	});

	it('a contact held earlier goes to Everyone Else as it is', async () => {
		const held = contact('Or', '35000', { status: 'held', reason: 'NO_CONSENT', detail: 'Pas de' });
		const { outputs } = await run([gold], [held]);
		expect(outputs.map((output) => output.length)).toEqual([1, 0]);
		expect(outputs[0]?.[0]?.json).toEqual(held);
	});

	it('nothing that came in is written to', async () => {
		const items = [contact('Or'), contact('Bronze')];
		const before = structuredClone(items);
		await run([gold, rennes], items, { assignTo: 'all' });
		expect(items).toEqual(before);
	});

	it('a file column named sms is kept as sms_column', async () => {
		const { outputs } = await run(
			[segment('Brest', ['={{ $json.Ville }}', 'string', 'equals', 'Brest'])],
			[{ Ville: 'Brest', sms: 'oui' }],
		);
		expect(outputs[1]?.[0]?.json).toEqual({
			Ville: 'Brest',
			sms_column: 'oui',
			sms: { segment: 'Brest' },
		});
	});

	it('lets others work while it sorts', async () => {
		let now = 0;
		const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 30));
		let served = 0;
		let sorting = true;
		const serve = () => setImmediate(() => sorting && (served += 1) && serve());
		serve();
		const { outputs } = await run(
			[gold],
			Array.from({ length: 40 }, () => contact('Or')),
		);
		sorting = false;
		clock.mockRestore();
		expect(outputs[1]).toHaveLength(40);
		expect(served).toBeGreaterThanOrEqual(19);
	});

	it('no item gives no item', async () => {
		const { outputs } = await run([gold], []);
		expect(outputs.flat()).toEqual([]);
	});

	it('as an AI tool everything comes out of the first output, told apart by its segment', async () => {
		const asTool = jest.spyOn(ExecuteContext.prototype, 'isToolExecution').mockReturnValue(true);
		const { outputs } = await run([gold, silver], people);
		asTool.mockRestore();
		expect(outputs.map((output) => output.length)).toEqual([4, 0, 0]);
		expect(outputs[0]?.map((item) => sms(item).segment).sort()).toEqual([
			'Gold',
			'Gold',
			'Silver',
			undefined,
		]);
	});
});

describe('values', () => {
	const people = [contact('Or'), contact('Argent')];

	it('reads an expression that is the same for everybody once', async () => {
		const right = "={{ ['Or', 'Argent'][1] }}";
		const result = await run([segment('Chosen', [TIER, 'string', 'equals', right])], people);
		expect(names(result.outputs[1])).toEqual(['Argent']);
		expect(says(result).join()).not.toContain('worked out again');
	});

	it('works out an expression about the contact for each, and says what is cheaper', async () => {
		const left = '={{ $json.Nom.toUpperCase() }}';
		const result = await run([segment('Chosen', [left, 'string', 'equals', 'ARGENT'])], people);
		expect(names(result.outputs[1])).toEqual(['Argent']);
		expect(says(result)).toContain(
			"A condition of 'Chosen' is an expression worked out again for every contact (about 1 ms each): {{ $json.Nom.toUpperCase() }}. Comparing a field as it is, such as {{ $json.points }}, is much faster.",
		);
	});

	it('compares two fields of a contact', async () => {
		const items = [
			{ bought: 'Rennes', lives: 'Rennes' },
			{ bought: 'Brest', lives: 'Rennes' },
		];
		const at = ['={{ $json.bought }}', 'string', 'equals', '={{ $json.lives }}'] as Operation;
		const { outputs } = await run([segment('Local', at)], items);
		expect(outputs.map((output) => output.length)).toEqual([1, 1]);
	});

	it('a segment name may be an expression for everybody, not one about the contact', async () => {
		const { outputs } = await run([{ ...gold, name: "={{ 'V' + 'IP' }}" }], people);
		expect(sms(outputs[1]?.[0]).segment).toBe('VIP');
		const { error } = await run([{ ...gold, name: '={{ $json.Nom }}' }], people);
		expect(error?.message).toBe("'Segment Name' must be the same for all contacts");
	});

	it('Assign To and Options may be expressions for everybody, not about the contact', async () => {
		const all = await run([gold, rennes], people, { assignTo: "={{ 'a' + 'll' }}" });
		expect(all.outputs.map((output) => output.length)).toEqual([0, 1, 2]);
		const each = await run([gold], people, { assignTo: '={{ $json.Nom }}' });
		expect(each.error?.message).toBe("'Assign To' must be the same for all contacts");
		const options = { ignoreCase: '={{ $json.Nom === "Or" }}' };
		const optioned = await run([gold], people, { options });
		expect(optioned.error?.message).toBe("'Options' must be the same for all contacts");
	});

	it('Ignore Case and Convert Types apply also when the filter was saved before they were set', async () => {
		const lower = segment('Gold', [TIER, 'string', 'equals', 'or']);
		const ignoring = await run([lower], people, { options: { ignoreCase: true } });
		expect(names(ignoring.outputs[1])).toEqual(['Or']);
		const many = segment('Many', ['={{ $json.points }}', 'number', 'gt', 9]);
		const items = [{ points: '12' }, { points: 12 }, { points: '7' }];
		const loose = await run([many], items, { options: { looseTypeValidation: true } });
		expect(loose.outputs.map((output) => output.length)).toEqual([1, 2]);
	});

	it("reads a date without zone in the workflow's zone, whatever ran before", async () => {
		const zone = Settings.defaultZone;
		Settings.defaultZone = 'Asia/Tokyo';
		const midnight = '2026-01-15T00:00:00+01:00';
		const bought = ['={{ $json.bought }}', 'dateTime', 'equals', midnight] as Operation;
		const { outputs } = await run([segment('That Day', bought)], [{ bought: '2026-01-15' }]);
		Settings.defaultZone = zone;
		expect(outputs.map((output) => output.length)).toEqual([0, 1]);
	});

	it('a field holding an object is compared as n8n does', async () => {
		const filled = ['={{ $json.sms.contact }}', 'object', 'notEmpty', ''] as Operation;
		const { outputs } = await run([segment('Known', filled)], people);
		expect(outputs[1]).toHaveLength(2);
		const { error } = await run(
			[segment('Known', ['={{ $json.sms.contact }}', 'string', 'equals', 'x'])],
			people,
		);
		expect(error?.message).toContain(
			"Wrong type: '[object Object]' is an object but was expecting",
		);
	});

	it('__proto__ as a field is refused by n8n, and nothing is polluted', async () => {
		const proto = ['={{ $json.__proto__.admin }}', 'string', 'equals', 'x'] as Operation;
		const { error } = await run([segment('Odd', proto)], people);
		expect(error?.message).toContain('Cannot access "__proto__"');
		const json = JSON.parse('{"__proto__": {"admin": "x"}, "Nom": "Or"}') as IDataObject;
		const named = segment('Or', ['={{ $json.Nom }}', 'string', 'equals', 'Or']);
		expect(names((await run([named], [json])).outputs[1])).toEqual(['Or']);
		expect('admin' in {}).toBe(false);
	});
});

describe('what does not fit', () => {
	const points = segment('Many', ['={{ $json.points }}', 'number', 'gt', 10]);
	const items = [{ points: 12 }, { points: '12' }, { points: 3 }];

	it('a wrong type is the error n8n gives, naming the contact and the segment', async () => {
		const { error } = await run([points], items);
		expect(error).toMatchObject({
			message: "Wrong type: '12' is a string but was expecting a number [condition 0, item 1]",
			context: { itemIndex: 1 },
		});
		expect(error?.description).toContain("In the segment 'Many'.");
		expect(error?.description).toContain("Enabling 'Convert types where required'");
	});

	it('with Continue On Fail that contact stays out of every segment and says why', async () => {
		const node = { onError: 'continueRegularOutput' as const };
		const { outputs, error } = await run([points], items, {}, node);
		expect(error).toBeUndefined();
		expect(outputs.map((output) => output.length)).toEqual([2, 1]);
		expect(outputs[0]?.[0]?.json).toMatchObject({ points: '12' });
		expect(sms(outputs[0]?.[0]).detail).toContain("Wrong type: '12'");
	});

	it('with an error output that contact leaves there with its data, and nobody changes wires', async () => {
		const type = new SmsSegment();
		const all = makeNode('Contacts', type, { segments: { values: [] } });
		const segments = {
			values: [points, segment('Few', ['={{ $json.points }}', 'number', 'lt', 5])],
		};
		const node = makeNode('Tested', type, { segments }, { onError: 'continueErrorOutput' });
		const wired = {
			Contacts: { main: [[{ node: 'Tested', type: 'main' as const, index: 0 }]] },
		};
		const ran = await runWorkflow([all, node], wired, { [all.type]: type }, items);
		const { outputs } = resultOf(ran, 'Tested');
		expect(outputs.map((output) => output.map(({ json }) => json.points))).toEqual([
			[],
			[12],
			[3],
			['12'],
		]);
	});

	it.each([
		[['VIP', 'vip'], "Two segments are called 'vip'"],
		[['Segment 2', ''], "Two segments are called 'Segment 2'"],
	])('names %j are refused', async (given, message) => {
		const segments = given.map((name) => ({ ...gold, name }));
		const { error } = await run(segments, [contact('Or')]);
		expect(error?.message).toBe(message);
	});

	it('a condition without comparison, or conditions that are none, are refused by name', async () => {
		const half = {
			name: 'Half',
			conditions: { combinator: 'and', conditions: [{ leftValue: 1 }] },
		};
		const first = await run([half as INodeParameters], [contact('Or')]);
		expect(first.error?.message).toBe("The conditions of the segment 'Half' cannot be read");
		const second = await run([{ name: 'Text', conditions: '={{ 1 }}' }], [contact('Or')]);
		expect(second.error?.message).toBe("The conditions of the segment 'Text' cannot be read");
	});
});

describe('outputs', () => {
	function outputNames(values: INodeParameters[]): unknown[] {
		const type = new SmsSegment();
		const node = makeNode('Segments', type, { segments: { values } });
		const nodeTypes = {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		};
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		return NodeHelpers.getNodeOutputs(workflow, node, type.description).map((output) =>
			typeof output === 'string' ? output : output.displayName,
		);
	}

	it('are named after the segments; adding one adds an output at the end', () => {
		expect(outputNames([])).toEqual(['Everyone Else']);
		expect(outputNames([gold, { ...silver, name: ' ' }])).toEqual([
			'Everyone Else',
			'Gold',
			'Segment 2',
		]);
		expect(outputNames([gold, { ...silver, name: '' }, rennes]).slice(0, 3)).toEqual([
			'Everyone Else',
			'Gold',
			'Segment 2',
		]);
	});

	it('adding a segment sends nobody of the others down another wire', async () => {
		const people = [contact('Or'), contact('Bronze'), contact('Argent')];
		const before = await run([gold, silver], people);
		const after = await run([gold, silver, rennes], people);
		expect(after.outputs.slice(1, 3).map(names)).toEqual(before.outputs.slice(1, 3).map(names));
	});

	it('the segments cannot be dragged into another order', () => {
		const { properties } = new SmsSegment().description;
		const { typeOptions } = properties.find(({ name }) => name === 'segments')!;
		expect(typeOptions).toMatchObject({ multipleValues: true });
		expect(typeOptions?.sortable).toBeUndefined();
	});
});

describe('what the node says', () => {
	it('counts who went where', async () => {
		const people = [contact('Or'), contact('Argent'), contact('Or'), contact('Bronze')];
		const result = await run([gold, silver], people);
		expect(says(result)).toEqual(["2 in 'Gold', 1 in 'Silver', 1 everyone else"]);
	});

	it('says that a segment without conditions takes everybody', async () => {
		for (const conditions of [{}, segment('', ['', 'string', 'equals', '']).conditions]) {
			const result = await run([{ name: 'VIP', conditions }], [contact('Or')]);
			expect(says(result)).toContain(
				"'VIP' takes everybody: its conditions do not look at any field of the contact.",
			);
		}
	});

	it('says that all contacts fit one segment', async () => {
		const result = await run([gold], [contact('Or'), contact('Or')]);
		expect(says(result)).toContain("'Gold' takes everybody: all 2 contacts fit.");
	});

	it('says that there is no segment yet', async () => {
		const result = await run([], [contact('Or')]);
		expect(result.outputs.map((output) => output.length)).toEqual([1]);
		expect(says(result)).toEqual([
			"There is no segment yet: everybody leaves by Everyone Else. Add one in 'Segments'.",
		]);
	});

	it('names a field no contact has, and the one that was meant', async () => {
		const slip = ['={{ $json.loyality_tier }}', 'string', 'equals', 'Or'] as Operation;
		const items = [{ loyaltyTier: 'Or' }, { loyaltyTier: 'Argent' }];
		const result = await run([segment('Gold', slip)], items);
		expect(result.hints).toContainEqual({
			message: "No contact has the field 'loyality_tier'. Did you mean 'loyaltyTier'?",
			type: 'warning',
			location: 'outputPane',
		});
	});
});

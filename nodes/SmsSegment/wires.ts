import { createHash } from 'node:crypto';
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { rememberedWires, strayedWires, type Wire } from '../../core/segment/wires';
import { addHint } from '../shared/hints';

/** As n8n keeps it between runs: the name stands beside, for the sentence. */
interface KeptWire extends Wire {
	name: string;
}

/**
 * Runs of the editor change nothing that n8n keeps, so what they saw is remembered by the process: whoever tries a workflow,
 * removes a segment and tries again is told as well.
 */
const tried = new Map<string, KeptWire[]>();
const MOST_TRIED = 500;

/**
 * Refuses to run when a segment was removed and others now leave by the wires of those above. Holds again once each wire leads
 * where it led before, or to something new, or when *Wires Checked For* names the segments as they are.
 * @param names of the segments, in the order of their outputs
 * @throws NodeOperationError naming the segment and whose wire it is
 */
export function checkWires(
	context: IExecuteFunctions,
	names: readonly string[],
	checkedFor: string,
): void {
	const isChecked = words(checkedFor) === words(names.join(', '));
	if (checkedFor.trim() !== '' && !isChecked) {
		addHint(
			context,
			`'Wires Checked For' names other segments than there are now (${names.join(', ')}): it is left aside.`,
			'warning',
		);
	}
	const now = wiresOf(context, names);
	if (now.every(({ to }) => to.length === 0)) return;
	const key = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const kept = context.getWorkflowStaticData('node');
	const known = [readKept(kept.wires), tried.get(key) ?? []];
	for (const before of isChecked ? [] : known) refuseStrayed(context, now, before);
	const remembered = rememberedWires(now, isChecked ? [] : known.flat()).map((wire, place) => ({
		...wire,
		name: names[place] ?? '',
	}));
	if (JSON.stringify(remembered) !== JSON.stringify(kept.wires)) kept.wires = remembered;
	if (tried.size >= MOST_TRIED) tried.clear();
	tried.set(key, remembered);
}

function refuseStrayed(
	context: IExecuteFunctions,
	now: readonly KeptWire[],
	before: readonly KeptWire[],
): void {
	const [strayed] = strayedWires(now, before);
	if (strayed === undefined) return;
	const name = now[strayed.place]?.name ?? '';
	const former = before[strayed.before]?.name ?? '';
	// One without a name is called by its place, which it just changed.
	const whose = former === name ? 'another segment' : `'${former}'`;
	throw new NodeOperationError(
		context.getNode(),
		`'${name}' would leave by the wire of ${whose}, since a segment was removed`,
		{
			itemIndex: 0,
			description: `Nobody was let through. Look at the wires of this node: removing a segment moves those below it up, and their wires stay. Lead each wire to its own message again. If they are right as they are, enter in Options → Wires Checked For: ${now.map((one) => one.name).join(', ')}`,
		},
	);
}

const words = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** A segment without a name of its own is known by what it asks. */
function wiresOf(context: IExecuteFunctions, names: readonly string[]): KeptWire[] {
	const rows = context.getNodeParameter('segments.values', 0, [], { rawExpressions: true });
	const workflow = field(context, 'workflow');
	const { name: ownName } = context.getNode();
	const wires = list(field(field(field(workflow, 'connectionsBySourceNode'), ownName), 'main'));
	const nodes = field(workflow, 'nodes');
	return names.map((name, place) => {
		const targets = list(wires[place + 1]).flatMap((wire) => {
			const next = field(wire, 'node');
			return typeof next === 'string' ? String(field(field(nodes, next), 'id') ?? next) : [];
		});
		return { segment: identityOf(list(rows)[place]), name, to: [...new Set(targets)] };
	});
}

function identityOf(row: unknown): string {
	const name = String(field(row, 'name') ?? '').trim();
	if (name !== '') return words(name);
	return createHash('sha256')
		.update(JSON.stringify(row ?? {}))
		.digest('base64url')
		.slice(0, 16);
}

function readKept(kept: unknown): KeptWire[] {
	return list(kept).map((wire) => ({
		segment: String(field(wire, 'segment') ?? ''),
		name: String(field(wire, 'name') ?? ''),
		to: list(field(wire, 'to')).map(String),
	}));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** n8n's types do not show a node the workflow it is in; read without trusting its shape. */
const field = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null
		? Object.getOwnPropertyDescriptor(value, name)?.value
		: undefined;

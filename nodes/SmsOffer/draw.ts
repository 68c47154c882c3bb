import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { drawWinners, type Draw } from '../../core/offer/draw';
import { addHint, count } from '../shared/hints';
import { readSms } from '../shared/items';
import { readChoice, readText, readWhole } from '../shared/typed-parameters';

/** Draws winners among the incoming entries. Every item says how the draw can be checked. */
export function drawContest(context: IExecuteFunctions): INodeExecutionData[] {
	const items = context.getInputData();
	if (items.length === 0) return [];
	const seed = readText(context, 'seed', 'Seed');
	if (seed === '') throw noSeed(context);
	const winners = readWhole(context, 'winners', 'Winners', { fallback: 1, least: 1 });
	const substitutes = readWhole(context, 'substitutes', 'Substitutes', {
		fallback: 0,
		least: 0,
	});
	const keys = readKeys(context, items);
	const draw = drawWinners(keys, seed, winners + substitutes);
	addSummary(context, draw, winners);
	const facts = { seed, entries: draw.entries, fingerprint: draw.fingerprint };
	const ranked = new Map(draw.ranking.map((entry) => [entry.position, entry]));
	const positions =
		readChoice(context, 'putOut', 'Put Out', ['drawn', 'all']) === 'all'
			? items.map((_, position) => position)
			: draw.ranking.map(({ position }) => position);
	return positions.map((position) => {
		const entry = ranked.get(position);
		const result = entry
			? {
					result: entry.rank <= winners ? 'winner' : 'substitute',
					rank: entry.rank,
					score: entry.score,
				}
			: { result: draw.repeated.includes(position) ? 'repeated' : 'not drawn' };
		const json: IDataObject = { ...items[position]?.json, draw: { ...result, ...facts } };
		return { json, pairedItem: { item: position } };
	});
}

/** @throws NodeOperationError naming the first entry that cannot be told from another */
function readKeys(context: IExecuteFunctions, items: readonly INodeExecutionData[]): string[] {
	const field = readText(context, 'keyField', 'One Entry Per');
	return items.map(({ json }, itemIndex) => {
		const value = field === '' ? readSms(json).to : Object.hasOwn(json, field) && json[field];
		if (typeof value === 'number') return String(value);
		if (typeof value === 'string' && value.trim() !== '') return value.trim();
		throw new NodeOperationError(
			context.getNode(),
			field === ''
				? `Entry ${itemIndex} has no phone number`
				: `Entry ${itemIndex} has no value in '${field}'`,
			{
				itemIndex,
				description:
					"Put SMS Contacts or SMS Consent before the draw, or name in 'One Entry Per' the field that tells people apart.",
			},
		);
	});
}

function noSeed(context: IExecuteFunctions): NodeOperationError {
	return new NodeOperationError(context.getNode(), "'Seed' is empty", {
		itemIndex: 0,
		description:
			'Give a text that nobody could know before entries closed, such as a lottery result.',
	});
}

function addSummary(context: IExecuteFunctions, draw: Draw, winners: number): void {
	const drawn = Math.min(winners, draw.ranking.length);
	const repeated = draw.repeated.length;
	addHint(
		context,
		`${count(drawn)} drawn among ${count(draw.entries)} entries${repeated > 0 ? `; ${count(repeated)} repeated entries count once` : ''}. Fingerprint of the entries: ${draw.fingerprint.slice(0, 16)}…`,
	);
}

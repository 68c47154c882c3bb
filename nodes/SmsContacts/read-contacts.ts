import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import {
	columnWriting,
	contactReader,
	findColumns,
	type ColumnOptions,
	type Mapping,
	type ReadContact,
} from '../../core/contact';
import { stagesOf } from '../../core/segment/prospects/stages';
import { isHeld, withSms } from '../shared/items';
import { pause } from '../shared/pause';
import { readColumnOptions } from './column-fields';
import { withKnownClients } from './known-clients';
import { isQualifying, qualified } from './qualification';
import { readSources, type Source } from './input';
import { readKeep, type Keep } from './keep-columns';
import { readSettings } from './settings';
import { sayWhatHappened, type Read } from './summary';
import { asTrouble } from './trouble';

const BATCH = 1_000;

/** A second run of the node over a contact leaves none of these of the first one behind. */
const OUTDATED = { reason: undefined, detail: undefined, language: undefined };

/** The contacts of the input as items: those ready, and those held with their reason. */
export async function readContacts(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const settings = await readSettings(context);
	const columns = { ...readColumnOptions(context), country: settings.country };
	const keep = readKeep(context);
	const sources = await readSources(context);
	const reader = contactReader(settings);
	const read: Read[] = [];
	for (const source of sources) {
		if (source.rows.length === 0) continue;
		const mapping = mappingOf(context, source, columns);
		const writing = columnWriting(source.rows, mapping);
		read.push({ source, mapping, writing });
		const name = settings.sourceOf(source.file);
		for (let at = 0; at < source.rows.length; at += BATCH) {
			reader.add(source.rows.slice(at, at + BATCH), mapping, name, writing);
			await pause();
		}
	}
	const { contacts: cleaned, summary } = reader.finish();
	const named = await withKnownClients(context, cleaned, settings);
	const contacts = await qualified(context, named, settings);
	const [ready, held] = await toItems(items, read, contacts, keep);
	const before = read.some(({ source }) => source.file !== undefined) ? [] : heldBefore(items);
	const people = contacts.map(({ sms }) => sms);
	const stages = isQualifying(context) ? stagesOf(people, settings.language) : undefined;
	sayWhatHappened(context, summary, read, { ready, held, before }, stages);
	return [ready, [...held, ...before]];
}

function mappingOf(context: IExecuteFunctions, source: Source, options: ColumnOptions): Mapping {
	try {
		return findColumns(source.columns, source.rows, options);
	} catch (error) {
		throw asTrouble(context, error, { item: source.itemOf(0), file: source.file });
	}
}

async function toItems(
	items: readonly INodeExecutionData[],
	read: readonly Read[],
	contacts: readonly ReadContact[],
	keep: Keep,
): Promise<[ready: INodeExecutionData[], held: INodeExecutionData[]]> {
	const ready: INodeExecutionData[] = [];
	const held: INodeExecutionData[] = [];
	let first = 0;
	for (const { source, mapping } of read) {
		for (const [row, json] of source.rows.entries()) {
			const sms = contacts[first + row]?.sms;
			if (sms === undefined) continue;
			if (row % BATCH === 0) await pause();
			const index = source.itemOf(row);
			const item = { json: keep(json, mapping), binary: filesOf(source, items[index]) };
			const patch = item.json.sms === undefined ? sms : { ...OUTDATED, ...sms };
			(sms.status === 'ready' ? ready : held).push(withSms(item, index, patch));
		}
		first += source.rows.length;
	}
	return [ready, held];
}

/** A contact of the items keeps its item's files; a row of a file does not carry the file along. */
const filesOf = (source: Source, item?: INodeExecutionData): INodeExecutionData['binary'] =>
	source.file === undefined ? item?.binary : undefined;

const heldBefore = (items: readonly INodeExecutionData[]): INodeExecutionData[] =>
	items.flatMap((item, index) =>
		isHeld(item.json) ? [{ ...item, json: { ...item.json }, pairedItem: { item: index } }] : [],
	);

import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { findColumns, readPhone } from '../../core/contact';
import type { Brand } from '../../core/ledger';
import { explain } from '../../core/reasons';
import { getBrand } from '../shared/brand';
import { readSms } from '../shared/items';
import { readOnce, readPerItem } from '../shared/parameters';
import { pause } from '../shared/pause';
import { readText } from '../shared/typed-parameters';
import { AFRESH, type OperationCall, type Outcome, type Person } from './operation';

const AT_ONCE = 2_000;

export const phoneProperty: INodeProperties = {
	displayName: 'Phone Number',
	name: 'to',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.phone }}',
	description:
		"Mobile number as the person gave it. Left empty, the number the item carries from SMS Contacts or SMS Trigger. Numbers without a prefix belong to the brand's country.",
};

export const phoneColumnProperty: INodeProperties = {
	displayName: 'Phone Column',
	name: 'phoneColumn',
	type: 'string',
	default: '',
	placeholder: 'e.g. telephone',
	description:
		'Name of the field that holds the numbers. Left empty, the number the items carry, or the field that looks like phone numbers.',
};

/** Whom each item is about; in place of a person, what becomes of an item whose number cannot be used. */
export async function readPeople(
	call: OperationCall,
	valueOf: (index: number) => unknown = numberGiven(call.context),
): Promise<{ people: Person[]; outcomes: Array<Outcome | undefined> }> {
	const brandOf = await readBrands(call);
	const people: Person[] = [];
	const outcomes: Array<Outcome | undefined> = [];
	for (const [index, { json }] of call.items.entries()) {
		if (index > 0 && index % AT_ONCE === 0) await pause();
		const brand = await brandOf(index);
		const given = valueOf(index);
		const value = given === '' || given === undefined ? readSms(json).to : given;
		const reading = readPhone(value, brand.country);
		outcomes.push(undefined);
		if ('e164' in reading) people.push({ index, brand, to: reading.e164 });
		else outcomes[index] = unreadable(reading, brand);
	}
	return { people, outcomes };
}

const numberGiven = (context: IExecuteFunctions): ((index: number) => unknown) =>
	readPerItem<unknown>(context, 'to', '', { label: 'Phone Number' });

/** The numbers of a list: of a named field, of the items, or of the field that looks like numbers. */
export function listedNumbers({ context, items }: OperationCall): (index: number) => unknown {
	const chosen = readText(context, 'phoneColumn', 'Phone Column');
	const carried = items.some(({ json }) => readSms(json).to !== undefined);
	if (chosen === '' && carried) return () => undefined;
	const rows = items.map(({ json }) => json);
	const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const { phone } = findColumns(
		columns,
		rows,
		chosen === '' ? {} : { explicit: { phone: chosen } },
	);
	return (index) => rows[index]?.[phone] ?? null;
}

function unreadable(
	{ problem, value }: { problem: 'INVALID_NUMBER' | 'NOT_MOBILE'; value: string },
	{ slug, language }: Brand,
): Outcome {
	const detail = explain(problem, language, { value });
	return { sms: { ...AFRESH, brand: slug, status: 'held', reason: problem, detail } };
}

/** The brand chosen in the node, else the one an item carries, else the default brand. */
export async function readBrands({
	context,
	ledger,
	items,
}: OperationCall): Promise<(index: number) => Promise<Brand>> {
	const chosen = readOnce<string>(context, 'brand', '', { label: 'Brand', extractValue: true });
	const known = new Map<string, Promise<Brand>>();
	return async (index) => {
		const slug = chosen === '' ? (readSms(items[index]?.json ?? {}).brand ?? '') : chosen;
		const brand = known.get(slug) ?? getBrand(context, ledger, slug);
		known.set(slug, brand);
		return await brand;
	};
}

/** People by brand, since the ledger answers for one brand at a time. */
export function byBrand(people: readonly Person[]): Person[][] {
	const groups = new Map<string, Person[]>();
	for (const person of people) {
		const group = groups.get(person.brand.slug);
		if (group) group.push(person);
		else groups.set(person.brand.slug, [person]);
	}
	return [...groups.values()];
}

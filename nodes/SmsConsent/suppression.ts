import type { INodeProperties } from 'n8n-workflow';
import { addHint, count } from '../shared/hints';
import { isoOf } from '../shared/held-detail';
import { pause } from '../shared/pause';
import { readText } from '../shared/typed-parameters';
import { momentOf } from './moment';
import { stopped, type Operation } from './operation';
import { byBrand, listedNumbers, readBrands, readPeople } from './people';

export const listNameProperty: INodeProperties = {
	displayName: 'List Name',
	name: 'listName',
	type: 'string',
	required: true,
	default: 'import',
	placeholder: 'e.g. former gateway',
	description:
		'Where the list comes from. The same list imported again under the same name changes nothing: each entry keeps its first date.',
};

export const dateColumnProperty: INodeProperties = {
	displayName: 'Date Column',
	name: 'dateColumn',
	type: 'string',
	default: '',
	placeholder: 'e.g. date_stop',
	description: 'Name of the field with the day of the STOP. Left empty, today.',
};

const AT_ONCE = 2_000;

/** A list of people who said STOP elsewhere, one item each. A STOP whose date cannot be read is one of today. */
export const importList: Operation = async (call) => {
	const { context, items, ledger, write, now } = call;
	const source = readText(context, 'listName', 'List Name');
	const dates = readText(context, 'dateColumn', 'Date Column');
	const { people, outcomes } = await readPeople(call, listedNumbers(call));
	const tally = { added: 0, known: 0 };
	for (const group of byBrand(people)) {
		const [first] = group;
		if (!first) continue;
		const { slug: brand, timezone } = first.brand;
		const entries = group.map(({ index, to }) => {
			const at = dates === '' ? undefined : momentOf(items[index]?.json[dates], timezone);
			return at === undefined || Number.isNaN(at) ? { to } : { to, at: Math.min(at, now) };
		});
		await pause();
		const verdicts = await ledger.importOptOuts({
			...{ brand, entries, source: source === '' ? 'import' : source, now, dryRun: !write },
			cancelled: () => context.getExecutionCancelSignal()?.aborted === true,
		});
		for (const [position, person] of group.entries()) {
			if (position > 0 && position % AT_ONCE === 0) await pause();
			const verdict = verdicts[position];
			if (verdict === undefined) continue;
			tally[verdict]++;
			const at = isoOf(entries[position]?.at ?? now);
			outcomes[person.index] = stopped(person, { status: 'withdrawn', at, source });
		}
	}
	addHint(
		context,
		`${count(tally.added)} ${write ? 'added' : 'would be added'}, ${count(tally.known)} in the list before.`,
	);
	return outcomes;
};

/** The suppression list of a brand by keyed value; the numbers are not there. Once, however many items come in. */
export const exportList: Operation = async (call) => {
	const { context, ledger } = call;
	const brandOf = await readBrands(call);
	const { slug: brand } = await brandOf(0);
	const entries = await ledger.exportSuppression(brand);
	addHint(
		context,
		`${count(entries.length)} may not be written to. The ledger keeps no number: each is a keyed value.`,
	);
	return [
		{
			json: entries.map(({ key, at, recordedAt, sources }) => ({
				...{ brand, key, at: isoOf(at), recordedAt: isoOf(recordedAt), sources },
			})),
		},
	];
};

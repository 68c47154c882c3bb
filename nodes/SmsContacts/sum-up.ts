import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { stagesOf } from '../../core/segment/prospects/stages';
import { groupByBrand } from '../shared/brand';
import { addHint } from '../shared/hints';
import { pageCss } from '../shared/html';
import { readSms } from '../shared/items';
import { openLedger } from '../shared/open-ledger';
import { stagesHtml } from './stages-html';
import { stagesSentence } from './summary';

/** All contacts of a file, Ready and Held together, summed up in one item that a form page can show. */
export async function sumUp(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[], []];
	const [first] = await groupByBrand(context, await openLedger(context), items.slice(0, 1));
	const { language = 'fr' } = first?.brand ?? {};
	const stages = stagesOf(
		items.map(({ json }) => readSms(json)),
		language,
	);
	addHint(context, stagesSentence(stages));
	const last = stages.at(-1);
	const json: IDataObject = {
		qualified: last?.prospects ?? 0,
		clients: last?.clients ?? 0,
		stages: stages.map(({ left, ...stage }) => ({
			...stage,
			left: left.map((one) => ({ ...one })),
		})),
		html: stagesHtml(stages, language),
		css: pageCss(),
	};
	return [[{ json, pairedItem: items.map((_, item) => ({ item })) }], []];
}

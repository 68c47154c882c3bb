import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { Brand } from '../../core/ledger';
import { composer, type Composer } from '../../core/message/compose';
import { stopSettings } from '../../core/message/stop-footer';
import { TemplateError } from '../../core/message/template-error';
import { groupByBrand } from '../shared/brand';
import { addHint } from '../shared/hints';
import { heldItem, isHeld, readSms, withSms } from '../shared/items';
import { openLedger } from '../shared/open-ledger';
import { pause } from '../shared/pause';
import { readCampaignFields } from './campaign-fields';
import { readSettings, readTemplate } from './settings';
import { Tally } from './tally';

/** n8n serves others at least this often while texts are written. */
const TURN_MS = 20;
/** Items whose columns are looked at between two turns of the event loop. */
const LOOKED_AT_ONCE = 10_000;
/** Templates kept parsed: a template made by an expression can differ for every contact. */
const KEPT_TEMPLATES = 200;

/** Each contact with its text on Ready, or held with the reason. Contacts that came held stay as they are. */
export async function compose(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	if (items.length === 0) return [[], []];
	const tally = new Tally();
	const results: Array<{ item: INodeExecutionData; output: 0 | 1 }> = [];
	const write = prepare(context, await columnsOf(items), tally);
	const ledger = await openLedger(context);
	let turn = performance.now();
	for (const { brand, indexes } of await groupByBrand(context, ledger, items)) {
		const writeFor = write(brand);
		for (const index of indexes) {
			const item = items[index];
			if (item) results[index] = writeOne(context, item, index, writeFor);
			if (performance.now() - turn > TURN_MS) {
				await pause();
				turn = performance.now();
			}
		}
	}
	const sentence = tally.sentence();
	if (sentence !== '') addHint(context, sentence);
	for (const warning of tally.warnings) addHint(context, warning, 'warning');
	return [0, 1].map((output) =>
		results.filter((one) => one.output === output).map(({ item }) => item),
	);
}

/** Names of the file's columns, those of every item together. */
async function columnsOf(items: readonly INodeExecutionData[]): Promise<Set<string>> {
	const columns = new Set<string>();
	for (const [index, { json }] of items.entries()) {
		if (index % LOOKED_AT_ONCE === LOOKED_AT_ONCE - 1) await pause();
		for (const column of Object.keys(json)) columns.add(column);
	}
	return columns;
}

type Write = (
	item: INodeExecutionData,
	index: number,
) => { item: INodeExecutionData; output: 0 | 1 };

function writeOne(
	context: IExecuteFunctions,
	item: INodeExecutionData,
	index: number,
	write: Write,
) {
	try {
		return write(item, index);
	} catch (error) {
		const shown =
			error instanceof TemplateError
				? new NodeOperationError(context.getNode(), error.message, {
						itemIndex: index,
						description: error.hint,
					})
				: error;
		if (!context.continueOnFail() || !(shown instanceof NodeOperationError)) throw shown;
		// Never on Ready: the next node would take a contact without text for one to write to.
		const json = { ...item.json, error: shown.message };
		return { item: { json, error: shown, pairedItem: { item: index } }, output: 1 as const };
	}
}

/** Reads the parameters once and gives, for a brand, the function that writes one contact's text. */
function prepare(
	context: IExecuteFunctions,
	columns: ReadonlySet<string>,
	tally: Tally,
): (brand: Brand) => Write {
	const { gateway, purpose, missing, rewrite, maxParts } = readSettings(context);
	const template = readTemplate(context);
	const fields = readCampaignFields(context);
	return (brand) => {
		const composers = new Map<string, Composer>();
		const composerOf = (source: string): Composer => {
			const known = composers.get(source);
			if (known) return known;
			const made = composer({
				template: source,
				columns,
				campaignFields: fields.names,
				purpose,
				language: brand.language,
				brandName: brand.name,
				missing,
				rewrite,
				maxParts,
				stop: stopSettings(brand, gateway),
				prices: { perPart: brand.prices, currency: brand.currency },
			});
			made.warnings.forEach((warning) => tally.warnings.add(warning));
			if (composers.size < KEPT_TEMPLATES) composers.set(source, made);
			return made;
		};
		return (item, index) => {
			if (isHeld(item.json)) return { item: tally.passed(item, index), output: 1 };
			const sms = readSms(item.json);
			const composed = composerOf(template(index))({
				sms,
				columns: item.json,
				campaign: fields.of(index),
			});
			tally.add(composed, sms);
			if ('held' in composed) {
				const held = heldItem(item, index, composed.held, brand.language, composed.values);
				const { message } = composed;
				return { item: withSms(held, index, { message, purpose }), output: 1 };
			}
			// A contact that already has its place under the cap keeps that status.
			const status = sms.status ?? 'ready';
			return {
				item: withSms(item, index, { message: composed.message, purpose, status }),
				output: 0,
			};
		};
	};
}

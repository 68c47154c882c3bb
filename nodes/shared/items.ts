import {
	NodeConnectionTypes,
	type IDataObject,
	type INodeExecutionData,
	type IExecuteFunctions,
} from 'n8n-workflow';
import { explain, type Language, type Reason } from '../../core/reasons';
import type { SmsItem } from '../../core/item';

type Json = INodeExecutionData['json'];

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** What earlier nodes of the suite wrote on the item; a file column that happens to be called `sms` is none of it. */
export function readSms(json: Json): SmsItem {
	return isObject(json.sms) ? (json.sms as SmsItem) : {};
}

/**
 * A new item with `patch` added to its `sms` key. The incoming item is never written to: nodes after another branch share it.
 * A key of the patch that is `undefined` is taken away. A source column named `sms` is kept as `sms_column`.
 */
export function withSms(
	item: INodeExecutionData,
	index: number,
	patch: Partial<SmsItem>,
): INodeExecutionData {
	const json: Json = { ...item.json };
	const known = isObject(json.sms) ? readSms(json) : undefined;
	if (json.sms !== undefined && known === undefined) json.sms_column = json.sms;
	json.sms = patched(known, patch) as IDataObject;
	return {
		json,
		pairedItem: { item: index },
		...(item.binary ? { binary: item.binary } : {}),
	};
}

/**
 * Called for each contact by each node, so it must be fast: a copy of an object has the layout of that object, while an empty
 * one that is filled may get a layout of its own in a process as big as n8n, and so may one that a key was deleted from.
 */
function patched(known: SmsItem | undefined, patch: Partial<SmsItem>): Record<string, unknown> {
	const sms: Record<string, unknown> = { ...(known ?? patch) };
	const values: Record<string, unknown> = patch;
	for (const key in patch) {
		const value = values[key];
		if (value !== undefined) sms[key] = value;
		else if (key in sms) delete sms[key];
	}
	return sms;
}

/** The same item, held: it will not be written to, and says why in the brand's language. */
export function heldItem(
	item: INodeExecutionData,
	index: number,
	reason: Reason,
	language: Language,
	values?: Record<string, string | number>,
): INodeExecutionData {
	return withSms(item, index, {
		status: 'held',
		reason,
		detail: explain(reason, language, values),
	});
}

/** An item that an earlier node held stays held, with its reason. */
export const isHeld = (json: Json): boolean => readSms(json).status === 'held';

/**
 * Whether an AI agent calls the node. Older agents run it in a context of their own; newer ones have the engine run it as
 * any node, where `isToolExecution()` says no and only the rewired log and the type (`smsSendTool`) tell.
 */
export function isCalledByAgent(context: IExecuteFunctions): boolean {
	const { rewireOutputLogTo, type } = context.getNode();
	return (
		context.isToolExecution() ||
		rewireOutputLogTo === NodeConnectionTypes.AiTool ||
		type.endsWith('Tool')
	);
}

/** As an AI tool n8n hands back the first output alone: everything goes there, told apart by `sms.status`. */
export function asOutputs(
	context: IExecuteFunctions,
	outputs: INodeExecutionData[][],
): INodeExecutionData[][] {
	if (!isCalledByAgent(context)) return outputs;
	return [outputs.flat(), ...outputs.slice(1).map(() => [])];
}

/** How many items carry each reason, in the order met. */
export function countReasons(
	items: readonly INodeExecutionData[],
): Partial<Record<Reason, number>> {
	const counts: Partial<Record<Reason, number>> = {};
	for (const { json } of items) {
		const { reason } = readSms(json);
		if (reason) counts[reason] = (counts[reason] ?? 0) + 1;
	}
	return counts;
}

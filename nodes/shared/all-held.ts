import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isHeld, withSms } from './items';

/**
 * With Continue On Fail a trouble of the whole run may not be thrown: n8n would pass the input on by the first output, as if
 * all were well. Every contact is held instead, with its columns; one that came held keeps its reason.
 * json with an error alone goes to the node's error output, if it has one, where n8n puts the contact's data back.
 */
export function allHeld(context: IExecuteFunctions, detail: string): INodeExecutionData[] {
	const toErrorOutput = context.getNode().onError === 'continueErrorOutput';
	return context.getInputData().map((item, index) => {
		if (isHeld(item.json)) return withSms(item, index, {});
		return toErrorOutput
			? { json: { error: detail }, pairedItem: { item: index } }
			: withSms(item, index, { status: 'held', detail });
	});
}

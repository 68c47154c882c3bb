import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type IWebhookFunctions,
	type JsonObject,
} from 'n8n-workflow';
import { LedgerError } from '../../core/ledger/ledger';

type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** A trouble of the ledger as n8n shows it: the title says what happened, the description what to do. */
export function asNodeError(context: Context, error: unknown, itemIndex?: number): Error {
	if (error instanceof LedgerError) {
		return new NodeOperationError(context.getNode(), error.message, {
			description: error.hint,
			itemIndex,
		});
	}
	if (error instanceof Error) return error;
	return new NodeOperationError(context.getNode(), error as JsonObject, { itemIndex });
}

/** Something a person entered that cannot be used: what it is, and what to enter instead. */
export function inProperty(
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { itemIndex, description });
}

import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { FileError } from '../../core/contact';

/** Where a table comes from, for errors that name the place. */
export interface Place {
	item: number;
	/** the file's name; undefined for items */
	file?: string;
}

/** A table that cannot be used, as n8n shows it: the title says what happened and where, the description what to do. */
export function asTrouble(
	context: IExecuteFunctions,
	error: unknown,
	place: Place,
): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(context.getNode(), cause, {
		message: place.file === undefined ? cause.message : `${cause.message} (${place.file})`,
		description: error instanceof FileError ? error.hint + unreadFile(context, error) : undefined,
		itemIndex: place.item,
	});
}

/** The commonest slip: the file is there, but the node was told to read the items. */
function unreadFile(context: IExecuteFunctions, { code }: FileError): string {
	const carried = context.getInputData().some(({ binary }) => binary !== undefined);
	const fromItems = context.getNodeParameter('inputFrom', 0, 'items') === 'items';
	return code === 'NO_PHONE_COLUMN' && carried && fromItems
		? " The items carry a file: to read it, set 'Input From' to File."
		: '';
}

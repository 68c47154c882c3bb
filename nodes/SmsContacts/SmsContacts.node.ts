import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { FileError } from '../../core/contact';
import { searchBrands } from '../shared/brand';
import { asOutputs } from '../shared/items';
import { properties } from './properties';
import { readContacts } from './read-contacts';

export class SmsContacts implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Contacts',
		name: 'smsContacts',
		icon: { light: 'file:smsContacts.svg', dark: 'file:smsContacts.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter.inputFrom === "file" ? "read a file" : "read items" }}',
		description:
			'Read clients or prospects: mobile numbers, duplicates, age, purchases and consent',
		defaults: { name: 'SMS Contacts' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['Ready', 'Held'],
		usableAsTool: true,
		properties,
	};

	methods = { listSearch: { searchBrands } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		if (items.length === 0) return [[], []];
		try {
			return asOutputs(this, await readContacts(this));
		} catch (error) {
			const shown = asShown(this, error);
			if (!this.continueOnFail()) throw shown;
			return asOutputs(this, [[], items.map((item, index) => failed(item, index, shown))]);
		}
	}
}

/** A file that cannot be used, as n8n shows it: the title says what happened, the description what to do. */
function asShown(context: IExecuteFunctions, error: unknown): NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	const cause = error instanceof Error ? error : new Error(String(error));
	const description =
		error instanceof FileError ? `${error.hint}${unreadFile(context, error)}` : undefined;
	return new NodeOperationError(context.getNode(), cause, { description, itemIndex: 0 });
}

/** The commonest slip: the file is there, but the node was told to read the items. */
function unreadFile(context: IExecuteFunctions, { code }: FileError): string {
	const carried = context.getInputData().some(({ binary }) => binary !== undefined);
	const fromItems = context.getNodeParameter('inputFrom', 0, 'items') === 'items';
	return code === 'NO_PHONE_COLUMN' && carried && fromItems
		? " The items carry a file: to read it, set 'Input From' to File."
		: '';
}

/** With Continue On Fail no item is lost: each leaves by Held with the error. */
const failed = (
	item: INodeExecutionData,
	index: number,
	error: NodeOperationError,
): INodeExecutionData => ({
	...item,
	json: { ...item.json, error: error.message },
	error,
	pairedItem: { item: index },
});

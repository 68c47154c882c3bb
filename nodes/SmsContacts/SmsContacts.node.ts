import {
	NodeConnectionTypes,
	type NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { searchBrands } from '../shared/brand';
import { asOutputs } from '../shared/items';
import { withLedger } from '../shared/ledger-credential';
import { properties } from './properties';
import { readContacts } from './read-contacts';
import { asTrouble } from './trouble';

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
		credentials: withLedger(),
		properties,
	};

	methods = { listSearch: { searchBrands } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		if (items.length === 0) return [[], []];
		try {
			return asOutputs(this, await readContacts(this));
		} catch (error) {
			const shown = asTrouble(this, error, { item: 0 });
			if (!this.continueOnFail()) throw shown;
			return asOutputs(this, [[], items.map((item, index) => failed(item, index, shown))]);
		}
	}
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

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
import { readChoice } from '../shared/typed-parameters';
import { withLedger } from '../shared/ledger-credential';
import { inputs } from './known-clients';
import { properties } from './properties';
import { readContacts } from './read-contacts';
import { sumUp } from './sum-up';
import { asTrouble } from './trouble';

export class SmsContacts implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Contacts',
		name: 'smsContacts',
		icon: { light: 'file:smsContacts.svg', dark: 'file:smsContacts.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ $parameter.operation === "sumUp" ? "sum up" : $parameter.inputFrom === "file" ? "read a file" : "read items" }}',
		description:
			'Read clients or prospects: mobile numbers, duplicates, age, purchases and consent',
		defaults: { name: 'SMS Contacts' },
		inputs,
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
			const operation = readChoice(this, 'operation', 'Operation', ['read', 'sumUp']);
			return asOutputs(this, await (operation === 'sumUp' ? sumUp : readContacts)(this));
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

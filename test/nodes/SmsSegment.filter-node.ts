import { NodeOperationError, type IExecuteFunctions, type INodeType } from 'n8n-workflow';

/** n8n's own way with a filter, as its Filter node does it: the parameter is evaluated for each item. */
export class PlainFilter implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Plain Filter',
		name: 'plainFilter',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Plain Filter' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Conditions', name: 'conditions', type: 'filter', default: {} },
			{ displayName: 'Options', name: 'options', type: 'collection', default: {}, options: [] },
		],
	};

	async execute(this: IExecuteFunctions) {
		const kept = this.getInputData().map((_, index) => {
			try {
				const pass = this.getNodeParameter('conditions', index, false, { extractValue: true });
				return { json: { kept: Boolean(pass) } };
			} catch (cause) {
				const error = new NodeOperationError(this.getNode(), cause as Error, { itemIndex: index });
				return { json: { error: error.message } };
			}
		});
		return [kept];
	}
}

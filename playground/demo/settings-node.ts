import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

interface Assignments {
	assignments?: Array<{ name: string; value: string }>;
}

/**
 * Stands in for n8n's Edit Fields, which the headless engine does not bring: puts its assignments on each item.
 * Everything else of the demonstration is the package's own nodes in n8n's own engine.
 */
export class SettingsNode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Edit Fields',
		name: 'set',
		group: ['input'],
		version: [3.4],
		description: 'Sets fields',
		defaults: { name: 'Edit Fields' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [
			{ displayName: 'Fields', name: 'assignments', type: 'json', default: {} },
			{ displayName: 'Include', name: 'includeOtherFields', type: 'boolean', default: true },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output = this.getInputData().map((item, index) => {
			const { assignments = [] } = this.getNodeParameter('assignments', index) as Assignments;
			const fields: IDataObject = {};
			for (const { name, value } of assignments) fields[name] = value;
			return { ...item, json: { ...item.json, ...fields }, pairedItem: { item: index } };
		});
		return [output];
	}
}

import type { INodeParameters } from 'n8n-workflow';

/**
 * Inputs and outputs, worked out by n8n from the parameters wherever it draws or runs the node. Everyone Else comes first:
 * adding a segment then adds an output at the end and shifts no wire. n8n runs the text of these functions: they may use
 * nothing from outside.
 */
const configuredOutputs = (parameters: INodeParameters) => {
	if (parameters.operation === 'estimate') return [{ type: 'main', displayName: 'Estimate' }];
	const segments = (parameters.segments ?? {}) as { values?: Array<{ name?: string }> };
	const named = (segments.values ?? []).map((segment, index) => ({
		type: 'main',
		displayName: (segment.name ?? '').trim() || 'Segment ' + (index + 1),
	}));
	return [{ type: 'main', displayName: 'Everyone Else' }, ...named];
};

/** The second input is there only with *Use Purchase History*. */
const configuredInputs = (parameters: INodeParameters) =>
	parameters.usePurchases === true
		? [
				{ type: 'main', displayName: 'Contacts' },
				{ type: 'main', displayName: 'Purchases' },
			]
		: [{ type: 'main' }];

export const outputs: `={{${string}}}` = `={{(${configuredOutputs})($parameter)}}`;
export const inputs: `={{${string}}}` = `={{(${configuredInputs})($parameter)}}`;

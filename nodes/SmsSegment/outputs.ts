import type { INodeParameters } from 'n8n-workflow';

/**
 * The outputs, worked out by n8n from the parameters wherever it draws or runs the node. Everyone Else comes first:
 * adding a segment then adds an output at the end and shifts no wire. n8n runs the text of this function: it may use nothing from outside.
 */
const configuredOutputs = (parameters: INodeParameters) => {
	const segments = (parameters.segments ?? {}) as { values?: Array<{ name?: string }> };
	const named = (segments.values ?? []).map((segment, index) => ({
		type: 'main',
		displayName: (segment.name ?? '').trim() || 'Segment ' + (index + 1),
	}));
	return [{ type: 'main', displayName: 'Everyone Else' }, ...named];
};

export const outputs: `={{${string}}}` = `={{(${configuredOutputs})($parameter)}}`;

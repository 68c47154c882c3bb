import type { INodeProperties } from 'n8n-workflow';

/** For nodes that change what is kept: a run of the editor shows only, unless this is on. */
export const applyInEditorProperty: INodeProperties = {
	displayName: 'Apply in Editor Runs',
	name: 'applyInEditor',
	type: 'boolean',
	default: false,
	description:
		'Whether a run started in the editor changes it for real. Off, such a run shows what it would change and saves nothing.',
};

export const SHOWN_ONLY =
	"Test run: shown only, nothing was saved. Turn on 'Apply in Editor Runs' to save.";

import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import type { Purpose } from '../../core/item';
import { LONGEST_PARTS } from '../../core/message/parts';
import { findPlaceholder } from '../../core/message/placeholders';
import type { RewriteMode } from '../../core/message/rewrite';
import { readGateway } from '../shared/gateway';
import { readOnce, readPerItem } from '../shared/parameters';
import { readChoice } from '../shared/typed-parameters';

/** What holds for all contacts of a run. */
export interface Settings {
	gateway: Gateway;
	purpose: Purpose;
	missing: 'hold' | 'empty';
	rewrite: RewriteMode;
	maxParts: number;
}

const USUAL_PARTS = 2;

/** @throws NodeOperationError naming the parameter that cannot be used */
export function readSettings(context: IExecuteFunctions): Settings {
	return {
		gateway: readGateway(context),
		purpose: readChoice(context, 'messageType', 'Message Type', ['marketing', 'transactional']),
		missing: readChoice(context, 'missingValues', 'Missing Values', ['hold', 'empty']),
		rewrite: readChoice(context, 'characterRewrite', 'Character Rewrite', [
			'auto',
			'full',
			'off',
			'typography',
		]),
		maxParts: readMaxParts(context),
	};
}

function readMaxParts(context: IExecuteFunctions): number {
	const given = readOnce<unknown>(context, 'maxParts', 1, { label: 'Most Parts' });
	const { allowLong } = readOnce<{ allowLong?: boolean }>(
		context,
		'options',
		{},
		{ label: 'Options' },
	);
	const parts = Number(given);
	const most = allowLong === true ? LONGEST_PARTS : USUAL_PARTS;
	if (Number.isInteger(parts) && parts >= 1 && parts <= most) return parts;
	throw new NodeOperationError(context.getNode(), `'Most Parts' cannot be ${String(given)}`, {
		itemIndex: 0,
		description:
			parts > USUAL_PARTS && allowLong !== true
				? "Use 1 or 2, or turn on 'Allow Long Texts' in the options: every part is billed."
				: `Use a whole number from 1 to ${most}.`,
	});
}

/** The template of each contact. @throws NodeOperationError for placeholders that n8n would empty */
export function readTemplate(context: IExecuteFunctions): (index: number) => string {
	const raw = context.getNodeParameter('template', 0, '', { rawExpressions: true });
	const emptied = typeof raw === 'string' && raw.startsWith('=') ? doubleBraced(raw) : undefined;
	if (emptied !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`'Template' holds {{${emptied}}}, which n8n takes for an expression`,
			{
				itemIndex: 0,
				description: `Write {${emptied}} with single braces, and switch 'Template' to Fixed.`,
			},
		);
	}
	const read = readPerItem<unknown>(context, 'template', '', { label: 'Template' });
	return (index) => {
		const value = read(index);
		return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	};
}

/** The first `{{first_name}}` of an expression: a placeholder by its name, so it cannot be meant as JavaScript. */
function doubleBraced(expression: string): string | undefined {
	for (const [, inside = ''] of expression.matchAll(/\{\{([^{}$]*)\}\}/g)) {
		const name = inside.split('|')[0]?.trim() ?? '';
		if (findPlaceholder(name)) return name;
	}
	return undefined;
}

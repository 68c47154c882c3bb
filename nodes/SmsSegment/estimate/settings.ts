import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { readNumber } from '../../../core/contact';
import type { Gateway } from '../../../core/gateway/gateway';
import type { LineSettings } from '../../../core/segment/estimate/line';
import type { Objective } from '../../../core/segment/estimate/response';
import { readGateway } from '../../shared/gateway';
import { readOnce } from '../../shared/parameters';
import { readChoice, readText, readWhole } from '../../shared/typed-parameters';

export interface EstimateSettings extends Omit<LineSettings, 'basketOfAll'> {
	gateway: Gateway;
	/** empty: what the contacts carry */
	campaign: string;
	/** of contacts without a message */
	parts: number;
	fileCost: number;
	/** of the SMS; absent = no limit */
	budget?: number;
	clientsFirst: boolean;
}

const OBJECTIVES: readonly [Objective, ...Objective[]] = [
	'drive_to_store',
	'drive_to_web',
	'conversion',
];

/** @throws NodeOperationError naming the parameter that cannot be used */
export function readEstimate(context: IExecuteFunctions): EstimateSettings {
	const method = readChoice(context, 'basketMethod', 'Average Basket', ['mean', 'median', 'fixed']);
	const budget = amount(context, 'budget', 'Budget', 0);
	const parts = readWhole(context, 'parts', 'Parts per Message', { fallback: 1, least: 1 });
	return {
		objective: readChoice(context, 'objective', 'Objective', OBJECTIVES),
		campaign: readText(context, 'campaign', 'Campaign'),
		gateway: readGateway(context),
		basket: method === 'fixed' ? amount(context, 'basketAmount', 'Amount', 50) : method,
		buyers: percent(context, 'buyersPercent', 'Buyers Among Answers (%)', 100),
		marginRate: percent(context, 'marginPercent', 'Margin (%)', 40),
		parts,
		fileCost: amount(context, 'fileCost', 'File Cost', 0),
		...(budget > 0 && { budget }),
		clientsFirst:
			readOnce<unknown>(context, 'clientsFirst', true, { label: 'Clients First' }) !== false,
	};
}

const percent = (context: IExecuteFunctions, name: string, label: string, usual: number): number =>
	figure(context, name, label, { usual, most: 100 }) / 100;

const amount = (context: IExecuteFunctions, name: string, label: string, usual: number): number =>
	figure(context, name, label, { usual, most: Number.MAX_SAFE_INTEGER });

/** A field that an expression left empty counts as not set. */
function figure(
	context: IExecuteFunctions,
	name: string,
	label: string,
	{ usual, most }: { usual: number; most: number },
): number {
	const given = readOnce<unknown>(context, name, usual, { label });
	const read = given === null || given === '' ? usual : readNumber(given);
	if (read !== undefined && read >= 0 && read <= most) return read;
	throw new NodeOperationError(context.getNode(), `'${label}' is not usable: ${String(given)}`, {
		itemIndex: 0,
		description: most === 100 ? 'Give a number from 0 to 100.' : 'Give an amount from 0.',
	});
}

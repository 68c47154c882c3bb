import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import type { Purpose } from '../../core/item';
import type { Cap } from '../../core/ledger';
import { readGateway } from '../shared/gateway';
import { readOnce } from '../shared/parameters';
import { readChoice } from '../shared/typed-parameters';

export interface CapSettings {
	gateway: Gateway;
	/** decide the same, reserve nothing */
	checkOnly: boolean;
	/** tighter than the brand's */
	cap: Cap;
	/** absent: as the items say */
	purpose?: Purpose;
	ttlMs: number;
}

interface Limits {
	perMonth?: number;
	perDays?: { limit?: { max?: number; days?: number } };
	minGapHours?: number;
}

const HOUR = 3_600_000;
const TYPES = ['item', 'marketing', 'transactional'] as const;

/** @throws NodeOperationError naming the parameter that cannot be used */
export function readSettings(context: IExecuteFunctions): CapSettings {
	const checkOnly = readOnce<string>(context, 'operation', 'reserve') === 'check';
	const type = readChoice(context, 'messageType', 'Message Type', TYPES);
	const label = 'Hold the Place For (Hours)';
	const hours = checkOnly ? 1 : readOnce<number>(context, 'holdHours', 2, { label });
	return {
		gateway: readGateway(context),
		checkOnly,
		cap: readCap(context),
		purpose: type === 'item' ? undefined : type,
		ttlMs: atLeast(context, label, hours, Number.MIN_VALUE) * HOUR,
	};
}

function readCap(context: IExecuteFunctions): Cap {
	const limits = readOnce<Limits>(context, 'limits', {}, { label: 'Tighter Limits' });
	const { perMonth, perDays, minGapHours } = limits;
	const limit = perDays?.limit;
	return {
		...(isGiven(perMonth) && { perMonth: atLeast(context, 'Most per Month', perMonth, 0) }),
		...(limit && {
			perDays: {
				max: atLeast(context, 'Most SMS', limit.max, 0),
				days: atLeast(context, 'Days', limit.days, 1),
			},
		}),
		...(isGiven(minGapHours) && {
			minGapHours: atLeast(context, 'Minimum Gap in Hours', minGapHours, 0),
		}),
	};
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** A number field may hold an expression that gives anything. */
function atLeast(context: IExecuteFunctions, label: string, value: unknown, least: number): number {
	const number = isGiven(value) ? Number(value) : Number.NaN;
	if (Number.isFinite(number) && number >= least) return number;
	throw new NodeOperationError(context.getNode(), `'${label}' is not usable: ${String(value)}`, {
		itemIndex: 0,
		description: `Give a number of at least ${least >= 1 ? least : 0}.`,
	});
}

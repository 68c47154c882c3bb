import type { Purpose, SmsMessage } from '../../core/item';

interface Written {
	message?: Pick<SmsMessage, 'text' | 'encoding'>;
	purpose?: Purpose;
}

/** What is equal for all SMS of a call of a gateway that takes one text a call; the sender is one for the run. */
export const textKey = ({ message, purpose = 'marketing' }: Written): string =>
	`${purpose}\n${message?.encoding}\n${message?.text}`;

export interface CallLimits<T> {
	batchSize: number;
	/** what must be equal within a call; absent: nothing */
	keyOf?: (one: T) => string;
	/** most units of a call of several SMS, so that a call fits into the account's rate */
	mostUnits?: number;
	/** default 1 */
	unitsOf?: (one: T) => number;
}

/** Which SMS leave together: neighbours, or those with the same key wherever they stand. */
export function planCalls<T>(all: readonly T[], limits: CallLimits<T>): T[][] {
	const { batchSize, keyOf, unitsOf = () => 1, mostUnits = Infinity } = limits;
	const calls: T[][] = [];
	const open = new Map<string, { call: T[]; units: number }>();
	for (const one of all) {
		const key = keyOf?.(one) ?? '';
		const units = unitsOf(one);
		const fits = open.get(key);
		if (fits && fits.call.length < batchSize && fits.units + units <= mostUnits) {
			fits.call.push(one);
			fits.units += units;
		} else {
			const call = [one];
			calls.push(call);
			open.set(key, { call, units });
		}
	}
	return calls;
}

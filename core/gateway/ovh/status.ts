import { idOf } from '../event-fields';
import type { ReportStatus } from '../gateway';

/** What became of an SMS on its way, by the operator's code `ptt` (gateways.md §2.3; SMPP has another table). */
const BY_PTT: ReadonlyMap<string, ReportStatus> = new Map([
	['3', 'accepted'],
	['4', 'delivered'],
	['5', 'undelivered'],
	['8', 'expired'],
	['24', 'undelivered'],
	['25', 'undelivered'],
	['26', 'undelivered'],
	['27', 'undelivered'],
	['28', 'refused'],
	['29', 'refused'],
	['76', 'refused'],
	['202', 'refused'],
]);

/** OVHcloud's own state, `description` in a call and `deliveryReceipt` in the API. 16 is an error that is not billed. */
const BY_STATE: ReadonlyMap<string, ReportStatus> = new Map([
	['0', 'accepted'],
	['1', 'delivered'],
	['2', 'undelivered'],
	['4', 'accepted'],
	['8', 'accepted'],
	['16', 'undelivered'],
]);

/** `ptt` tells more than the state; a code that is not known yet says nothing. */
export function ovhStatus(
	ptt: unknown,
	state: unknown,
): { status: ReportStatus; code?: string } | undefined {
	const [code, told] = [idOf(ptt), idOf(state)];
	const status = BY_PTT.get(code ?? '') ?? BY_STATE.get(told ?? '');
	if (status === undefined) return undefined;
	return { status, ...(code !== undefined && /^\d{1,5}$/.test(code) && { code: `PTT_${code}` }) };
}

import type { Account, Capabilities } from '../../core/gateway/gateway';
import type { SmsMessage } from '../../core/item';

/** How fast an account may send. */
export interface Rate {
	/** units per second; absent: no limit is known */
	perSecond?: number;
	/** what one SMS counts */
	unitsOf: (message: Pick<SmsMessage, 'parts'> | undefined) => number;
}

/** The limit entered in the credential, else the gateway's own. */
export function rateOf(
	account: Account | undefined,
	{ perSecond }: Pick<Capabilities, 'perSecond'>,
): Rate {
	const entered = Number(account?.perSecond);
	const limit = entered > 0 && Number.isFinite(entered) ? entered : perSecond;
	return {
		...(limit !== undefined && { perSecond: limit }),
		unitsOf:
			account?.rateUnit === 'parts' ? (message) => Math.max(1, message?.parts ?? 1) : () => 1,
	};
}

import type { SmsItem } from '../../core/item';
import { toMicros } from '../../core/money';
import type { Reason } from '../../core/reasons';
import { isColdProspect } from '../shared/cold-prospects';

/** What the summary says of contacts that fared alike, counted as they come by. */
export class Tally {
	contacts = 0;
	/** billed parts of their messages */
	parts = 0;
	/** price of their messages by currency */
	readonly micros = new Map<string, number>();
	cold = 0;
	readonly segments = new Map<string, number>();
	readonly reasons = new Map<Reason, number>();
	/** ISO date-time of the first that may be sent */
	nextAllowedAt?: string;

	add(sms: SmsItem): void {
		const { message, segment, reason, nextAllowedAt } = sms;
		this.contacts++;
		this.parts += message?.parts ?? 0;
		if (message?.cost) add(this.micros, message.cost.currency, toMicros(message.cost.amount));
		if (isColdProspect(sms)) this.cold++;
		if (segment !== undefined) add(this.segments, segment, 1);
		if (reason) add(this.reasons, reason, 1);
		const known = this.nextAllowedAt;
		if (nextAllowedAt !== undefined && (known === undefined || nextAllowedAt < known)) {
			this.nextAllowedAt = nextAllowedAt;
		}
	}
}

function add<Key>(counts: Map<Key, number>, key: Key, more: number): void {
	counts.set(key, (counts.get(key) ?? 0) + more);
}

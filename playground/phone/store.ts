/** What the phones of the phone page have received. In memory, bounded, newest first. */

/** What the sandbox gateway posts. */
export interface SandboxSms {
	ref?: string;
	/** E.164 */
	to: string;
	/** sender name shown on the phone */
	from: string;
	text: string;
	encoding: string;
	parts: number;
	brand?: string;
	campaign?: string;
	/** ISO date-time; absent = now */
	sentAt?: string;
}

export interface ReceivedSms extends SandboxSms {
	/** counts up from 1 */
	id: number;
	sentAt: string;
	/** where in the text the STOP footer begins; absent when there is none */
	footerAt?: number;
}

export interface Phone {
	to: string;
	messages: ReceivedSms[];
}

const LONGEST_TEXT = 2000;
const SHOWN_PER_PHONE = 4;

/** @returns a sentence when `value` is no SMS, else nothing */
export function whatIsWrong(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null) return 'An SMS is a JSON object.';
	const sms = new Map(Object.entries(value));
	for (const field of ['to', 'from', 'text', 'encoding'])
		if (typeof sms.get(field) !== 'string') return `An SMS needs the text field "${field}".`;
	if (!/^\+[1-9]\d{5,14}$/.test(String(sms.get('to'))))
		return '"to" is not a number like +33612345678.';
	if (!Number.isInteger(sms.get('parts'))) return 'An SMS needs the whole number "parts".';
	return undefined;
}

/** A STOP instruction ends the text: `STOP au 36000`, `Stop SMS : 36000`, `STOP 36000`. */
export function footerStart(text: string): number | undefined {
	const found = /(?<![\p{L}\d])STOP(?!\p{L})(?:(?!STOP)[^\n]){0,24}$/iu.exec(text);
	return found?.index;
}

/** Whether a number holds what was typed, in any of the ways French people write it. */
export function hasNumber(to: string, typed: string): boolean {
	const digits = typed.replace(/\(0\)/g, '').replace(/\D/g, '');
	if (digits === '') return true;
	const number = to.slice(1);
	if (number.includes(digits)) return true;
	if (digits.startsWith('00')) return number.startsWith(digits.slice(2));
	// 06… and 0692… are written without the country's prefix
	const national = `0${number.replace(/^(33|262|590|594|596)/, '')}`;
	return digits.startsWith('0') && national.startsWith(digits);
}

export function createPhoneStore(limit = 10_000) {
	let kept: ReceivedSms[] = [];
	let counters = { sms: 0, parts: 0 };
	let lastId = 0;

	return {
		add(sms: SandboxSms, now: Date): ReceivedSms {
			const text = sms.text.slice(0, LONGEST_TEXT);
			const received = {
				...sms,
				text,
				id: ++lastId,
				sentAt: sms.sentAt ?? now.toISOString(),
				footerAt: footerStart(text),
			};
			kept.push(received);
			counters = { sms: counters.sms + 1, parts: counters.parts + sms.parts };
			// Cut a tenth at once: shifting the array for each SMS would be slow.
			if (kept.length > limit * 1.1) kept = kept.slice(-limit);
			return received;
		},
		/** Newest first. */
		list(typed = ''): ReceivedSms[] {
			return kept
				.slice(-limit)
				.filter(({ to }) => hasNumber(to, typed))
				.reverse();
		},
		/** The phone that received the newest SMS first; each with its last few SMS. */
		phones(typed = ''): Phone[] {
			const phones = new Map<string, Phone>();
			for (const sms of this.list(typed)) {
				const phone = phones.get(sms.to) ?? { to: sms.to, messages: [] };
				if (phone.messages.length < SHOWN_PER_PHONE) phone.messages.push(sms);
				phones.set(sms.to, phone);
			}
			return [...phones.values()];
		},
		counters: () => counters,
		clear(): void {
			kept = [];
			counters = { sms: 0, parts: 0 };
		},
	};
}

export type PhoneStore = ReturnType<typeof createPhoneStore>;

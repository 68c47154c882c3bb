import { DateTime } from 'luxon';

/**
 * Milliseconds since 1970 of a date as French gateways write it: `2026-11-23 09:00:05` or ISO, on the clock of Paris
 * unless it says its own offset. Undefined for what is no date.
 */
export function parisMoment(value: unknown): number | undefined {
	if (typeof value !== 'string') return undefined;
	const at = DateTime.fromISO(value.trim().replace(' ', 'T'), { zone: 'Europe/Paris' });
	return at.isValid ? at.toMillis() : undefined;
}

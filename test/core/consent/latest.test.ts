import { confirmLink } from '../../../core/consent/link';
import { asItem, fileGrant, latestConsent } from '../../../core/consent/latest';
import { latestMoment } from '../../../core/consent/moment';
import type { SmsConsent } from '../../../core/item';
import type { LedgerConsent } from '../../../core/ledger';

const AT = Date.UTC(2026, 10, 20, 9);
const stored = (more: Partial<LedgerConsent> = {}): LedgerConsent => ({
	...{ status: 'granted', origin: 'statement', suppressed: false, at: AT, source: 'till' },
	...more,
});

describe('the latest dated statement among ledger and item', () => {
	it.each<[string, SmsConsent | undefined, LedgerConsent | undefined, 'item' | 'ledger']>([
		['nothing in the ledger', { status: 'granted' }, undefined, 'item'],
		['nothing in the item', undefined, stored(), 'ledger'],
		['an item that does not know', { status: 'unknown' }, stored(), 'ledger'],
		[
			'an undated grant in the item',
			{ status: 'granted' },
			stored({ status: 'pending' }),
			'ledger',
		],
		['an older grant', { status: 'granted', at: '2026-11-19' }, stored(), 'ledger'],
		['a newer grant', { status: 'granted', at: '2026-11-21' }, stored(), 'item'],
		['an undated refusal', { status: 'withdrawn' }, stored(), 'item'],
		['an older refusal', { status: 'withdrawn', at: '2026-11-18' }, stored(), 'ledger'],
		['a refusal of the same day', { status: 'withdrawn', at: '2026-11-20' }, stored(), 'item'],
		[
			'a refusal an hour older',
			{ status: 'withdrawn', at: '2026-11-20T08:00Z' },
			stored(),
			'ledger',
		],
		['a question that was answered', { status: 'unknown', pending: true }, stored(), 'ledger'],
		[
			'a STOP, which the ledger says itself',
			{ status: 'granted' },
			stored({ suppressed: true }),
			'item',
		],
	])('%s', (_, item, ledger, winner) => {
		const latest = latestConsent(item, ledger);
		expect(latest).toEqual(winner === 'item' ? item : asItem(ledger!));
	});

	it('shows an open question as such', () => {
		expect(asItem(stored({ status: 'pending' }))).toMatchObject({
			status: 'unknown',
			pending: true,
		});
	});
});

it('takes from a file only what it grants, with its date when it has one', () => {
	expect(fileGrant({ status: 'granted', at: '2026-01-15', source: 'a.csv' })).toEqual({
		...{ at: Date.UTC(2026, 0, 15), source: 'a.csv' },
	});
	expect(fileGrant({ status: 'granted', at: '01/02/2026' })).toEqual({});
	expect(fileGrant({ status: 'unknown' })).toBeUndefined();
	expect(fileGrant({ status: 'granted', pending: true })).toBeUndefined();
});

it('lets a refusal of a day hold until the day has ended everywhere', () => {
	expect(latestMoment('2026-11-20')).toBe(Date.UTC(2026, 10, 21, 12));
	expect(latestMoment('2026-11-20T10:00+01:00')).toBe(Date.UTC(2026, 10, 20, 9));
});

it('writes a link that SMS Trigger reads', () => {
	expect(confirmLink(' https://n8n.example/webhook/sms ', 'abc')).toBe(
		'https://n8n.example/webhook/sms?confirm=abc',
	);
	expect(confirmLink('https://n8n.example/s?b=1', 'abc')).toContain('&confirm=abc');
	expect(() => confirmLink('javascript:alert(1)', 'abc')).toThrow(RangeError);
});

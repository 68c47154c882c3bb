import {
	eventFields,
	idOf,
	momentOf,
	phoneOf,
	writtenFields,
} from '../../../core/gateway/event-fields';
import { reportAddress } from '../../../core/gateway/report-address';

describe('a number as a gateway writes it', () => {
	it.each([
		['+33612345678', '+33612345678'],
		['33612345678', '+33612345678'],
		[33612345678, '+33612345678'],
		['0033612345678', '+33612345678'],
		['447700900123', '+447700900123'],
		['06 12 34 56 78', '+33612345678'],
		['0612345678', '+33612345678'],
		// As the gateway wrote it: what it is to SMS Contacts is told apart where it is recorded.
		['33692123456', '+33692123456'],
		['36034', undefined],
		['LUMEN', undefined],
		['', undefined],
		[null, undefined],
		[{}, undefined],
	])('%p is %s', (written, number) => {
		expect(phoneOf(written)).toBe(number);
	});
});

describe('the fields of an event', () => {
	const url = 'https://n8n.example/webhook/sms?messageId=7&err-code=0&secret=s%26x&a=b%20c';
	const query = { messageid: '7', 'err-code': '0', secret: 's&x', a: 'b c' };

	it('are those of the body', () => {
		const body = { messageId: '8' };
		expect(eventFields({ body, query })).toBe(body);
		expect(writtenFields({ body, url })).toBe(body);
	});

	it('are those of the address when there is no body, in lower case or as they are written', () => {
		for (const body of [undefined, null, {}, [], '', 'x']) {
			expect(eventFields({ body, query })).toBe(query);
			expect(writtenFields({ body, url })).toEqual({ messageId: '7', 'err-code': '0', a: 'b c' });
		}
		expect(writtenFields({ body: {}, url: 'https://n8n.example/webhook/sms' })).toEqual({});
	});
});

it('an id is a text or a number, never longer than what is kept', () => {
	expect([idOf(17), idOf('a'), idOf(''), idOf(true), idOf(null)]).toEqual([
		'17',
		'a',
		...[undefined, undefined, undefined],
	]);
	expect(idOf('x'.repeat(500))).toHaveLength(200);
});

it('a moment is a date or milliseconds', () => {
	expect(momentOf('2026-11-23T08:00:00Z')).toBe(Date.UTC(2026, 10, 23, 8));
	expect([momentOf(5), momentOf('soon'), momentOf(NaN), momentOf(undefined)]).toEqual([
		5,
		...[undefined, undefined, undefined],
	]);
});

it.each([
	['https://n8n.example/sms', 'https://n8n.example/sms?ref=aB3_x-9'],
	[' https://n8n.example/sms?secret=s ', 'https://n8n.example/sms?secret=s&ref=aB3_x-9'],
	['', undefined],
])('our reference stands behind the report address %p', (reportUrl, address) => {
	expect(reportAddress({ reportUrl }, 'aB3_x-9')).toBe(address);
});

import {
	createPhoneStore,
	footerStart,
	hasNumber,
	whatIsWrong,
} from '../../playground/phone/store';

const NOW = new Date('2026-11-17T10:00:00Z');
const sms = (to: string, text = 'Bonjour STOP au 36000', parts = 1) => ({
	to,
	from: 'LUMEN',
	text,
	encoding: 'GSM-7',
	parts,
});

describe('the phones', () => {
	it('come newest first, each with its own SMS', () => {
		const store = createPhoneStore();
		store.add(sms('+33639980001', 'un'), NOW);
		store.add(sms('+33639980002', 'deux'), NOW);
		store.add(sms('+33639980001', 'trois'), NOW);
		expect(
			store.phones().map(({ to, messages }) => [to, messages.map(({ text }) => text)]),
		).toEqual([
			['+33639980001', ['trois', 'un']],
			['+33639980002', ['deux']],
		]);
	});

	it('forget the oldest SMS past the limit, while the counters go on', () => {
		const store = createPhoneStore(100);
		for (let i = 0; i < 1000; i++) store.add(sms('+33639980001', `n${i}`, 2), NOW);
		const kept = store.list();
		expect(kept).toHaveLength(100);
		expect([kept[0]?.text, kept[99]?.text]).toEqual(['n999', 'n900']);
		expect(store.counters()).toEqual({ sms: 1000, parts: 2000 });
	});

	it('are empty again after Clear all', () => {
		const store = createPhoneStore();
		store.add(sms('+33639980001'), NOW);
		store.clear();
		expect([store.list(), store.counters()]).toEqual([[], { sms: 0, parts: 0 }]);
	});
});

describe('searching a number', () => {
	it.each([
		['+33639981234', '06 39 98 12 34', true],
		['+33639981234', '0639', true],
		['+33639981234', '+33(0)6 39', true],
		['+33639981234', '0033639', true],
		['+33639981234', '8123', true],
		['+33639981234', '', true],
		['+33639981234', '07', false],
		['+33639981234', '0039', false],
		['+262692001234', '0692 00', true],
	])('%s is found by "%s": %s', (to, typed, found) => {
		expect(hasNumber(to, typed)).toBe(found);
	});
});

describe('the STOP footer', () => {
	it.each([
		['Vente privee samedi. STOP au 36000', 'STOP au 36000'],
		['Vente privee\nStop SMS : 36111', 'Stop SMS : 36111'],
		['Non-STOP samedi ! STOP 36000', 'STOP 36000'],
		['Un arrêt STOPPÉ net', undefined],
		['STOP est le mot qui ouvre ce long texte sans mention de fin', undefined],
		['Rien ici', undefined],
	])('of "%s" is %s', (text, footer) => {
		const start = footerStart(text);
		expect(start === undefined ? undefined : text.slice(start)).toBe(footer);
	});
});

describe('what is posted', () => {
	it.each([
		[sms('+33639980001'), undefined],
		[null, 'object'],
		[{ ...sms('0639980001') }, '"to"'],
		[{ ...sms('+33639980001'), text: 5 }, '"text"'],
		[{ ...sms('+33639980001'), parts: 1.5 }, '"parts"'],
	])('%j: %s', (posted, problem) => {
		const said = whatIsWrong(posted);
		if (problem === undefined) expect(said).toBeUndefined();
		else expect(said).toContain(problem);
	});
});

import { classify } from '../../../core/inbound/keywords';
import { EXPECTED, TEXTS } from './texts';

const rows = (Object.keys(TEXTS) as Array<keyof typeof TEXTS>).flatMap((group) =>
	TEXTS[group].map((text) => ({ text, ...EXPECTED[group] })),
);

describe('what a person texts back', () => {
	it.each(rows)('$text → $kind', ({ text, ...expected }) => {
		const { keyword, ...heard } = classify(text);
		expect(heard).toEqual(expected);
		expect(keyword === undefined).toBe(expected.kind === 'reply');
	});

	it('is a table of at least 120 texts, each once', () => {
		expect(rows.length).toBeGreaterThanOrEqual(120);
		expect(new Set(rows.map(({ text }) => text)).size).toBe(rows.length);
	});

	it('names the word that decided', () => {
		expect(classify('Bonjour, arrêt svp')).toEqual({ kind: 'opt_out', keyword: 'ARRET' });
		expect(classify('Oui !').keyword).toBe('OUI');
	});

	it('takes a STOP at the start of a very long text, and reads no further than a phone can write', () => {
		expect(classify(`STOP ${'blah '.repeat(200_000)}`).kind).toBe('opt_out');
		expect(classify(`${'bla '.repeat(1_000)}. STOP`).kind).toBe('reply');
	});
});

import { describeHours } from '../../../core/calendar/describe';
import { tighten } from '../../../core/calendar/sending-hours';

describe('the sending hours in words', () => {
	it.each([
		['strict', 'fr', '08:00–20:00, du lundi au samedi, hors jours fériés'],
		['strict', 'en', '08:00–20:00, Monday to Saturday, no public holidays'],
		['brevo', 'fr', '08:00–22:00, du lundi au samedi, hors jours fériés'],
		['af2m-2026', 'fr', '08:00–21:30, tous les jours'],
	] as const)('%s in %s: %s', (preset, language, words) => {
		expect(describeHours(tighten(preset), language)).toBe(words);
	});

	it('says when a brand tightened them, and when the sandbox ignores them', () => {
		expect(describeHours(tighten('strict', { to: '18:00' }), 'fr')).toContain('resserrées');
		expect(describeHours('ignore', 'fr')).toContain('ignorées');
	});
});

import { stopFooter } from '../../../core/message/stop-footer';
import { mentionedCode } from '../../../core/message/stop-mention';
import { TemplateError } from '../../../core/message/template';

const ours = stopFooter('marketing', 'fr', { code: '36180', addedBy: 'us' });

test('a marketing text gets its footer on a line of its own, 14 characters', () => {
	expect(ours.addTo('Soldes demain. ')).toBe('Soldes demain.\nSTOP au 36180');
});

test.each([
	'Soldes. STOP au 36180',
	'Soldes. STOP 36180',
	'Soldes. Stop SMS ? Envoyez Stop au 36180',
	'Soldes. STOPSMS 36180',
	'Soldes. STOP: 36180',
	'Soldes. Refus : STOP par SMS au 36180.',
	'STOP au 36111 chez un autre',
])('%s is never doubled', (text) => {
	expect(ours.addTo(text)).toBe(text);
});

test.each(['36XYZ', '36xxx', '38XXX', 'XXXXX', '[STOP_CODE]', '<#shortcode#>'])(
	'the blank code %s is filled in',
	(blank) => {
		expect(ours.addTo(`Soldes. Stop SMS ? Envoyez Stop au ${blank}`)).toBe(
			'Soldes. Stop SMS ? Envoyez Stop au 36180',
		);
	},
);

test.each([
	'Ouvert non-stop 36180 clients ravis',
	'Ouvert non stop au 36000 Châteauroux',
	'STOP aux prix fous : 75001 Paris',
	'Stop ! 12500 articles soldés',
	'Pit-stop au 12 rue des Lilas',
	'Répondez STOP',
])('%s says nothing about refusing SMS and gets the footer', (text) => {
	expect(ours.addTo(text)).toBe(`${text}\nSTOP au 36180`);
});

test('a code outside 36xxx is recognised when it is the brand’s', () => {
	const octopush = stopFooter('marketing', 'fr', { code: '30101', addedBy: 'us' });
	expect(octopush.addTo('Soldes STOP 30101')).toBe('Soldes STOP 30101');
	expect(ours.addTo('Soldes STOP 30101')).toBe('Soldes STOP 30101\nSTOP au 36180');
	expect(mentionedCode('STOP au 36111', '36180')).toBe('36111');
	expect(mentionedCode('Soldes')).toBeUndefined();
});

test('adding twice adds once', () => {
	expect(ours.addTo(ours.addTo('Soldes'))).toBe(ours.addTo('Soldes'));
});

test('where the gateway adds it, the text has none and its room is kept', () => {
	const theirs = stopFooter('marketing', 'fr', { code: '36180', addedBy: 'gateway' });
	expect(theirs).toMatchObject({ mention: '', reserved: '\nSTOP au 36180' });
	expect(theirs.addTo('Soldes.\nSTOP au 36180')).toBe('Soldes.');
	expect(theirs.addTo('Soldes')).toBe('Soldes');
	expect(stopFooter('marketing', 'fr', { addedBy: 'gateway' }).reserved).toHaveLength(14);
});

test('a transactional text has none, whoever would add it', () => {
	for (const addedBy of ['us', 'gateway'] as const) {
		const none = stopFooter('transactional', 'fr', { addedBy });
		expect([none.addTo('Colis prêt'), none.reserved, none.mention]).toEqual(['Colis prêt', '', '']);
	}
});

test('without a code, or with one that is none, nothing is invented', () => {
	expect(() => stopFooter('marketing', 'fr', { addedBy: 'us' })).toThrow(TemplateError);
	for (const code of ['', '36', '36xxx', '+33612345678', '3618012'])
		expect(() => stopFooter('marketing', 'fr', { code, addedBy: 'us' })).toThrow(/short number/);
});

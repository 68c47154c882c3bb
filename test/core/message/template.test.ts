import fc from 'fast-check';
import { parseTemplate, TemplateError, type Scope } from '../../../core/message/template';

const render = (template: string, values: Scope = {}) =>
	parseTemplate(template).render(Object.assign(Object.create(null), values));
const troubleOf = (template: string): TemplateError => {
	try {
		parseTemplate(template);
	} catch (error) {
		if (error instanceof TemplateError) return error;
		throw error;
	}
	throw new Error(`No trouble in ${template}`);
};

test.each<[template: string, values: Scope, text: string]>([
	['Bonjour {first_name | default: "cher client"} !', { first_name: 'Marie' }, 'Bonjour Marie !'],
	['Bonjour {first_name | default: "cher client"} !', {}, 'Bonjour cher client !'],
	['Bonjour {first_name | upcase | default: "cher client"} !', {}, 'Bonjour cher client !'],
	['{{ first_name }} et {{first_name | upcase}}', { first_name: 'Zoé' }, 'Zoé et ZOÉ'],
	['{points | default: "aucun"} points', { points: 0 }, '0 points'],
	['{a | default: "}"} z', {}, '} z'],
	['{"{"}', {}, '{'],
	["Depuis {Date d'achat}", { date_d_achat: 'mai' }, 'Depuis mai'],
	['{1er achat}', { _1er_achat: 'mai' }, 'mai'],
	['{% if points > 100 %}VIP{% else %}Club{% endif %}', { points: 240 }, 'VIP'],
	['{% if points > 100 %}VIP{% else %}Club{% endif %}', {}, 'Club'],
	['{% unless store %}partout{% endunless %}', {}, 'partout'],
	['{% case loyalty_tier %}{% when "Gold" %}or{% endcase %}', { loyalty_tier: 'Gold' }, 'or'],
	['<b>{x}</b> & co', { x: '<i>' }, '<b><i></b> & co'],
])('%s with %j', (template, values, text) => {
	expect(render(template, values)).toEqual({ text, missing: [] });
});

test('a value that is missing and has no default text is named, each once', () => {
	expect(render('{first_name} {first_name} {code} {city | default: "ici"}').missing).toEqual([
		'first_name',
		'code',
	]);
	expect(render('{first_name | default: last_name}').missing).toEqual(['first_name']);
	expect(render('{first_name | default: ""}!')).toEqual({ text: '!', missing: [] });
});

test('what stands in a branch not taken is not missed', () => {
	expect(render('{% if store %}chez {store}{% endif %}.')).toEqual({ text: '.', missing: [] });
});

test('names used in conditions are known as well as printed ones', () => {
	expect(parseTemplate('{% if points > 9 %}{first_name}{% endif %}').names.sort()).toEqual([
		'first_name',
		'points',
	]);
});

test('prototype names find nothing', () => {
	expect(render('{__proto__}{constructor}{toString}')).toEqual({
		text: '',
		missing: ['__proto__', 'constructor', 'toString'],
	});
	expect(parseTemplate('{constructor}').render({}).missing).toEqual(['constructor']);
});

test.each([
	[
		'Bonjour\n  {first_name',
		'at line 2, position 3: the brace of {first_name is not closed with }',
	],
	['{first_name | majuscules}', 'the filter "majuscules" is not known'],
	['{% if a %}x', '{% if a %} has no matching end'],
	['{% if a', '{% if a is not closed with %}'],
	['x {% endif %}', '{% endif %} is not known; there are if, unless and case'],
	['{% for i in (1..10) %}x{% endfor %}', '{% for %} is not known'],
	['{% include "x" %}', '{% include %} is not known'],
	['{% assign a = 1 %}', '{% assign %} is not known'],
	['prix {}', 'at line 1, position 7: there is nothing between the braces'],
	['{{{first_name}}}', 'is not a placeholder'],
	['{contact.first_name}', '{contact.first_name} reads inside another field'],
	['  \n ', 'The template is empty'],
	['a'.repeat(1_000_000), 'The template has 1,000,000 characters'],
])('%.40s is refused with what and where', (template, sentence) => {
	const { message, hint } = troubleOf(template);
	expect(message).toContain(sentence);
	expect(hint).toMatch(/\w/);
	expect(message).not.toContain('undefined');
});

test('rendering one contact leaves nothing for the next', () => {
	const template = parseTemplate('{first_name}');
	expect(template.render({}).missing).toEqual(['first_name']);
	expect(template.render({ first_name: 'Léa' })).toEqual({ text: 'Léa', missing: [] });
});

test('what is printed without Liquid reads as Liquid prints it', () => {
	const field = fc.constantFrom('first_name', 'points', 'size', 'constructor', 'true', 'nil');
	const filter = fc.constantFrom(
		...[' | default: "cher } client"', " | default: ''", ' | default: 0', ' | default: points'],
		...[' | default: nil', ' | default: "a", "b"', ' | default: "a", allow_false: true'],
		...[' | upcase', ' | append: "x"', ' | default: "a" | upcase', ''],
	);
	const output = fc.tuple(field, filter).map(([name, filters]) => `{${name}${filters}}`);
	const text = fc.constantFrom(' et ', '{%- comment -%} {x} {%- endcomment -%}', '\n', "l'été ");
	const value = fc.constantFrom(undefined, '', ' ', 'Léa', 0, -1.5, 240, true, false);
	const values = fc.record({ first_name: value, points: value, size: value, constructor: value });
	fc.assert(
		fc.property(fc.array(fc.oneof(output, text), { minLength: 1 }), values, (pieces, scope) => {
			const template = pieces.join('');
			// Inside a condition everything is Liquid's.
			const whole = `{% if true %}${template}.{% endif %}`;
			expect(render(`${template}.`, scope)).toEqual(render(whole, scope));
		}),
	);
});

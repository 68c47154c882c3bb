import { BEYOND, fieldName, fieldOf, readField } from '../../../../core/segment/filter/field';

describe('fieldOf', () => {
	it.each([
		['={{ $json.points }}', ['points']],
		['={{$json.points}}', ['points']],
		['={{\n\t$json.points\n}}', ['points']],
		['={{ $json.prénom }}', ['prénom']],
		['={{ $json._id }}', ['_id']],
		["={{ $json['Code postal'] }}", ['Code postal']],
		['={{ $json["Date d\'achat"] }}', ["Date d'achat"]],
		['={{ $json.sms.contact.loyaltyTier }}', ['sms', 'contact', 'loyaltyTier']],
		['={{ $json.sms?.contact?.["loyaltyTier"] }}', ['sms', 'contact', 'loyaltyTier']],
		['={{ $json?.points }}', ['points']],
		['={{ $json.interests[0] }}', ['interests', '0']],
		['={{ $json.interests[ 12 ].name }}', ['interests', '12', 'name']],
		['={{ $json.interests.length }}', ['interests', 'length']],
		['={{ $json.link }}', ['link']],
	])('follows %s', (expression, path) => {
		expect(fieldOf(expression)).toEqual(path);
	});

	it.each([
		'points',
		'=points',
		'={{ $json }}',
		'={{ $json.points + 1 }}',
		'={{ $json.name.trim() }}',
		' ={{ $json.points }}',
		'= {{ $json.points }}',
		'={{ $json.points }} ',
		'={{ $json.a }}{{ $json.b }}',
		'={{ $json[$json.key] }}',
		'={{ $json[`key`] }}',
		"={{ $json['it\\'s'] }}",
		'={{ $json["a}}b"] }}',
		'={{ $json[-1] }}',
		'={{ $json[01] }}',
		'={{ $item.json.points }}',
		"={{ $('Contacts').item.json.points }}",
		'={{ $json.__proto__ }}',
		'={{ $json["__proto__"].polluted }}',
		'={{ $json.constructor }}',
		'={{ $json.constructorName }}',
		'={{ $json.a.prototype }}',
		'={{ $json.toString }}',
		'={{ $json.name.link }}',
		'={{ $json.tags.map }}',
	])('leaves %s to n8n', (expression) => {
		expect(fieldOf(expression)).toBeUndefined();
	});
});

describe('readField', () => {
	it.each<[unknown, string[], unknown]>([
		[{ a: 1 }, ['a'], 1],
		[{ a: null }, ['a', 'b'], undefined],
		[{}, ['a', 'b', 'c'], undefined],
		[{ a: ['x', 'y'] }, ['a', '1'], 'y'],
		[{ a: ['x', 'y'] }, ['a', 'length'], 2],
		[{ a: 'xyz' }, ['a', 'length'], 3],
		[{ a: 'xyz' }, ['a', '0'], 'x'],
		[{ a: 5 }, ['a', 'b'], undefined],
		[{ a: { b: [1] } }, ['a'], { b: [1] }],
		[{ a: new Date(0) }, ['a'], BEYOND],
		[{ a: [new Date(0)] }, ['a'], BEYOND],
		[{ a: () => 1 }, ['a'], BEYOND],
	])('of %j at %j gives what JavaScript gives', (json, path, value) => {
		expect(readField(json as Record<string, unknown>, path)).toEqual(value);
	});
});

it('fieldName says a path as a person does', () => {
	expect(fieldName(['sms', 'contact', 'interests', '0'])).toBe('sms.contact.interests[0]');
});

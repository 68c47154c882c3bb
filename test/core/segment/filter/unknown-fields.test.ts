import { findUnknownFields } from '../../../../core/segment/filter/unknown-fields';

const contacts = [
	{ Ville: 'Rennes', loyaltyTier: 'Or', sms: { contact: { postalCode: '35000' } } },
	{ Ville: 'Brest', points: null, sms: { contact: { postalCode: '29200', age: 30 } } },
];

describe('findUnknownFields', () => {
	it('knows a field that one contact has, empty or not', () => {
		const fields = [['Ville'], ['points'], ['sms', 'contact', 'age']];
		expect(findUnknownFields(fields, contacts)).toEqual([]);
	});

	it.each([
		[['loyality_tier'], 'loyaltyTier'],
		[['loyaltytier'], 'loyaltyTier'],
		[['ville'], 'Ville'],
		[['postal_code'], 'sms.contact.postalCode'],
		[['sms', 'contact', 'postCode'], 'sms.contact.postalCode'],
		[['sms', 'contacts', 'postalCode'], 'sms.contact.postalCode'],
		[['favouriteColour'], undefined],
	])('%j: did you mean %s?', (path, suggestion) => {
		expect(findUnknownFields([path], contacts)).toEqual([{ field: path.join('.'), suggestion }]);
	});

	it('has nothing to say without contacts', () => {
		expect(findUnknownFields([['anything']], [])).toEqual([]);
	});
});

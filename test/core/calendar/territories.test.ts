import { IANAZone } from 'luxon';
import type { E164 } from '../../../core/item';
import {
	COUNTRIES,
	FRENCH_TERRITORIES,
	territory,
	territoryOf,
} from '../../../core/calendar/territories';

const at = (to: string, postalCode?: string) => territoryOf(to as E164, postalCode).id;

describe('the territory of a recipient', () => {
	test.each([
		['+33612345678', undefined, 'metropole'],
		['+33612345678', '75001', 'metropole'],
		['+33612345678', '57000', 'alsace-moselle'],
		['+33612345678', '67 100', 'alsace-moselle'],
		['+33612345678', '68200', 'alsace-moselle'],
		['+33612345678', '97400', 'la-reunion'],
		['+33612345678', '98800', 'nouvelle-caledonie'],
		['+33612345678', '98000', 'metropole'],
		['+33612345678', '57', 'metropole'],
		['+590690001234', undefined, 'guadeloupe'],
		['+590690001234', '97133', 'saint-barthelemy'],
		['+590690001234', '97150', 'saint-martin'],
		['+590690001234', '97110', 'guadeloupe'],
		['+596696201234', undefined, 'martinique'],
		['+594694201234', undefined, 'guyane'],
		['+262692123456', undefined, 'la-reunion'],
		['+262639012345', undefined, 'mayotte'],
		['+262709351234', undefined, 'mayotte'],
		['+262709201234', undefined, 'la-reunion'],
		['+262692123456', '97600', 'mayotte'],
		['+262692123456', '57000', 'la-reunion'],
		['+508551234', undefined, 'saint-pierre-et-miquelon'],
		['+687751234', undefined, 'nouvelle-caledonie'],
		['+68987123456', undefined, 'polynesie-francaise'],
		['+681821234', undefined, 'wallis-et-futuna'],
		['+32450001234', undefined, 'BE'],
		['+41781234567', undefined, 'CH'],
		['+352628123456', undefined, 'LU'],
		['+4915123456789', '67100', 'DE'],
		['+34612345678', undefined, 'ES'],
		['+393123456789', undefined, 'IT'],
		['+31612345678', undefined, 'NL'],
		['+447400123456', undefined, 'GB'],
		['+12015550123', undefined, 'US'],
		['+15062345678', undefined, 'CA'],
		['+351912345678', undefined, '*'],
		['+37761234567', undefined, '*'],
	])('%s with postal code %s is %s', (to, postalCode, expected) => {
		expect(at(to, postalCode)).toBe(expected);
	});

	test('every territory has zones that exist, and is one object', () => {
		for (const id of [...FRENCH_TERRITORIES, ...COUNTRIES, '*' as const]) {
			expect(territory(id)).toBe(territory(id));
			expect(territory(id).timeZones.filter((zone) => !IANAZone.isValidZone(zone))).toEqual([]);
		}
	});

	test('Hawaii and Alaska keep their own clock', () => {
		expect(territoryOf('+18085550123' as E164).timeZones).toEqual(['Pacific/Honolulu']);
		expect(territoryOf('+19075550123' as E164).timeZones).toEqual(['America/Anchorage']);
	});
});

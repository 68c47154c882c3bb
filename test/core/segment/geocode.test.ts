import {
	addressesToAsk,
	codesToAsk,
	pointInTown,
	type GeocodingContact,
} from '../../../core/segment/zone/geocoder';
import { addressCalls, parseAddresses } from '../../../core/segment/zone/geocoder/addresses';
import { communesUrl, parseCommunes } from '../../../core/segment/zone/geocoder/communes';
import type { KnownPlaces } from '../../../core/segment/zone/geocoder/known-places';

const today = '2026-11-02';
const town = (nom: string, code: string, lon: number, lat: number, population = 1000) => ({
	nom,
	code,
	population,
	centre: { type: 'Point', coordinates: [lon, lat] },
});
const known: KnownPlaces = {
	'35000': { at: '2026-01-01', lat: 48.1, lon: -1.7 },
	'99999': { at: '2026-10-20', missing: true },
	'50400': { at: '2026-01-01', lat: 48.84, lon: -1.58, towns: { granville: [48.83, -1.59] } },
};

describe('what is asked', () => {
	const asked = (contacts: GeocodingContact[], on = today, kept = known) =>
		codesToAsk(contacts.entries(), kept, on);

	it('each unknown postal code once, the most frequent first', () => {
		const contacts = ['44000', '59000', '35000', '59000', '99999', 'SW1A 1AA', '1000'].map(
			(postalCode) => ({ postalCode }),
		);
		expect(asked([...contacts, {}])).toEqual(['59000', '01000', '44000']);
	});

	it('again what is old: a month for codes that were not found', () => {
		expect(asked([{ postalCode: '99999' }], '2026-11-30')).toEqual(['99999']);
		expect(asked([{ postalCode: '35000' }], '2026-11-30')).toEqual([]);
		expect(asked([{ postalCode: '35000' }], '2029-01-01')).toEqual(['35000']);
	});

	it('addresses that a code or a town goes with', () => {
		const contacts = [
			{ address: '8 bd du Port', postalCode: '80000', city: 'Amiens' },
			{ address: 'x' },
			{ postalCode: '35000' },
		];
		expect(addressesToAsk(contacts.entries())).toEqual([
			{ position: 0, address: '8 bd du Port', postalCode: '80000', city: 'Amiens' },
		]);
	});
});

describe('towns by postal code', () => {
	it('the address of the service can be changed', () => {
		const url = new URL(communesUrl('75011', 'http://localhost:8080/geo/'));
		expect(url.href.startsWith('http://localhost:8080/geo/communes?')).toBe(true);
		expect(url.searchParams.get('codePostal')).toBe('75011');
		expect(new URL(communesUrl('75011')).host).toBe('geo.api.gouv.fr');
	});

	it('one town is its centre', () => {
		expect(parseCommunes([town('Rennes', '35238', -1.68002, 48.11198)], today)).toEqual({
			at: today,
			lat: 48.112,
			lon: -1.68,
		});
	});

	it('several towns weigh by their people and are kept by name', () => {
		const towns = [
			town('Granville', '50218', -1.6, 48.8, 3000),
			town('Saint-Planchers', '50541', -1.2, 48.4, 1000),
		];
		expect(parseCommunes(towns, today)).toEqual({
			at: today,
			lat: 48.7,
			lon: -1.5,
			towns: { granville: [48.8, -1.6], 'saint planchers': [48.4, -1.2] },
		});
	});

	it('the arrondissement counts, not the middle of Paris', () => {
		const towns = [
			town('Paris', '75056', 2.347, 48.8589, 2_000_000),
			town('Paris 11e', '75111', 2.38, 48.86),
		];
		expect(parseCommunes(towns, today)).toMatchObject({ lat: 48.86, lon: 2.38 });
	});

	it('no town: the code does not exist', () => {
		expect(parseCommunes([], today)).toEqual({ at: today, missing: true });
	});

	it.each([[null], ['<html>'], [{ message: 'error' }], [[{ nom: 'X' }]], [[null, 3]]])(
		'nothing is learned from %j',
		(body) => {
			expect(parseCommunes(body, today)).toBeUndefined();
		},
	);
});

describe('addresses by CSV', () => {
	it('calls of 5,000 lines with nothing but address and position', () => {
		const rows = Array.from({ length: 5_001 }, (_, position) => ({
			position,
			address: '1 rue "X",\nbât. A',
			postalCode: '80000',
			city: 'Amiens',
		}));
		const calls = addressCalls(rows, 'http://localhost/');
		expect(calls.map(({ positions }) => positions.length)).toEqual([5_000, 1]);
		expect(calls[1]).toEqual({
			url: 'http://localhost/search/csv',
			columns: ['address', 'postcode', 'city'],
			csv: 'position,address,postcode,city\n"5000","1 rue ""X"", bât. A","80000","Amiens"\n',
			positions: [5_000],
		});
	});

	it('reads what was found well enough, whatever the order', () => {
		const csv = [
			'position,address,postcode,city,longitude,latitude,result_score,result_status',
			'7,"8 bd, du Port",80000,Amiens,2.29,49.89,0.97,ok',
			'3,nulle part,,,,,,not-found',
			'4,x,,,2.3,48.8,0.2,ok',
			'5,y,,,,,,error',
		];
		for (const end of ['\n', '\r\n'])
			expect(parseAddresses(csv.join(end))).toEqual(new Map([[7, { lat: 49.89, lon: 2.29 }]]));
	});

	it.each(['', '<html><body>502</body></html>', 'a,b\n1,2'])('%j is no answer', (csv) => {
		expect(parseAddresses(csv)).toBeUndefined();
	});
});

describe('the place by the postal code', () => {
	it.each<[GeocodingContact, object | undefined]>([
		[{ postalCode: '35000' }, { lat: 48.1, lon: -1.7 }],
		[
			{ postalCode: '50400', city: 'GRANVILLE' },
			{ lat: 48.83, lon: -1.59 },
		],
		[
			{ postalCode: '50400', city: 'Ailleurs' },
			{ lat: 48.84, lon: -1.58 },
		],
		[{ postalCode: '99999' }, undefined],
		[{ postalCode: '44000' }, undefined],
		[{}, undefined],
	])('of %j is %j', (contact, point) => {
		expect(pointInTown(contact, known, today)).toEqual(point);
	});
});

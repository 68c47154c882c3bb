import {
	addressCalls,
	communesUrl,
	explainGeocoding,
	locate,
	parseAddresses,
	parseCommunes,
	planGeocoding,
	type KnownPlaces,
} from '../../../core/segment/zone/geocoder';

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

describe('plan', () => {
	it('asks each unknown postal code once, the most frequent first', () => {
		const contacts = ['44000', '59000', '35000', '59000', '99999', 'SW1A 1AA', '1000'].map(
			(postalCode) => ({ postalCode }),
		);
		expect(planGeocoding([...contacts, {}], known, { today }).codes).toEqual([
			'59000',
			'01000',
			'44000',
		]);
	});

	it('asks nothing for who has coordinates; 0, 0 are none', () => {
		const contacts = [
			{ postalCode: '44000', lat: 47.2, lon: -1.5 },
			{ postalCode: '59000', lat: 0, lon: 0 },
		];
		expect(planGeocoding(contacts, {}, { today }).codes).toEqual(['59000']);
	});

	it('asks again for what is old: a month for codes that were not found', () => {
		expect(planGeocoding([{ postalCode: '99999' }], known, { today: '2026-11-30' }).codes).toEqual([
			'99999',
		]);
		expect(planGeocoding([{ postalCode: '35000' }], known, { today: '2026-11-30' }).codes).toEqual(
			[],
		);
		expect(planGeocoding([{ postalCode: '35000' }], known, { today: '2029-01-01' }).codes).toEqual([
			'35000',
		]);
	});

	it('sends addresses only when told to', () => {
		const contacts = [
			{ address: '8 bd du Port', postalCode: '80000', city: 'Amiens' },
			{ address: 'x' },
		];
		expect(planGeocoding(contacts, {}, { today }).addresses).toEqual([]);
		expect(planGeocoding(contacts, {}, { today, useAddresses: true }).addresses).toEqual([
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

describe('merge', () => {
	const contacts = [
		{ postalCode: '35000', lat: 48, lon: -1 },
		{ postalCode: '35000' },
		{ postalCode: '35000', address: '1 rue X' },
		{ postalCode: '50400', city: 'GRANVILLE' },
		{ postalCode: '50400', city: 'Ailleurs' },
		{ postalCode: '99999' },
		{ postalCode: '44000' },
		{},
	];
	const { points, summary } = locate(contacts, known, new Map([[2, { lat: 48.2, lon: -1.8 }]]));

	it('file before address before town before postal code', () => {
		expect(points).toEqual([
			{ lat: 48, lon: -1, by: 'file' },
			{ lat: 48.1, lon: -1.7, by: 'postal_code' },
			{ lat: 48.2, lon: -1.8, by: 'address' },
			{ lat: 48.83, lon: -1.59, by: 'postal_code' },
			{ lat: 48.84, lon: -1.58, by: 'postal_code' },
			undefined,
			undefined,
			undefined,
		]);
	});

	it('says plainly who has no place, and what to do offline', () => {
		expect(explainGeocoding(summary, 'geo.api.gouv.fr')).toBe(
			'5 contacts placed on the map (1 by the file, 1 by address, 3 by postal code); 1 have no French postal code; 1 have a postal code that does not exist; geo.api.gouv.fr did not answer for 1 contacts: run again when it can be reached, or give latitude and longitude in the file',
		);
	});
});

import fc from 'fast-check';
import { departmentOf } from '../../../core/segment/zone/departments';
import type { Place } from '../../../core/segment/zone/place';
import { readPostalZone } from '../../../core/segment/zone/postal';
import { distanceKm } from '../../../core/segment/zone/sphere';
import { nearestStore } from '../../../core/segment/zone/stores';
import { zoneAnswer, type Zone } from '../../../core/segment/zone/zone';
import { ZoneError } from '../../../core/segment/zone/zone-error';
import { boxes, haversine, randomFrom, windingInside, type LonLat } from './zone-oracle';

const compileZone = (zone: Zone) => {
	const answer = zoneAnswer(zone);
	return (place: Place) => answer(place) === true;
};

const hintOf = (run: () => unknown): string => {
	try {
		run();
	} catch (error) {
		if (error instanceof ZoneError) return `${error.message} | ${error.hint}`;
		throw error;
	}
	throw new Error('Nothing was thrown');
};

describe('departments', () => {
	it.each([
		['75011', '75'],
		['01000', '01'],
		['20000', '2A'],
		['20137', '2A'],
		['20700', '2A'],
		['20200', '2B'],
		['20290', '2B'],
		['20401', '2B'],
		['20600', '2B'],
		['20620', '2B'],
		['97100', '971'],
		['97133', '977'],
		['97150', '978'],
		['97400', '974'],
		['97500', '975'],
		['97600', '976'],
		['98600', '986'],
		['98714', '987'],
		['98800', '988'],
		['98000', undefined],
		['00140', undefined],
		['96000', undefined],
		['1000', undefined],
		['SW1A 1AA', undefined],
	])('%s is in %s', (code, department) => {
		expect(departmentOf(code)).toBe(department);
	});
});

describe('postal codes', () => {
	const zone = compileZone(readPostalZone('75011, 692*; 13 2a 974, 59000-59002'));

	it.each([
		['75011', true],
		['75012', false],
		['69290', true],
		['69300', false],
		['13005', true],
		['20100', true],
		['20200', false],
		['97490', true],
		['59002', true],
		['59003', false],
	])('%s: %s', (postalCode, inside) => {
		expect(zone({ postalCode })).toBe(inside);
		expect(zone({ postalCode: ` ${postalCode.slice(0, 2)} ${postalCode.slice(2)}` })).toBe(inside);
	});

	it('a code whose leading 0 Excel took is still found', () => {
		expect(compileZone(readPostalZone('01'))({ postalCode: '1000' })).toBe(true);
	});

	it('20 is all of Corsica', () => {
		expect(readPostalZone('20').departments).toEqual(['2A', '2B']);
	});

	it('who has no postal code is neither inside nor outside', () => {
		const answer = zoneAnswer(readPostalZone('75'));
		expect(answer({})).toBeUndefined();
	});

	it.each(['', ' , ', 'Paris', '96', '750111', '59002-59000', '10000-99999', '*'])(
		'"%s" is refused',
		(text) => {
			expect(() => readPostalZone(text)).toThrow(ZoneError);
		},
	);

	it('names the department that does not exist', () => {
		const zone: Zone = { kind: 'postal', departments: ['99'] };
		expect(hintOf(() => compileZone(zone))).toContain('"99"');
	});
});

describe('distance', () => {
	it.each([
		// Great-circle distances between town centres, to the kilometre.
		['Paris', 'Marseille', 48.8566, 2.3522, 43.2965, 5.3698, 660],
		['Saint-Denis', 'Mamoudzou', -20.8789, 55.4481, -12.7806, 45.2278, 1410],
		['across the 180° meridian', 'one degree', 0.0001, 179.5, 0.0001, -179.5, 111],
	])('%s to %s', (_, __, lat, lon, lat2, lon2, km) => {
		const found = distanceKm({ lat, lon }, { lat: lat2, lon: lon2 });
		expect(Math.abs(found - km)).toBeLessThan(km * 0.01);
		expect(found).toBeCloseTo(haversine([lon, lat], [lon2, lat2]), 6);
	});
});

describe('against a brute-force oracle on 20,000 points', () => {
	it.each(boxes)('radius and nearest store in $name', ({ west, south, east, north, seed }) => {
		const random = randomFrom(seed);
		const point = (): LonLat => [
			west + random() * (east - west),
			south + random() * (north - south),
		];
		const stores = Array.from({ length: 40 }, (_, i) => ({ id: `S${i}`, at: point() }));
		const km = haversine([west, south], [east, north]) / 8;
		const inside = stores.map(({ at: [lon, lat] }) =>
			compileZone({ kind: 'radius', centre: { lat, lon }, km }),
		);
		const nearest = nearestStore(
			stores.map(({ id, at: [lon, lat] }) => ({ id, name: id, lat, lon, km })),
		);
		let held = 0;
		for (let i = 0; i < 4_000; i++) {
			const at = point();
			const place = { lon: at[0], lat: at[1] };
			const distances = stores.map((store) => haversine(at, store.at));
			const expected = distances.map((distance) => distance <= km);
			expect(inside.map((test) => test(place))).toEqual(expected);
			const best = Math.min(...distances);
			const found = nearest(place);
			if (best > km) expect(found).toBeUndefined();
			else {
				held++;
				expect(found?.distanceKm).toBeCloseTo(best, 2);
				expect(distances[Number(found?.id.slice(1))]).toBeLessThan(best + 0.002);
			}
		}
		expect(held).toBeGreaterThan(500);
	});

	it.each(boxes)('polygon with holes in $name', ({ west, south, east, north, seed }) => {
		const random = randomFrom(seed + 1);
		const centre: LonLat = [(west + east) / 2, (south + north) / 2];
		const star = (size: number, sides: number): LonLat[] => {
			const ring = Array.from({ length: sides }, (_, i): LonLat => {
				const angle = (2 * Math.PI * i) / sides;
				const reach = size * (0.4 + 0.6 * random());
				return [
					centre[0] + ((east - west) / 2) * reach * Math.cos(angle),
					centre[1] + ((north - south) / 2) * reach * Math.sin(angle),
				];
			});
			return [...ring, ring[0]!];
		};
		for (const sides of [12, 400]) {
			const rings = [star(1, sides), star(0.35, sides)];
			const zone = compileZone({
				kind: 'polygon',
				geojson: { type: 'Polygon', coordinates: rings },
			});
			let inside = 0;
			for (let i = 0; i < 4_000; i++) {
				const lon = west + random() * (east - west);
				const lat = south + random() * (north - south);
				const expected =
					windingInside([lon, lat], rings[0]!) && !windingInside([lon, lat], rings[1]!);
				if (zone({ lon, lat }) !== expected) throw new Error(`${lon}, ${lat}: not ${expected}`);
				if (expected) inside++;
			}
			expect(inside).toBeGreaterThan(500);
		}
	});
});

describe('nearest store', () => {
	const store = (id: string, lat: number, lon: number, km?: number) => ({
		id,
		name: `Store ${id}`,
		lat,
		lon,
		...(km !== undefined && { km }),
	});

	it('at the same distance the id decides, whatever the order of the stores', () => {
		const stores = [store('B', 48, 2.1), store('A', 48, 1.9), store('C', 48, 2.1)];
		for (const order of [stores, [...stores].reverse()])
			expect(nearestStore(order)({ lat: 48, lon: 2 })?.id).toBe('A');
	});

	it('ten centimetres are no difference: distances are compared to the metre', () => {
		const stores = [store('B', 48.1, 2), store('A', 48.100001, 2)];
		for (const order of [stores, [...stores].reverse()])
			expect(nearestStore(order)({ lat: 48, lon: 2 })).toMatchObject({
				id: 'A',
				distanceKm: 11.12,
			});
		expect(
			nearestStore([store('B', 48.1, 2), store('A', 48.1001, 2)])({ lat: 48, lon: 2 })?.id,
		).toBe('B');
	});

	it('in overlapping catchments the nearer store has it; a small catchment does not reach', () => {
		const near = store('NEAR', 48, 2.02, 1);
		const far = store('FAR', 48, 2.1, 20);
		expect(nearestStore([near, far])({ lat: 48, lon: 2 })?.id).toBe('FAR');
		expect(nearestStore([{ ...near, km: 5 }, far])({ lat: 48, lon: 2 })?.id).toBe('NEAR');
		expect(nearestStore([near, far])({ lat: 45, lon: 2 })).toBeUndefined();
	});

	it('every shuffle of the stores gives every place the same store', () => {
		const degrees = fc.integer({ min: -20, max: 20 }).map((tenth) => tenth / 10);
		const point = fc.record({ lat: degrees, lon: degrees });
		fc.assert(
			fc.property(
				fc.array(point, { minLength: 1, maxLength: 12 }).chain((points) => {
					const stores = points.map(({ lat, lon }, i) => store(`S${i}`, 48 + lat, 2 + lon));
					return fc.tuple(
						fc.constant(stores),
						fc.shuffledSubarray(stores, { minLength: stores.length }),
					);
				}),
				point,
				([stores, shuffled], { lat, lon }) => {
					const place = { lat: 48 + lat, lon: 2 + lon };
					expect(nearestStore(shuffled)(place)).toEqual(nearestStore(stores)(place));
				},
			),
		);
	});

	it('0, 0 is no place', () => {
		expect(nearestStore([store('A', 0.1, 0.1)])({ lat: 0, lon: 0 })).toBeUndefined();
	});

	it.each([
		[[], 'no stores'],
		[[store('', 48, 2)], 'no id'],
		[[store('A', 48, 2), store('A', 47, 2)], 'Two stores have the id "A"'],
		[[store('A', 98, 2)], 'no coordinates for the store Store A'],
		[[store('A', 48, 2, -1)], 'not more than 0 km'],
	])('%j: %s', (stores, sentence) => {
		expect(hintOf(() => nearestStore(stores))).toContain(sentence);
	});
});

describe('a zone of distances', () => {
	const paris: Zone = { kind: 'radius', centre: { lat: 48.8566, lon: 2.3522 }, km: 10 };

	it.each([0, -3, Number.NaN, Infinity])('a radius of %s km is refused', (km) => {
		expect(() => compileZone({ ...paris, km })).toThrow('more than 0 km');
	});

	it('stores without any distance are refused as a zone', () => {
		const stores = [{ id: 'A', name: 'A', lat: 48, lon: 2 }];
		expect(() => compileZone({ kind: 'stores', stores })).toThrow('needs a distance');
		expect(compileZone({ kind: 'stores', stores, km: 5 })({ lat: 48.01, lon: 2 })).toBe(true);
		expect(compileZone({ kind: 'stores', stores, km: 1 })({ lat: 48.01, lon: 2 })).toBe(false);
	});
});

describe('GeoJSON', () => {
	const square = (west: number, south: number, size: number): LonLat[] => [
		[west, south],
		[west + size, south],
		[west + size, south + size],
		[west, south + size],
		[west, south],
	];
	const polygon = (...coordinates: LonLat[][]) => ({ type: 'Polygon', coordinates });
	const zone = (geojson: unknown) => compileZone({ kind: 'polygon', geojson });

	it.each([
		['Polygon', polygon(square(2, 48, 1))],
		['text', JSON.stringify(polygon(square(2, 48, 1)))],
		[
			'MultiPolygon',
			{ type: 'MultiPolygon', coordinates: [[square(9, 9, 1)], [square(2, 48, 1)]] },
		],
		['Feature', { type: 'Feature', properties: {}, geometry: polygon(square(2, 48, 1)) }],
		[
			'FeatureCollection',
			{
				type: 'FeatureCollection',
				features: [
					{ type: 'Feature', geometry: null },
					{ type: 'Feature', geometry: polygon(square(2, 48, 1)) },
				],
			},
		],
		['GeometryCollection', { type: 'GeometryCollection', geometries: [polygon(square(2, 48, 1))] }],
	])('%s', (_, geojson) => {
		expect(zone(geojson)({ lon: 2.5, lat: 48.5 })).toBe(true);
		expect(zone(geojson)({ lon: 3.5, lat: 48.5 })).toBe(false);
	});

	it('the border belongs to the area, that of a hole too', () => {
		const ring = zone(polygon(square(2, 48, 3), square(3, 49, 1)));
		expect(ring({ lon: 2, lat: 49.5 })).toBe(true);
		expect(ring({ lon: 5, lat: 51 })).toBe(true);
		expect(ring({ lon: 3, lat: 49.5 })).toBe(true);
		expect(ring({ lon: 3.5, lat: 49.5 })).toBe(false);
	});

	it.each<[string, unknown, string]>([
		['no JSON', '{', 'not valid JSON'],
		['nothing', null, 'no GeoJSON object'],
		['a point', { type: 'Point', coordinates: [2, 48] }, '"Point" is no area'],
		['an empty collection', { type: 'FeatureCollection', features: [] }, 'holds no area'],
		['an open ring', polygon(square(2, 48, 1).slice(0, 4)), 'not closed, ring 1'],
		[
			'a line',
			polygon([
				[2, 48],
				[3, 48],
				[2, 48],
			]),
			'fewer than four',
		],
		['text as degrees', { type: 'Polygon', coordinates: [[['2', '48']]] }, 'position 1'],
		['latitude first', polygon(square(48, 100, 1)), 'longitude (-180 to 180) first'],
		[
			'the date line',
			polygon([
				[179, 0],
				[-179, 0],
				[-179, 1],
				[179, 1],
				[179, 0],
			]),
			'180° meridian',
		],
		[
			'the date line, counted on',
			polygon([
				[179, 0],
				[181, 0],
				[181, 1],
				[179, 0],
			]),
			'180° meridian',
		],
		['no coordinates', { type: 'Feature', geometry: { type: 'Polygon' } }, 'no coordinates'],
		[
			'the second polygon',
			{ type: 'MultiPolygon', coordinates: [[square(2, 48, 1)], []] },
			'polygon 2',
		],
	])('%s is refused with a clear sentence', (_, geojson, sentence) => {
		expect(hintOf(() => zone(geojson))).toContain(sentence);
	});
});

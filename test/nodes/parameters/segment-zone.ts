import type { INodeParameters } from 'n8n-workflow';
import { said, smsAt, type Row } from './row';
import { crowd, who } from './segment-criteria';

const STORES =
	'[{"id":"R","name":"Rennes","lat":48.11,"lon":-1.68},{"id":"P","name":"Paris","lat":48.86,"lon":2.38}]';
const AREA = '{"type":"Polygon","coordinates":[[[-2,48],[-1,48],[-1,49],[-2,49],[-2,48]]]}';
const ALL = { segments: { values: [{ name: 'S' }] } };
const around = { ...ALL, zone: 'stores', stores: STORES, distanceKm: 5 };

const zone = (row: Omit<Row, 'seen'> & { seen?: Row['seen'] }): Row => ({ seen: who, ...row });

export const ZONE_ROWS: Row[] = [
	zone({
		path: 'zone',
		value: 'postal',
		beside: { ...ALL, postalCodes: '35' },
		expected: ['Ann'],
	}),
	zone({
		path: 'postalCodes',
		value: '75011',
		beside: { ...ALL, zone: 'postal' },
		expected: ['Bob'],
	}),
	zone({
		path: 'latitude',
		value: 48.11,
		beside: { ...ALL, zone: 'radius', longitude: -1.68 },
		expected: ['Ann'],
	}),
	zone({
		path: 'longitude',
		value: -1.68,
		beside: { ...ALL, zone: 'radius', latitude: 48.11 },
		expected: ['Ann'],
	}),
	zone({
		path: 'distanceKm',
		value: 500,
		beside: { ...ALL, zone: 'radius' },
		expected: ['Ann', 'Bob'],
	}),
	zone({ path: 'area', value: AREA, beside: { ...ALL, zone: 'polygon' }, expected: ['Ann'] }),
	zone({
		path: 'stores',
		value: STORES,
		beside: { ...ALL, zone: 'postal', postalCodes: '35, 75' },
		seen: (run) => smsAt(run, 1).map(({ contact }) => contact?.store?.distanceKm),
		expected: [0, 0],
	}),
	zone({ path: 'onlyStores', value: 'paris', beside: around, expected: ['Bob'] }),
	zone({
		path: 'outsideZone',
		value: 'criteria',
		beside: { ...ALL, zone: 'postal', postalCodes: '35' },
		expected: ['Ann', 'Bob', 'Cleo'],
	}),
	zone({
		path: 'placeUnknown',
		value: 'in',
		beside: { ...ALL, zone: 'postal', postalCodes: '35' },
		expected: ['Ann', 'Cleo'],
	}),
];

export const GEO_ROWS: Row[] = [
	...[
		['geocoder', 'address'],
		['addressColumn', 'street'],
		['addressUrl', 'http://127.0.0.1:9'],
		['postalCodeUrl', 'http://127.0.0.1:9'],
	].map(([name = '', value = '']): Row => ({
		path: `options.${name}`,
		value,
		label: 'Options',
		set: (given) => ({
			...around,
			options: {
				geocoder: name === 'postalCodeUrl' ? 'postalCode' : 'address',
				addressColumn: name === 'geocoder' ? '' : 'street',
				addressUrl: 'http://127.0.0.1:9',
				postalCodeUrl: 'http://127.0.0.1:9',
				[name]: given,
			} as INodeParameters,
		}),
		beside: around,
		items: [
			...crowd.slice(0, 1),
			{ name: 'Dan', street: '1 rue X', sms: { contact: { kind: 'client', postalCode: '35000' } } },
		],
		seen: (run) => /No address was looked up|gave no usable answer/.test(said(run)),
		expected: true,
	})),
];

import type { INodeProperties } from 'n8n-workflow';

/** The kinds of zone; `read-zone` has a reader for each. */
export const ZONE_KINDS = ['postal', 'radius', 'stores', 'polygon'] as const;
export type ZoneKind = (typeof ZONE_KINDS)[number];

const SET = [...ZONE_KINDS];

export const zoneProperties: INodeProperties[] = [
	{
		displayName: 'Zone',
		name: 'zone',
		type: 'options',
		options: [
			{
				name: 'Around a Point',
				value: 'radius',
				description: 'Who lives within so many kilometres of it',
			},
			{
				name: 'Around Stores',
				value: 'stores',
				description: 'Who lives within so many kilometres of a store',
			},
			{ name: 'Drawn Area', value: 'polygon', description: 'Who lives in an area drawn on a map' },
			{ name: 'None', value: 'none', description: 'Where contacts live does not matter' },
			{
				name: 'Postal Codes',
				value: 'postal',
				description: 'Codes, beginnings of codes and departments',
			},
		],
		default: 'none',
		description: 'The area the campaign speaks to',
	},
	{
		displayName: 'Postal Codes',
		name: 'postalCodes',
		type: 'string',
		default: '',
		placeholder: 'e.g. 35, 75011, 692*, 59000-59800, 2A',
		displayOptions: { show: { zone: ['postal'] } },
		description:
			'Two or three digits are a department, a star stands for the rest of a code, a hyphen joins a range',
	},
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'number',
		typeOptions: { numberPrecision: 6, minValue: -90, maxValue: 90 },
		default: 48.8566,
		displayOptions: { show: { zone: ['radius'] } },
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'number',
		typeOptions: { numberPrecision: 6, minValue: -180, maxValue: 180 },
		default: 2.3522,
		displayOptions: { show: { zone: ['radius'] } },
	},
	{
		displayName: 'Distance (Km)',
		name: 'distanceKm',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 1 },
		default: 10,
		displayOptions: { show: { zone: ['radius', 'stores'] } },
		description: 'As the crow flies. A store of the list that has a distance of its own keeps it.',
	},
	{
		displayName: 'Area',
		name: 'area',
		type: 'json',
		default: '',
		displayOptions: { show: { zone: ['polygon'] } },
		description: 'The GeoJSON of one or several areas, as geojson.io and mapping tools give it',
	},
	{
		displayName: 'Stores',
		name: 'stores',
		type: 'json',
		default: '[]',
		displayOptions: { show: { zone: SET } },
		description:
			'List of stores with id, name, lat and lon, for instance {{ $("Stores").all().map(store => store.json) }}. The nearest one is written on each contact with its distance.',
	},
	{
		displayName: 'Only These Stores',
		name: 'onlyStores',
		type: 'string',
		default: '',
		placeholder: 'e.g. RENNES, NANTES',
		displayOptions: { show: { zone: ['stores'] } },
		description:
			'IDs or names of the stores whose surroundings count; contacts get the nearest of these. Left empty, all of the list.',
	},
	{
		displayName: 'Outside the Zone',
		name: 'outsideZone',
		type: 'options',
		options: [
			{
				name: 'Hold',
				value: 'hold',
				description: 'Contacts outside leave by Everyone Else and are not written to',
			},
			{
				name: 'Only Use in Criteria',
				value: 'criteria',
				description: 'Counts only for segments that ask for it',
			},
		],
		default: 'hold',
		displayOptions: { show: { zone: SET } },
	},
	{
		displayName: 'When the Place Is Unknown',
		name: 'placeUnknown',
		type: 'options',
		options: [
			{ name: 'Leave Out', value: 'out' },
			{ name: 'Take In', value: 'in' },
		],
		default: 'out',
		displayOptions: { show: { zone: SET, outsideZone: ['hold'] } },
		description: 'What becomes of a contact without postal code or coordinates',
	},
];

import type { IExecuteFunctions } from 'n8n-workflow';
import { readNumber } from '../../core/contact';
import type { Store } from '../../core/item';
import type { Unknown } from '../../core/segment/criteria/rule';
import {
	readStores,
	storeFinder,
	storesNamed,
	type ListedStore,
} from '../../core/segment/store-list';
import type { Place, ZoneAnswer } from '../../core/segment/zone/place';
import { readPostalZone } from '../../core/segment/zone/postal';
import { zoneAnswer, type Zone } from '../../core/segment/zone/zone';
import { readOnce } from '../shared/parameters';
import { readChoice, readText } from '../shared/typed-parameters';
import { wordsOf } from './criteria/field-reader';
import { unusable } from './unusable';
import { ZONE_KINDS, type ZoneKind } from './zone-fields';

export interface ZoneSettings {
	inZone?: ZoneAnswer;
	storeAt?: (place: Place) => Store | undefined;
	/** whoever is outside is held; absent: the zone only serves criteria */
	required?: Unknown;
	/** the zone asks for coordinates, a postal code alone does not tell */
	needsPoints: boolean;
}

/** @throws NodeOperationError for a zone that cannot be used */
export function readZone(context: IExecuteFunctions): ZoneSettings {
	const kind = readChoice(context, 'zone', 'Zone', ['none', ...ZONE_KINDS]);
	if (kind === 'none') return { needsPoints: false };
	const outside = readChoice(context, 'outsideZone', 'Outside the Zone', ['hold', 'criteria']);
	const label = 'When the Place Is Unknown';
	const unknown =
		outside === 'hold' ? readChoice(context, 'placeUnknown', label, ['out', 'in']) : 'out';
	try {
		const listed = readStores(readOnce<unknown>(context, 'stores', '[]', { label: 'Stores' }));
		// A campaign of one store must not name another, however near it is.
		const stores = kind === 'stores' ? onlyThese(context, listed) : listed;
		const km = kind === 'stores' ? readKm(context) : undefined;
		return {
			inZone: zoneAnswer(READ[kind](context, stores)),
			...(stores.length > 0 && { storeAt: storeFinder(stores, km) }),
			...(outside === 'hold' && { required: { unknown } }),
			needsPoints: kind !== 'postal' || stores.length > 0,
		};
	} catch (error) {
		throw unusable(context, "'Zone'", error);
	}
}

type ReadZone = (context: IExecuteFunctions, stores: readonly ListedStore[]) => Zone;

const READ: Readonly<Record<ZoneKind, ReadZone>> = {
	postal: (context) => readPostalZone(readText(context, 'postalCodes', 'Postal Codes')),
	radius: (context) => ({
		kind: 'radius',
		centre: {
			lat: readFigure(context, 'latitude', 'Latitude'),
			lon: readFigure(context, 'longitude', 'Longitude'),
		},
		km: readKm(context),
	}),
	stores: (context, stores) => ({ kind: 'stores', stores, km: readKm(context) }),
	polygon: (context) => ({
		kind: 'polygon',
		geojson: readOnce<unknown>(context, 'area', '', { label: 'Area' }),
	}),
};

function onlyThese(context: IExecuteFunctions, stores: readonly ListedStore[]): ListedStore[] {
	const only = wordsOf(readOnce(context, 'onlyStores', '', { label: 'Only These Stores' }));
	return storesNamed(stores, only);
}

const readKm = (context: IExecuteFunctions): number =>
	readFigure(context, 'distanceKm', 'Distance (Km)');

const readFigure = (context: IExecuteFunctions, name: string, label: string): number =>
	readNumber(readOnce<unknown>(context, name, 0, { label })) ?? Number.NaN;

import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { readNumber } from '../../core/contact';
import type { TypeThresholds } from '../../core/segment/client-type';
import { ADDRESSES_URL } from '../../core/segment/zone/geocoder/addresses';
import { COMMUNES_URL } from '../../core/segment/zone/geocoder/communes';
import { readOnce } from '../shared/parameters';
import { wordsOf } from './criteria/field-reader';
import type { NodeOptions } from './filter-value';

export type Geocoder = 'off' | 'postalCode' | 'address';

export interface SegmentOptions extends NodeOptions {
	explain: boolean;
	dataQuality: boolean;
	scoreClients: boolean;
	thresholds: Partial<TypeThresholds>;
	geocoder: Geocoder;
	addressColumn: string;
	addressUrl: string;
	postalCodeUrl: string;
	/** the segments for which somebody looked at the wires */
	wiresCheckedFor: string;
}

const GEOCODERS: readonly Geocoder[] = ['off', 'postalCode', 'address'];

/** An option that was not added is off. @throws NodeOperationError naming the one that cannot be used */
export function readOptions(context: IExecuteFunctions): SegmentOptions {
	const given = readOnce<Record<string, unknown>>(context, 'options', {}, { label: 'Options' });
	const limits = fieldsOf(fieldsOf(given.typeLimits).limits);
	const geocoder = GEOCODERS.find((one) => one === (given.geocoder ?? 'off'));
	if (geocoder === undefined) {
		throw refuse(
			context,
			`'Find Coordinates' is unknown: "${String(given.geocoder)}"`,
			`Use one of: ${GEOCODERS.join(', ')}.`,
		);
	}
	return {
		...(typeof given.ignoreCase === 'boolean' && { ignoreCase: given.ignoreCase }),
		...(typeof given.looseTypeValidation === 'boolean' && {
			looseTypeValidation: given.looseTypeValidation,
		}),
		explain: given.explain === true,
		dataQuality: given.dataQuality === true,
		scoreClients: given.scoreClients === true,
		thresholds: {
			...figure(context, limits, 'lapsedAfterDays', 'Lapsed After (Days)'),
			...figure(context, limits, 'newWithinDays', 'New Within (Days)'),
			...promotedShare(context, limits),
			...(limits.topTiers !== undefined && { topTiers: wordsOf(limits.topTiers) }),
		},
		geocoder,
		addressColumn: String(given.addressColumn ?? '').trim(),
		addressUrl: urlOf(context, given.addressUrl ?? ADDRESSES_URL, 'Address Base URL'),
		postalCodeUrl: urlOf(context, given.postalCodeUrl ?? COMMUNES_URL, 'Postal Code Directory URL'),
		wiresCheckedFor: String(given.wiresCheckedFor ?? ''),
	};
}

function promotedShare(
	context: IExecuteFunctions,
	limits: Fields,
): Pick<Partial<TypeThresholds>, 'promotedShare'> {
	const { promotedPercent } = figure(context, limits, 'promotedPercent', 'Opportunist From (%)');
	return promotedPercent === undefined ? {} : { promotedShare: promotedPercent / 100 };
}

function figure<Name extends string>(
	context: IExecuteFunctions,
	limits: Fields,
	name: Name,
	label: string,
): Partial<Record<Name, number>> {
	const given = limits[name];
	if (given === undefined || given === null || given === '') return {};
	const read = readNumber(given);
	if (read === undefined || read < 0)
		throw refuse(context, `'${label}' is not usable: ${String(given)}`, 'Give a number from 0.');
	const found: Partial<Record<Name, number>> = {};
	found[name] = read;
	return found;
}

function urlOf(context: IExecuteFunctions, given: unknown, label: string): string {
	const url = String(given).trim();
	if (/^https?:\/\/\S+$/.test(url)) return url;
	throw refuse(
		context,
		`'${label}' is no web address: "${url}"`,
		'Give one with https:// in front.',
	);
}

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
	typeof value === 'object' && value !== null ? { ...value } : {};

const refuse = (context: IExecuteFunctions, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { itemIndex: 0, description });

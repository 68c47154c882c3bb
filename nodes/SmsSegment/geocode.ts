import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { readText } from '../../core/contact';
import type { SmsContact } from '../../core/item';
import {
	addressesToAsk,
	codesToAsk,
	pointInTown,
	type GeocodingContact,
} from '../../core/segment/zone/geocoder';
import {
	addressCalls,
	parseAddresses,
	type AddressCall,
} from '../../core/segment/zone/geocoder/addresses';
import { communesUrl, parseCommunes } from '../../core/segment/zone/geocoder/communes';
import type { KnownPlace } from '../../core/segment/zone/geocoder/known-places';
import { coordinatesOf, type Point } from '../../core/segment/zone/place';
import { addHint, count } from '../shared/hints';
import type { SegmentOptions } from './read-options';

/** The contacts whose place is asked for. */
export interface Addressees {
	size: number;
	contactAt: (index: number) => Partial<SmsContact>;
	/** a column of the contact's file */
	cellAt: (index: number, column: string) => unknown;
}

type PointAt = (index: number) => Point | undefined;

const TIMEOUT_MS = 10_000;
const LONG_TIMEOUT_MS = 90_000;
/** Under the 50 calls a second that the directory allows. */
const AT_ONCE = 8;
const TRIES = 2;
/** When so many calls one after the other come to nothing, so will the others: a timeout each would take hours. */
const GIVE_UP_AFTER = 8;

/**
 * Where contacts without coordinates live, as the geocoder of the options tells; undefined when it is off. Never throws:
 * what could not be asked is said, and the run goes on with who has coordinates.
 */
export async function geocode(
	context: IExecuteFunctions,
	people: Addressees,
	options: SegmentOptions,
	today: string,
): Promise<PointAt | undefined> {
	if (options.geocoder === 'off') return undefined;
	const lost = [...Array(people.size).keys()].filter(
		(index) => coordinatesOf(people.contactAt(index)) === undefined,
	);
	if (lost.length === 0) return undefined;
	if (options.geocoder === 'postalCode')
		return await byPostalCode(context, people, lost, options, today);
	const atAddress = await byAddress(context, people, lost, options);
	const rest = lost.filter((index) => atAddress(index) === undefined);
	const inTown = await byPostalCode(context, people, rest, options, today);
	return (index) => atAddress(index) ?? inTown(index);
}

/** Known codes stand in the workflow's own data, which n8n keeps after each run of a published workflow. */
async function byPostalCode(
	context: IExecuteFunctions,
	{ contactAt }: Addressees,
	lost: readonly number[],
	{ postalCodeUrl }: SegmentOptions,
	today: string,
): Promise<PointAt> {
	const kept = context.getWorkflowStaticData('node');
	// n8n watches its own object for changes; a plain copy is worked on.
	const known: Record<string, KnownPlace> = JSON.parse(JSON.stringify(kept.places ?? {}));
	const asked = codesToAsk(
		lost.map((index) => [index, contactAt(index)]),
		known,
		today,
	);
	let [answered, failedInARow] = [0, 0];
	for (let at = 0; at < asked.length && failedInARow < GIVE_UP_AFTER; at += AT_ONCE) {
		if (isStopped(context)) break;
		await Promise.all(
			asked.slice(at, at + AT_ONCE).map(async (code) => {
				const place = await ask(context, communesUrl(code, postalCodeUrl), (body) =>
					parseCommunes(body, today),
				);
				if (place === undefined) return void failedInARow++;
				known[code] = place;
				answered++;
				failedInARow = 0;
			}),
		);
	}
	if (answered > 0) kept.places = known;
	const silent = asked.length - answered;
	if (silent > 0) addHint(context, unreachable(postalCodeUrl, silent, 'postal codes'), 'warning');
	return (index) => pointInTown(contactAt(index), known, today);
}

async function byAddress(
	context: IExecuteFunctions,
	{ contactAt, cellAt }: Addressees,
	lost: readonly number[],
	{ addressUrl, addressColumn }: SegmentOptions,
): Promise<PointAt> {
	const addressed = lost.map((index): [number, GeocodingContact] => {
		const address = addressColumn === '' ? undefined : readText(cellAt(index, addressColumn));
		return [index, { ...contactAt(index), address }];
	});
	const rows = addressesToAsk(addressed);
	if (rows.length === 0) {
		addHint(
			context,
			"No address was looked up: name the column of the street address in 'Address Column', and keep it in SMS Contacts ('Keep Columns').",
			'warning',
		);
	}
	const points = new Map<number, Point>();
	let silent = 0;
	for (const call of addressCalls(rows, addressUrl)) {
		if (isStopped(context)) break;
		const found = silent > 0 ? undefined : await askAddresses(context, call);
		if (found === undefined) silent += call.positions.length;
		else for (const [position, point] of found) points.set(position, point);
	}
	if (silent > 0) addHint(context, unreachable(addressUrl, silent, 'addresses'), 'warning');
	return (index) => points.get(index);
}

async function askAddresses(
	context: IExecuteFunctions,
	{ url, columns, csv }: AddressCall,
): Promise<Map<number, Point> | undefined> {
	const body = new FormData();
	body.append('data', new Blob([csv], { type: 'text/csv' }), 'addresses.csv');
	for (const column of columns) body.append('columns', column);
	const more = { method: 'POST' as const, body, timeout: LONG_TIMEOUT_MS, json: false };
	return await ask(
		context,
		url,
		(answer) => (typeof answer === 'string' ? parseAddresses(answer) : undefined),
		more,
	);
}

/** Somebody pressed Stop: nobody waits for the answers that are missing. */
const isStopped = (context: IExecuteFunctions): boolean =>
	context.getExecutionCancelSignal()?.aborted === true;

/** One question, asked again once: nothing is changed by asking. Undefined for no answer or one that cannot be used. */
async function ask<T>(
	context: IExecuteFunctions,
	url: string,
	read: (body: unknown) => T | undefined,
	more: Partial<IHttpRequestOptions> = {},
): Promise<T | undefined> {
	const abortSignal = context.getExecutionCancelSignal();
	for (let tried = 1; tried <= TRIES && !isStopped(context); tried++) {
		try {
			const body: unknown = await context.helpers.httpRequest({
				method: 'GET',
				url,
				json: true,
				timeout: TIMEOUT_MS,
				...(abortSignal && { abortSignal }),
				...more,
			});
			const found = read(body);
			if (found !== undefined) return found;
		} catch {
			// Said to the person by the caller, for all that got no answer together.
		}
	}
	return undefined;
}

function unreachable(url: string, several: number, what: string): string {
	return `${new URL(url).host} gave no usable answer for ${count(several)} ${what}: these contacts stay without a place. Check that n8n reaches the Internet, or give coordinates in the file; the next run asks again.`;
}

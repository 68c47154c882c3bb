import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { HeardReport, HeardText, Recorded } from '../../core/inbound/record';
import type { Confirmation } from '../../core/ledger';
import { KINDS, type Kind } from './properties';

/** What every item of a call has in common. */
export interface Origin {
	gateway: string;
	/** brands a STOP closed; a single one is told on `sms` */
	brands: string[];
}

/** The items by output, of the kinds that may start the workflow. */
export function outputsOf(
	{ stops, replies, reports }: Recorded,
	origin: Origin,
	wanted: ReadonlySet<string>,
): INodeExecutionData[][] {
	const items: Record<Kind, IDataObject[]> = {
		stop: stops.map((text) => ({ ...textItem('stop', text, origin), brands: origin.brands })),
		reply: replies.map((text) => textItem('reply', text, origin)),
		report: reports.map((report) => reportItem(report, origin)),
		confirmation: [],
	};
	return KINDS.map((kind) => (wanted.has(kind) ? items[kind].map((json) => ({ json })) : []));
}

function textItem(
	kind: Kind,
	{ event, at, kind: meaning, keyword, probable, reported }: HeardText,
	{ gateway, brands }: Origin,
): IDataObject {
	return {
		kind,
		sms: { to: event.from, ...(brands.length === 1 ? { brand: brands[0] } : {}) },
		text: event.text,
		meaning,
		...(keyword === undefined ? {} : { keyword }),
		...(probable ? { probable } : {}),
		...(reported ? { reported } : {}),
		...(event.ref === undefined ? {} : { ref: event.ref }),
		gateway,
		at: new Date(at).toISOString(),
		eventId: event.key,
	};
}

function reportItem(
	{ key, ref, providerId, to, status, code, optedOut, at }: HeardReport,
	{ gateway }: Origin,
): IDataObject {
	return {
		kind: 'report',
		...(to === undefined ? {} : { sms: { to } }),
		...(ref === undefined ? {} : { ref }),
		...(providerId === undefined ? {} : { providerId }),
		status,
		...(code === undefined ? {} : { code }),
		...(optedOut ? { optedOut } : {}),
		gateway,
		at: new Date(at).toISOString(),
		eventId: key,
	};
}

/** A person pressed the button of a confirmation link. The ledger does not hold the number; `ref` names the statement. */
export function confirmationItem(
	{ brand, ref, at, basis, source }: Confirmation,
	test: boolean,
): INodeExecutionData {
	const time = new Date(at).toISOString();
	return {
		json: {
			kind: 'confirmation',
			sms: {
				brand,
				consent: { status: 'granted', basis, source, at: time },
				...(test ? { test } : {}),
			},
			consentRef: ref,
			at: time,
		},
	};
}

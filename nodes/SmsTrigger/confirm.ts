import { DEFAULT_BRAND, type Brand, type Ledger } from '../../core/ledger';
import type { Answer } from './answer';
import { confirmPage, type Page } from './confirm-page';
import { confirmationItem } from './items';
import { KINDS } from './properties';

export interface LinkVisit {
	method: string;
	/** a one-time secret; the ledger knows whose it is */
	token: string;
	now: number;
	/** came in by the editor's test address: nothing is written */
	test: boolean;
	/** whether a confirmation starts the workflow */
	wanted: boolean;
	/** the one brand chosen in the node, when it is one */
	brand?: string;
	/** address of who pressed the button: part of the proof */
	ip?: string;
}

const TOKEN = /^[\w-]{16,128}$/;

/**
 * Previewers and virus scanners open every link of an SMS: opening it shows a button, and only pressing the button
 * (a POST to the same address) confirms.
 */
export async function visitLink(ledger: Ledger, visit: LinkVisit): Promise<Answer> {
	const { method, token, now, test, ip } = visit;
	const brand = await ledger.getBrand(visit.brand);
	const name = visit.brand === undefined ? undefined : brand.name;
	if (!TOKEN.test(token)) return shown(404, 'unknown', brand);
	if (method !== 'POST') return shown(200, 'ask', brand, name);
	const evidence = ip === undefined ? undefined : { ip };
	const confirmed = await ledger.confirmConsent({ token, at: now, now, evidence, dryRun: test });
	if (!confirmed) return shown(404, 'unknown', brand);
	const own = await ledger.getBrand(confirmed.brand);
	return {
		...shown(200, test ? 'test' : 'confirmed', own, own.name),
		outputs: KINDS.map((kind) =>
			kind === 'confirmation' && visit.wanted && !confirmed.repeated
				? [confirmationItem(confirmed, test)]
				: [],
		),
	};
}

/** The page for when the ledger cannot be reached, in the language of most people who get it. */
export const linkUnavailable = (): Answer => shown(503, 'unavailable', DEFAULT_BRAND);

function shown(status: number, page: Page, { language }: Brand, name?: string): Answer {
	return { status, html: confirmPage(page, language, name) };
}

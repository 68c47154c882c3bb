import { DEFAULT_BRAND, type Brand, type Ledger } from '../../core/ledger';
import type { Answer } from './answer';
import { confirmPage, type Page } from './confirm-page';
import { confirmationItem } from './items';
import { KINDS } from './properties';

/** What a confirmation link needs of the ledger. The token is a one-time secret; the ledger knows whose it is. */
export interface ConfirmsConsent {
	/** Nothing when no consent waits for this token, or it has expired. Following a link twice is no trouble. */
	confirmConsent(request: {
		token: string;
		at: number;
		now: number;
	}): Promise<{ brand: string; repeated?: true } | undefined>;
}

export interface LinkVisit {
	method: string;
	token: string;
	now: number;
	/** came in by the editor's test address: nothing is written */
	test: boolean;
	/** whether a confirmation starts the workflow */
	wanted: boolean;
	/** the one brand chosen in the node, when it is one */
	brand?: string;
}

const TOKEN = /^[\w-]{16,128}$/;

const canConfirm = (ledger: Ledger): ledger is Ledger & ConfirmsConsent =>
	'confirmConsent' in ledger && typeof ledger.confirmConsent === 'function';

/**
 * Previewers and virus scanners open every link of an SMS: opening it shows a button, and only pressing the button
 * (a POST to the same address) confirms.
 */
export async function visitLink(ledger: Ledger, visit: LinkVisit): Promise<Answer> {
	const brand = await ledger.getBrand(visit.brand);
	const name = visit.brand === undefined ? undefined : brand.name;
	if (!TOKEN.test(visit.token) || !canConfirm(ledger)) return shown(404, 'unknown', brand);
	if (visit.method !== 'POST') return shown(200, 'ask', brand, name);
	if (visit.test) return { ...shown(200, 'test', brand), outputs: started(visit, {}) };
	const { token, now } = visit;
	const confirmed = await ledger.confirmConsent({ token, at: now, now });
	if (!confirmed) return shown(404, 'unknown', brand);
	const own = await ledger.getBrand(confirmed.brand);
	return {
		...shown(200, 'confirmed', own, own.name),
		outputs: confirmed.repeated ? undefined : started(visit, confirmed),
	};
}

/** The page for when the ledger cannot be reached, in the language of most people who get it. */
export const linkUnavailable = (): Answer => shown(503, 'unavailable', DEFAULT_BRAND);

function shown(status: number, page: Page, { language }: Brand, name?: string): Answer {
	return { status, html: confirmPage(page, language, name) };
}

function started({ now, test, wanted }: LinkVisit, confirmed: { brand?: string }) {
	return KINDS.map((kind) =>
		kind === 'confirmation' && wanted ? [confirmationItem(confirmed, now, test)] : [],
	);
}

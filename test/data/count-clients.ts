/**
 * What a campaign should find in clients.csv, counted a second time from the raw bytes: the demo's figures are
 * asserted against these. Written from the numbering plan and the format of the file alone; imports nothing of the product.
 */
import { readTillFile, type Row } from './till-file';

export interface Criteria {
	/** first match wins, in this order */
	segments: Array<{ name: string; tier: string }>;
	/** whole postal codes or their beginnings */
	postalCodes: string[];
	/** the day ages are counted, yyyy-mm-dd */
	on: string;
	/** marketing is refused below it; 15 in France (art. 45 of the law Informatique et Libertés) */
	minimumAge: number;
}

export type Fate = 'ready' | 'INVALID_NUMBER' | 'NOT_MOBILE' | 'DUPLICATE';
export type Answer = 'granted' | 'withdrawn' | 'unknown';

/** One row of the file; what follows `fate` is only known of ready ones. */
export interface Contact {
	/** 1 is the first row after the header */
	row: number;
	cell: string;
	fate: Fate;
	e164?: string;
	answer?: Answer;
	minor?: boolean;
	client?: boolean;
	segment?: string;
}

export interface Counts {
	contacts: number;
	ready: number;
	held: Record<Exclude<Fate, 'ready'>, number>;
	/** of the ready ones */
	answers: Record<Answer, number>;
	minors: number;
	clients: number;
	prospects: number;
	/** numbers whose rows do not agree on SMS; their first row is not granted */
	contradictions: number;
	/** granted, of the tier, in the zone; `minors` of them are not to be written to */
	segments: Record<string, { size: number; minors: number }>;
	everyoneElse: number;
	/** members of the segments that may be written to */
	allowed: number;
	rows: Contact[];
}

export function countClients(bytes: Uint8Array, criteria: Criteria): Counts {
	const file = readTillFile(bytes);
	const answers = answersByNumber(file);
	const buyers = buyersOf(file);
	const met = new Set<string>();
	const rows = file.map((row, i): Contact => {
		const cell = row['Téléphone portable'] ?? '';
		const number = readNumber(cell);
		if (!number.startsWith('+')) return { row: i + 1, cell, fate: number as Fate };
		if (met.has(number)) return { row: i + 1, cell, fate: 'DUPLICATE', e164: number };
		met.add(number);
		const told = answers.get(number) ?? new Set();
		const answer: Answer = told.size > 1 ? 'withdrawn' : ([...told][0] ?? 'unknown');
		const age = ageOn(row['Date de naissance'] ?? '', criteria.on);
		const minor = age !== undefined && age < criteria.minimumAge;
		const inZone = criteria.postalCodes.some((start) => row['Code postal']?.startsWith(start));
		const tier = criteria.segments.find((one) => one.tier === row['Niveau fidélité']);
		const segment = answer === 'granted' && inZone ? tier?.name : undefined;
		const client = buyers.has(number);
		return { row: i + 1, cell, fate: 'ready', e164: number, answer, minor, client, segment };
	});
	return summary(rows, answers, criteria);
}

function summary(rows: Contact[], answers: Map<string, Set<Answer>>, criteria: Criteria): Counts {
	const count = (wanted: (one: Contact) => boolean | undefined) => rows.filter(wanted).length;
	const answered = (answer: Answer) => count((one) => one.answer === answer);
	const held = (fate: Fate) => count((one) => one.fate === fate);
	return {
		contacts: rows.length,
		ready: held('ready'),
		held: {
			INVALID_NUMBER: held('INVALID_NUMBER'),
			NOT_MOBILE: held('NOT_MOBILE'),
			DUPLICATE: held('DUPLICATE'),
		},
		answers: {
			granted: answered('granted'),
			withdrawn: answered('withdrawn'),
			unknown: answered('unknown'),
		},
		minors: count((one) => one.minor),
		clients: count((one) => one.client),
		prospects: count((one) => one.client === false),
		contradictions: [...answers.values()].filter((told) => told.size > 1).length,
		segments: Object.fromEntries(
			criteria.segments.map(({ name }) => {
				const members = rows.filter((one) => one.segment === name);
				return [name, { size: members.length, minors: members.filter((one) => one.minor).length }];
			}),
		),
		everyoneElse: count((one) => one.fate === 'ready' && one.segment === undefined),
		allowed: count((one) => one.segment !== undefined && !one.minor),
		rows,
	};
}

/** Numbers with a purchase in any of their rows. */
const buyersOf = (file: Row[]): Set<string> =>
	new Set(
		file
			.filter((row) => Number(row['Nb achats']) > 0)
			.map((row) => readNumber(row['Téléphone portable'] ?? '')),
	);

function answersByNumber(file: Row[]): Map<string, Set<Answer>> {
	const answers = new Map<string, Set<Answer>>();
	for (const row of file) {
		const number = readNumber(row['Téléphone portable'] ?? '');
		const told = answers.get(number) ?? new Set();
		if (number.startsWith('+')) answers.set(number, told.add(readAnswer(row['Accord SMS'] ?? '')));
	}
	return answers;
}

function readAnswer(cell: string): Answer {
	if (/^(oui|o|1)$/i.test(cell)) return 'granted';
	return /^(non|n|0)$/i.test(cell) ? 'withdrawn' : 'unknown';
}

/** Mobile ranges of the overseas territories (ARCEP) → country code. `0709…` does not occur in the file. */
const OVERSEAS: Array<[RegExp, string]> = [
	[/^69[01]/, '590'],
	[/^694/, '594'],
	[/^69[67]/, '596'],
	[/^(69[23]|639)/, '262'],
];
const MAINLAND_MOBILE = /^(6([0-24-8]\d|3[0-8]|9[589])|7[3-9]\d)/;
/** Nine digits after what stands for the leading 0: nothing (Excel ate it), a country code, or both. */
const NUMBER = /^(?:\+33\(0\)|(?:\+|00)?(?:33|262|59[046])|0)?([1-9]\d{8})$/;

/** The first mobile number of a cell in E.164, or why there is none. */
export function readNumber(cell: string): string {
	const fates = cell.split(/\/| ou | ; /).map(readOne);
	const mobile = fates.find((fate) => fate.startsWith('+'));
	return mobile ?? (fates.includes('NOT_MOBILE') ? 'NOT_MOBILE' : 'INVALID_NUMBER');
}

function readOne(text: string): string {
	const national = NUMBER.exec(text.replace(/[\s.-]/g, ''))?.[1];
	if (national === undefined) return 'INVALID_NUMBER';
	const code = OVERSEAS.find(([range]) => range.test(national))?.[1];
	if (code !== undefined) return `+${code}${national}`;
	if (MAINLAND_MOBILE.test(national)) return `+33${national}`;
	return /^[1-5]/.test(national) ? 'NOT_MOBILE' : 'INVALID_NUMBER';
}

/** Full years on a day (yyyy-mm-dd); undefined when the cell (dd/mm/yyyy) holds no day that existed. */
export function ageOn(cell: string, on: string): number | undefined {
	const [, day = '', month = '', year = ''] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(cell) ?? [];
	const iso = `${year}-${month}-${day}`;
	const date = new Date(`${iso}T00:00:00Z`);
	if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso) return undefined;
	return Number(on.slice(0, 4)) - Number(year) - (on.slice(5) < iso.slice(5) ? 1 : 0);
}

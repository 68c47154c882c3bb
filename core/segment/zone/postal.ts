import { readPostalCode } from '../../contact/values';
import { departmentOf, readDepartment } from './departments';
import type { ZoneAnswer } from './place';
import { ZoneError } from './zone-error';

/** Any of the codes, of the beginnings, of the departments. */
export interface PostalZone {
	kind: 'postal';
	/** `75011`; other countries' codes as the file writes them */
	codes?: readonly string[];
	/** beginnings of codes: `692` */
	prefixes?: readonly string[];
	/** `01`, `2A`, `974` */
	departments?: readonly string[];
}

/** Every postal code of a big country; free text in the column must not fill the memory. */
const REMEMBERED = 50_000;
const MOST_OF_A_RANGE = 1_000;

/** @throws ZoneError when it names no code at all, or a department that does not exist */
export function postalAnswer(zone: PostalZone): ZoneAnswer {
	const codes = new Set((zone.codes ?? []).flatMap((code) => readPostalCode(code) ?? []));
	const prefixes = (zone.prefixes ?? []).map((prefix) => prefix.trim()).filter(Boolean);
	const departments = new Set((zone.departments ?? []).flatMap(knownDepartment));
	if (codes.size + prefixes.length + departments.size === 0) throw noCodes();
	const holds = (code: string): boolean =>
		codes.has(code) ||
		departments.has(departmentOf(code) ?? '') ||
		prefixes.some((prefix) => code.startsWith(prefix));
	const answers = new Map<string, boolean | undefined>();
	return ({ postalCode }) => {
		if (postalCode === undefined) return undefined;
		if (answers.has(postalCode)) return answers.get(postalCode);
		const code = readPostalCode(postalCode);
		const answer = code === undefined ? undefined : holds(code);
		if (answers.size < REMEMBERED) answers.set(postalCode, answer);
		return answer;
	};
}

/**
 * Postal codes as a person writes them in one line: `75001, 75002; 692*, 13, 2A, 974, 59000-59800`. Five digits are a
 * code, a star ends a beginning, a hyphen joins a range; `13`, `2A`, `974` are departments.
 * @throws ZoneError naming the piece that cannot be read
 */
export function readPostalZone(text: string): PostalZone {
	const codes: string[] = [];
	const prefixes: string[] = [];
	const departments: string[] = [];
	for (const piece of text.split(/[,;\s]+/).filter(Boolean)) {
		const [, from, to] = /^(\d{5})-(\d{5})$/.exec(piece) ?? [];
		const department = readDepartment(piece);
		if (from !== undefined && to !== undefined) codes.push(...range(from, to, piece));
		else if (/^\d{5}$/.test(piece)) codes.push(piece);
		else if (/^\d{1,5}\*$/.test(piece)) prefixes.push(piece.slice(0, -1));
		else if (department) departments.push(...department);
		else throw unreadable(piece);
	}
	if (codes.length + prefixes.length + departments.length === 0) throw noCodes();
	return { kind: 'postal', codes, prefixes, departments };
}

function range(from: string, to: string, piece: string): string[] {
	const length = Number(to) - Number(from) + 1;
	if (length < 1 || length > MOST_OF_A_RANGE)
		throw new ZoneError(
			`"${piece}" is no range of postal codes`,
			`The first code comes before the last, with at most ${MOST_OF_A_RANGE} codes; for more, use departments or a star (692*).`,
		);
	return Array.from({ length }, (_, i) => String(Number(from) + i).padStart(5, '0'));
}

function knownDepartment(department: string): readonly string[] {
	const codes = readDepartment(department);
	if (codes === undefined)
		throw new ZoneError(
			`"${department.slice(0, 20)}" is no French department`,
			'Write 01 to 95, 2A, 2B, or 971 to 988 for overseas.',
		);
	return codes;
}

const noCodes = (): ZoneError =>
	new ZoneError('The zone names no postal codes', 'Give postal codes or departments.');

const unreadable = (piece: string): ZoneError =>
	new ZoneError(
		`"${piece.slice(0, 20)}" is neither a postal code nor a department`,
		'Write codes (75011), beginnings with a star (692*), ranges (59000-59800) or departments (13, 2A, 974).',
	);

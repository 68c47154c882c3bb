/** French departments as marketers write them, and the one a postal code belongs to. */

const two = (number: number): string => String(number).padStart(2, '0');

/** Mainland, Corsica, overseas departments and collectivities (INSEE's official geographic code). */
export const DEPARTMENTS: ReadonlySet<string> = new Set([
	...Array.from({ length: 95 }, (_, i) => two(i + 1)).filter((code) => code !== '20'),
	...['2A', '2B', '971', '972', '973', '974', '975', '976', '977', '978', '984', '986', '987'],
	'988',
]);

/**
 * Corsica's postal codes still begin with 20 of the time before it was divided. The third digit tells: 200, 201 and the
 * business codes 207 are Corse-du-Sud (Ajaccio), 202, 206 and the business codes 204 Haute-Corse (Bastia).
 */
const CORSICA: Readonly<Record<string, string>> = {
	'200': '2A',
	'201': '2A',
	'207': '2A',
	'202': '2B',
	'204': '2B',
	'206': '2B',
};

/** Two islands kept Guadeloupe's postal codes when they left it in 2007. */
const LEFT_GUADELOUPE: Readonly<Record<string, string>> = { '97133': '977', '97150': '978' };

/**
 * The department of a French postal code, undefined when there is none (Monaco's 980, the army's 00, other countries).
 * It is the department of the post office: some thirty villages are served from the neighbouring department.
 */
export function departmentOf(postalCode: string): string | undefined {
	if (!/^\d{5}$/.test(postalCode)) return undefined;
	const start = postalCode.slice(0, 3);
	const code =
		LEFT_GUADELOUPE[postalCode] ??
		(start.startsWith('20')
			? CORSICA[start]
			: start.startsWith('97') || start.startsWith('98')
				? start
				: start.slice(0, 2));
	return code !== undefined && DEPARTMENTS.has(code) ? code : undefined;
}

/** `1` → 01, `2a` → 2A, `20` → both of Corsica; undefined for what is no department. */
export function readDepartment(text: string): readonly string[] | undefined {
	const code = text.trim().toUpperCase().padStart(2, '0');
	if (code === '20') return ['2A', '2B'];
	return DEPARTMENTS.has(code) ? [code] : undefined;
}

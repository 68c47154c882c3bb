import type { LedgerConsent } from '../consent-ledger';
import type { E164 } from '../../item';
import type { LedgerKey } from '../key';
import { readBrand } from '../operations/brands';
import { PERSON_COLUMNS, readPerson, type Person } from '../person-row';
import { blob } from '../row';
import type { Database } from './database';
import { OF_HASHES } from './recipients';

const AT_ONCE = 5_000;
const FIND = `SELECT hmac, ${PERSON_COLUMNS} FROM recipient WHERE ${OF_HASHES}`;

const keyOf = (hash: Uint8Array): string => Buffer.from(hash).toString('base64');

/** Whole files are asked for at once: a statement for thousands of people, not one for each. */
async function findPeople(
	database: Database,
	key: LedgerKey,
	brand: string,
	numbers: E164[],
): Promise<Array<Person | undefined>> {
	const found: Array<Person | undefined> = [];
	for (let from = 0; from < numbers.length || from === 0; from += AT_ONCE) {
		const hashes = numbers.slice(from, from + AT_ONCE).map((to) => Buffer.from(key.hash(to)));
		const people = await database.transaction('read', async (open) => {
			const { id } = await open.perform(readBrand(brand));
			const rows = hashes.length === 0 ? [] : await open.all(FIND, id, hashes);
			return new Map(rows.map((row) => [keyOf(blob(row, 'hmac')), readPerson(row)]));
		});
		for (const hash of hashes) found.push(people.get(keyOf(hash)));
	}
	return found;
}

/** What the ledger knows of each number, in the order given. */
export const consentOf = async (
	database: Database,
	key: LedgerKey,
	brand: string,
	numbers: E164[],
): Promise<Array<LedgerConsent | undefined>> =>
	(await findPeople(database, key, brand, numbers)).map((person) => person?.consent);

/** Which of the numbers asked to receive no more, in the order given. */
export const suppressed = async (
	database: Database,
	key: LedgerKey,
	brand: string,
	numbers: E164[],
): Promise<boolean[]> =>
	(await findPeople(database, key, brand, numbers)).map(
		(person) => person !== undefined && person.optedOutAt !== null,
	);

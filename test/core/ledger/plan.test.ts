import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger } from '../../../core/ledger';
import * as attempts from '../../../core/ledger/operations/attempts';
import { attemptRow, knownRow } from '../../../core/ledger/sqlite/list-rows';
import * as sql from '../../../core/ledger/sqlite/statements';
import { scratchFolder } from './scene';

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let database: DatabaseSync;

beforeAll(async () => {
	folder = await scratchFolder();
	await (await openEmbeddedLedger({ file: folder.file })).close();
	database = new DatabaseSync(folder.file);
});
afterAll(async () => {
	database.close();
	await folder.discard();
});

function plan(statement: string): string[] {
	return database
		.prepare(`EXPLAIN QUERY PLAN ${statement}`)
		.all()
		.map(({ detail }) => String(detail));
}

describe('what one contact costs does not grow with the past', () => {
	it('finds a recipient by its unique key', () => {
		expect(plan(sql.FIND_RECIPIENT)).toEqual([
			'SEARCH recipient USING INDEX sqlite_autoindex_recipient_1 (brand_id=? AND hmac=?)',
		]);
	});

	it('finds people and their messages by unique keys, and counts slots inside the index, from the window on', () => {
		expect(plan(sql.FIND_KNOWN)).toEqual([
			'SCAN j VIRTUAL TABLE INDEX 1:',
			'SEARCH r USING INDEX sqlite_autoindex_recipient_1 (brand_id=? AND hmac=?)',
			'SEARCH m USING INDEX sqlite_autoindex_message_2 (campaign_id=? AND recipient_id=? AND occasion=? AND live=?) LEFT-JOIN',
			'SEARCH a USING PRIMARY KEY (ref=?) LEFT-JOIN',
			'SEARCH s USING COVERING INDEX message_slot (recipient_id=? AND live=? AND slot_at>?) LEFT-JOIN',
		]);
	});

	it.each([
		['FIND_KNOWN', knownRow],
		['FIND_ATTEMPTS', attemptRow],
	] as const)('%s gives its columns in the order they are read in', (name, rowOf) => {
		const columns = database.prepare(sql[name]).columns();
		expect(Object.keys(rowOf([]))).toEqual(columns.map((column) => column.name));
		const list = columns.map((_, position) => position);
		expect(Object.values(rowOf(list))).toEqual(list);
	});

	it('finds the attempts of answers by their keys', () => {
		expect(plan(sql.FIND_ATTEMPTS)).toEqual([
			'SCAN j VIRTUAL TABLE INDEX 1:',
			'SEARCH a USING PRIMARY KEY (ref=?)',
			'SEARCH m USING INTEGER PRIMARY KEY (rowid=?)',
		]);
	});

	it('reads messages in doubt in their order, from the page before on', () => {
		expect(plan(attempts.FIND_IN_DOUBT)).toEqual([
			'SEARCH m USING INDEX message_in_doubt ((claimed_at,ref)>(?,?) AND claimed_at<?)',
			'SEARCH a USING PRIMARY KEY (ref=?)',
			'SEARCH c USING INTEGER PRIMARY KEY (rowid=?)',
			'SEARCH b USING INTEGER PRIMARY KEY (rowid=?)',
		]);
	});

	it.each([
		[
			'FIND_BY_PROVIDER_ID_AND_RECIPIENT',
			'SEARCH a USING INDEX attempt_provider (gateway=? AND provider_id=?)',
		],
		['FIND_BY_CALL_AND_RECIPIENT', 'SEARCH a USING INDEX attempt_call (call_ref=?)'],
	] as const)(
		'%s looks at the SMS of one call, never at all of a person or a gateway',
		(name, first) => {
			expect(plan(attempts[name])).toEqual([
				first,
				'SEARCH m USING INTEGER PRIMARY KEY (rowid=?)',
				'SEARCH r USING INTEGER PRIMARY KEY (rowid=?)',
			]);
		},
	);

	it('finds the reports that wait for one SMS, however many wait under its id', () => {
		const steps = plan(attempts.FIND_WAITING_EVENTS).filter((step) => step.includes(' event '));
		expect(steps).toEqual(
			[1, 2].map(
				() =>
					'SEARCH event USING INDEX event_waiting (gateway=? AND provider_id=? AND recipient=?)',
			),
		);
	});

	it.each(Object.entries(sql))('%s never reads a whole table', (_, statement) => {
		for (const step of plan(statement))
			expect(step).not.toMatch(/^SCAN (?!CONSTANT|j VIRTUAL TABLE)/);
	});

	it('would notice: without its index the count reads the whole table', async () => {
		database.exec('BEGIN; DROP INDEX message_slot');
		expect(plan(sql.FIND_KNOWN)).toContain('SCAN s LEFT-JOIN');
		database.exec('ROLLBACK');
	});
});

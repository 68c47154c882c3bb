// Ways to break the ledger that the harness must notice, each with what it has to break. They live here alone.

const CALL = 'core/ledger/sqlite/call.ts';
const STATES = 'core/ledger/states.ts';

/** Long enough for the other worker to count as well. */
const WAIT_BEFORE_LOCK = {
	file: 'core/ledger/sqlite/connection.ts',
	find: 'prepare?.(from, to);',
	put: 'prepare?.(from, to);\n\t\t\tif (prepare) await setTimeout(100);',
};

const NO_UNIQUE_KEY = {
	file: 'core/ledger/sqlite/schema.ts',
	find: 'updated_at INTEGER NOT NULL,\n\tUNIQUE(campaign_id, recipient_id, occasion, live)\n',
	put: 'updated_at INTEGER NOT NULL\n',
};

/** Reads something of every entry before the transaction begins. `{read}` makes it from `scope`, `found` and `index`. */
const beforeTheLock = (read) => ({
	file: CALL,
	find: `		for (let index = Math.max(from, this.hashes.length); index < to; index++)
			this.hashes.push(this.key.hash(this.request.entries[index]?.to ?? ''));
	}
`,
	put: `		for (let index = Math.max(from, this.hashes.length); index < to; index++)
			this.hashes.push(this.key.hash(this.request.entries[index]?.to ?? ''));
		const brand = readBrand(this.connection, this.request.brand);
		const scope = {
			brand,
			campaign: this.campaign(brand),
			rules: capRules(brand.timezone, brand.cap, this.request.cap),
			clock: readClock(this.connection, this.request.now),
		};
		for (let index = from; index < to; index++) {
			const found = this.findLocked(scope, index, this.request.entries[index]);
			${read}
		}
	}
	private early = new Map();
`,
});

const FIND = 'find({ brand, campaign }: Scope, index: number, entry: ReserveEntry): Found {';

export const MUTANTS = [
	{
		name: 'claim after the call',
		breaks: 'duplicates',
		claimAfterCall: true,
	},
	{
		name: 'sending becomes reserved on restart',
		breaks: 'duplicates',
		changes: [{ file: STATES, find: "leasePassed: 'in_doubt',", put: "leasePassed: 'reserved'," }],
	},
	{
		name: 'a delivery that expired is free',
		breaks: 'duplicates',
		changes: [
			{
				file: STATES,
				find: "reportExpired: 'expired',\n\t\t// A gateway that takes",
				put: "reportExpired: 'refused',\n\t\t// A gateway that takes",
			},
		],
	},
	{
		name: 'no STOP check at the claim',
		breaks: 'after_stop',
		changes: [
			{
				file: CALL,
				find: '...{ row, optedOut, consent },\n',
				put: "...('gateway' in this.request ? { row, optedOut: false } : { row, optedOut, consent }),\n",
			},
		],
	},
	{
		name: 'count before the lock',
		breaks: 'over_cap',
		changes: [
			WAIT_BEFORE_LOCK,
			beforeTheLock('this.early.set(found.to, this.slotsLocked(scope, found, this.request.now));'),
			{
				file: CALL,
				find: FIND,
				put: `find(...given) { return this.findLocked(...given); }\n\tfindLocked${FIND.slice(4)}`,
			},
			{
				file: CALL,
				find: '	private slots(\n',
				put: '	private slots(_scope, { to }) { return this.early.get(to) ?? []; }\n	private slotsLocked(\n',
			},
		],
	},
	{
		name: 'no unique key',
		breaks: 'duplicates',
		changes: [
			NO_UNIQUE_KEY,
			WAIT_BEFORE_LOCK,
			beforeTheLock('this.early.set(index, found.row);'),
			{
				file: CALL,
				find: FIND,
				put: `find(scope, index, entry) { return { ...this.findLocked(scope, index, entry), row: this.early.get(index) }; }\n\tfindLocked${FIND.slice(4)}`,
			},
		],
	},
	{
		name: 'TTL ignored',
		breaks: 'lost',
		changes: [
			{
				file: 'core/ledger/sqlite/statements.ts',
				find: "slot_at > ? AND NOT (state = 'reserved' AND expires_at <= ?)`",
				put: 'slot_at > ? AND ? IS NOT NULL`',
			},
		],
	},
	{
		name: 'a new reference is a new row',
		breaks: 'duplicates',
		changes: [
			NO_UNIQUE_KEY,
			{
				file: CALL,
				find: '			row: ownRow(row),\n',
				put: '			row: row !== undefined && row.ref === entry.ref ? ownRow(row) : undefined,\n',
			},
		],
	},
];

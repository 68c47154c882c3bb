// Ways to break the ledger that the harness must notice, each with what it has to break. They live here alone: `changes`
// replace source text when the ledger is bundled, the others are done to the ledger as a worker has it (broken-ledger.mjs).

const NO_UNIQUE_KEY = {
	find: ',\n\tUNIQUE(campaign_id, recipient_id, occasion, live)\n',
	put: '\n',
};

/** For races: the time in which a claim is good is then long enough that both workers meet in it. */
const SLOW = 4;

export const MUTANTS = [
	{ name: 'claim after the call', breaks: 'duplicates', broken: { claim: 'after the call' } },
	{
		name: 'sending becomes reserved on restart',
		breaks: 'duplicates',
		changes: [{ find: "leasePassed: 'in_doubt',", put: "leasePassed: 'reserved'," }],
	},
	{
		name: 'no unique key',
		breaks: 'duplicates',
		changes: [NO_UNIQUE_KEY],
		broken: { claim: 'looks before it locks', blindTo: 'row', speed: SLOW },
	},
	{ name: 'no STOP check at the claim', breaks: 'after_stop', broken: { blindTo: 'stop' } },
	{
		name: 'count before the lock',
		breaks: 'over_cap',
		// With one SMS a person, the first race shows.
		cap: 1,
		broken: { claim: 'looks before it locks', blindTo: 'slots', speed: SLOW },
	},
	{
		name: 'TTL ignored',
		breaks: 'lost',
		changes: [
			{
				find: "AND NOT (s.state = 'reserved' AND s.expires_at <= ?7)",
				put: 'AND ?7 IS NOT NULL',
			},
		],
	},
	{
		// The row of a message that gets a new reference is not found any more: one in doubt is sent once more.
		name: 'a new reference is a new row',
		breaks: 'duplicates',
		searchable: false,
		changes: [
			NO_UNIQUE_KEY,
			{
				find: 'AND m.occasion = j.value AND m.live = ?5',
				put: "AND m.occasion = j.value AND m.live = ?5 AND m.state NOT IN ('in_doubt', 'refused', 'cancelled')",
			},
		],
	},
	{
		name: 'a delivery that expired is free',
		breaks: 'duplicates',
		changes: [
			{
				find: "reportExpired: 'expired',\n\t\t// A gateway that takes",
				put: "reportExpired: 'refused',\n\t\t// A gateway that takes",
			},
		],
	},
];

// What a round came to, from the gateway's log and the ledger's file alone.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CAMPAIGNS, CAP_DAYS, numberOf } from './world.mjs';

/** From the commit of a STOP on, calls that are under way may still arrive for this long. */
const STOP_GRACE_MS = 2_000;

export const readLog = (log) =>
	readFileSync(log, 'utf8')
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line));

/** Counts of everything that must not be; what is missing is known once the node has been asked for the last time. */
export function judge({ log, file, cap, members, events, crew, searchable, product }) {
	const { optOuts } = events;
	const { last } = crew;
	const entries = readLog(log);
	const ledger = readMessages(file, product.isAccepted);
	const atGateway = Map.groupBy(entries, ({ campaign, to }) => `${campaign} ${to}`);
	const counts = {
		accepted: entries.length,
		duplicates: entries.length - atGateway.size,
		over_cap: overCap(entries, cap),
		after_stop: afterStop(entries, optOuts),
		in_doubt: ledger.doubtful.size,
		...compare(entries, ledger, searchable),
		lost:
			(last.size > 0 ? unsent({ cap, members, optOuts, atGateway, ledger }) : 0) +
			ledgerOnly(entries, ledger),
		histories: [...atGateway.values()]
			.filter((own) => own.length > 1)
			.slice(0, 3)
			.map((own) => historyOf(own, file)),
		unaccounted: last.size > 0 ? unaccounted({ members, optOuts, atGateway, ledger, last }) : 0,
	};
	const most = searchable ? 0 : crew.lostInFlight + crew.doubtful;
	return {
		...{ ...counts, too_many_in_doubt: Math.max(0, counts.in_doubt - most) },
		...{ most_in_doubt: most, not_asked: CAMPAIGNS.length - last.size },
	};
}

/** These stay true once they are seen; the others mean something only when all is quiet. */
const LASTING = ['duplicates', 'over_cap', 'after_stop'];
const AT_REST = ['lost', 'unknown_to_ledger', 'unaccounted', 'too_many_in_doubt', 'not_asked'];

/** What makes a round fail, by name and number. */
export function violations(result) {
	const names = result.end === 'broken' ? LASTING : [...LASTING, ...AT_REST];
	const counted = names.flatMap((name) => (result[name] > 0 ? [[name, result[name]]] : []));
	return new Map([...counted, ...(result.end ? [] : [['did not come to rest', 1]])]);
}

/** Numbers that got more than the cap within any span of its days. */
function overCap(entries, cap) {
	const byNumber = Map.groupBy(entries, ({ to }) => to);
	return [...byNumber.values()].filter((own) => {
		const times = own.map(({ at }) => at).sort((a, b) => a - b);
		return times.some((at, n) => times[n + cap] - at < CAP_DAYS * 86_400_000);
	}).length;
}

function afterStop(entries, optOuts) {
	const stopped = new Map([...optOuts].map(([person, at]) => [numberOf(person), at]));
	return entries.filter(({ to, at }) => at > (stopped.get(to) ?? Infinity) + STOP_GRACE_MS).length;
}

/** How an SMS came to be accepted twice: what the gateway logged, then the attempts of the ledger. */
function historyOf(own, file) {
	const database = new DatabaseSync(file, { readOnly: true });
	const attempts = database
		.prepare(
			`SELECT a.ref, a.message_id, a.n, a.started_at, a.outcome, a.code, a.final_at, m.state FROM attempt a
			JOIN message m ON m.id = a.message_id
			WHERE a.message_id IN (SELECT message_id FROM attempt WHERE ref IN (SELECT value FROM json_each(?)))`,
		)
		.all(JSON.stringify(own.map(({ ref }) => ref)));
	database.close();
	return [...own, ...attempts].map((line) => JSON.stringify(line));
}

/** Messages that something is still to be found out about. */
export function openMessages(file, searchable) {
	const open = searchable ? "('sending', 'in_doubt')" : "('sending')";
	const database = new DatabaseSync(file, { readOnly: true });
	const { n } = database.prepare(`SELECT count(*) AS n FROM message WHERE state IN ${open}`).get();
	database.close();
	return n;
}

/** The ledger's messages by attempt. It knows a person by the keyed hash of the number alone. */
function readMessages(file, isAccepted) {
	const key = Buffer.from(readFileSync(`${file}.key`, 'utf8').trim(), 'hex');
	const database = new DatabaseSync(file, { readOnly: true });
	const rows = database
		.prepare(
			`SELECT m.id, m.state, c.name AS campaign, hex(r.hmac) AS hash, a.ref FROM attempt a
			JOIN message m ON m.id = a.message_id JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id`,
		)
		.all();
	database.close();
	const of = (wanted) => new Map(rows.filter(wanted).map((row) => [keyOf(row), row]));
	return {
		byRef: new Map(rows.map((row) => [row.ref, row])),
		accepted: of(({ state }) => isAccepted(state)),
		doubtful: of(({ state }) => state === 'in_doubt'),
		keyOf: (campaign, to) =>
			keyOf({ campaign, hash: createHmac('sha256', key).update(to).digest('hex').toUpperCase() }),
	};
}

const keyOf = ({ campaign, hash }) => `${campaign} ${hash}`;

/** Every SMS of the gateway must be a message the ledger believes accepted, of that person and campaign. */
function compare(entries, ledger, searchable) {
	const unknown = entries.filter(({ ref, campaign, to }) => {
		const row = ledger.byRef.get(ref);
		const key = ledger.keyOf(campaign, to);
		if (!row || keyOf(row) !== key) return true;
		return !ledger.accepted.has(key) && (searchable || !ledger.doubtful.has(key));
	});
	return { unknown_to_ledger: unknown.length };
}

/** Messages the ledger believes accepted that the gateway never saw. */
function ledgerOnly(entries, ledger) {
	const seen = new Set(entries.map(({ campaign, to }) => ledger.keyOf(campaign, to)));
	return [...ledger.accepted.keys()].filter((key) => !seen.has(key)).length;
}

/** SMS that people without a STOP should have got and did not: each is due as many as the cap lets through. */
function unsent({ cap, members, optOuts, atGateway, ledger }) {
	const campaignsOf = Map.groupBy(
		members.flatMap((people, index) => people.map((person) => ({ person, index }))),
		({ person }) => person,
	);
	let missing = 0;
	for (const [person, own] of campaignsOf) {
		if (optOuts.has(person)) continue;
		const had = own.filter(({ index }) => isTaken(CAMPAIGNS[index], person, atGateway, ledger));
		missing += Math.max(0, Math.min(cap, own.length) - had.length);
	}
	return missing;
}

const isTaken = (campaign, person, atGateway, ledger) =>
	atGateway.has(`${campaign} ${numberOf(person)}`) ||
	ledger.doubtful.has(ledger.keyOf(campaign, numberOf(person)));

/** Contacts of which the node, asked once more, says something else than what became of them. */
function unaccounted({ members, optOuts, atGateway, ledger, last }) {
	return members.reduce((sum, people, index) => {
		const campaign = CAMPAIGNS[index];
		const said = Map.groupBy(last.get(campaign) ?? [], ([person]) => person);
		const wrong = people.filter((person) => {
			const words = said.get(person)?.map(([, word]) => word) ?? [];
			return words.join() !== expected(campaign, person, { optOuts, atGateway, ledger });
		});
		return sum + wrong.length;
	}, 0);
}

function expected(campaign, person, { optOuts, atGateway, ledger }) {
	if (optOuts.has(person)) return 'SUPPRESSED';
	if (ledger.doubtful.has(ledger.keyOf(campaign, numberOf(person)))) return 'IN_DOUBT';
	return atGateway.has(`${campaign} ${numberOf(person)}`) ? 'ALREADY_SENT' : 'CAPPED';
}

import type { Row } from '../row';

/** Lists as rows, each in the order of its statement's columns (tested): `Connection.lists` tells why. */

/** Of FIND_KNOWN. */
export const knownRow = (list: readonly unknown[]): Row => ({
	n: list[0],
	person: list[1],
	opted_out_at: list[2],
	consent: list[3],
	consent_at: list[4],
	id: list[5],
	state: list[6],
	ref: list[7],
	purpose: list[8],
	lease_until: list[9],
	permanent: list[10],
	run: list[11],
	cost: list[12],
	attempted: list[13],
	provider_id: list[14],
	slot_at: list[15],
});

/** Of FIND_ATTEMPTS. */
export const attemptRow = (list: readonly unknown[]): Row => ({
	n: list[0],
	ref: list[1],
	gateway: list[2],
	started_at: list[3],
	provider_id: list[4],
	outcome: list[5],
	id: list[6],
	campaign_id: list[7],
	live: list[8],
	purpose: list[9],
	state: list[10],
	slot_at: list[11],
	lease_until: list[12],
	current_ref: list[13],
	cost: list[14],
});

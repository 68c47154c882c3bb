/** A handful of clients for the workflow's pinned sample: most can be written to, each kind of trouble is there once. */
import { CLIENT_HEADER } from './client-row.mjs';

const TIERS = ['Or', 'Platine'];

/** `pairs` is `[[client, cells], …]` in the order of clients.csv; the sample keeps that order. */
export function sampleRows(pairs) {
	const isRennes = ({ town }) => /^35[0-2]|^35[5-8]/.test(town.postalCode);
	const isReachable = (one) => isRennes(one) && one.kind === 'mobile' && isAdult(one);
	const isSale = (one) => isReachable(one) && TIERS.includes(one.tier) && one.agreed;
	const seen = new Map();
	const isRepeat = ({ number }) => number && seen.get(number.national) > 1;
	for (const [{ number }] of pairs)
		if (number) seen.set(number.national, (seen.get(number.national) ?? 0) + 1);
	const once = ([client]) => !isRepeat(client);

	const twin = pairs.find(([one]) => isSale(one) && isRepeat(one) && sameAnswers(pairs, one))[0];
	const chosen = new Set([
		...pairs.filter((pair) => once(pair) && isSale(pair[0])).slice(0, 8),
		...pairs.filter(([one]) => one.number?.national === twin.number.national),
		...[
			(one) => one.kind === 'landline',
			(one) => one.kind === 'scientific',
			(one) => one.kind === 'empty',
			(one) => one.kind === 'several' && one.agreed,
			(one) => isReachable(one) && one.agreed === false && one.tier === 'Or',
			(one) => isReachable(one) && one.agreed && one.tier === 'Bronze',
			(one) => one.overseas && one.agreed && one.town.postalCode.startsWith('974'),
			(one) => one.kind === 'mobile' && one.agreed && one.birth.endsWith('2013'),
		].map((isWanted) => pairs.find((pair) => once(pair) && isWanted(pair[0]))),
	]);
	return pairs
		.filter((pair) => chosen.has(pair))
		.map(([, cells]) =>
			Object.fromEntries(CLIENT_HEADER.map((column, i) => [column, String(cells[i])])),
		);
}

const isAdult = ({ birth }) => /(19[4-9]\d|200[0-7])$/.test(birth);

const sameAnswers = (pairs, one) =>
	pairs.every(([other]) => other.number?.national !== one.number.national || other.agreed);

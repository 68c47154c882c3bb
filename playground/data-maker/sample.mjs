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
	const otherNumber = numbersOfTheirOwn(seen);
	return pairs
		.filter((pair) => chosen.has(pair))
		.map(([client, cells]) => {
			const row = Object.fromEntries(CLIENT_HEADER.map((column, i) => [column, String(cells[i])]));
			return { ...row, [PHONE]: otherNumber(row[PHONE], client.number?.national) };
		});
}

const PHONE = 'Téléphone portable';

/**
 * The sample's people have numbers that are not in clients.csv: who sent the file and then tries the sample must not find
 * everybody already written to. Only the last three digits change, so a number stays in its block and its way of writing.
 */
function numbersOfTheirOwn(taken) {
	const given = new Map();
	return (cell, national) => {
		if (national === undefined) return cell;
		const own = given.get(national) ?? unused(national, taken);
		given.set(national, own);
		taken.set(own, 1);
		const kept = [...national.replace(/^0/, '').slice(0, -3)].join('\\D*');
		const [a, b, c] = own.slice(-3);
		return cell.replace(
			new RegExp(`(${kept}\\D*)\\d(\\D*)\\d(\\D*)\\d`),
			(_, start, one, two) => start + a + one + b + two + c,
		);
	};
}

function unused(national, taken) {
	for (let step = 1; step < 1000; step++) {
		const end = String((Number(national.slice(-3)) + step) % 1000).padStart(3, '0');
		const candidate = national.slice(0, -3) + end;
		if (!taken.has(candidate)) return candidate;
	}
	throw new Error(`No free number beside ${national}`);
}

const isAdult = ({ birth }) => /(19[4-9]\d|200[0-7])$/.test(birth);

const sameAnswers = (pairs, one) =>
	pairs.every(([other]) => other.number?.national !== one.number.national || other.agreed);

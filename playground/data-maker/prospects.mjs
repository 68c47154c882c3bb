/** 3,000 people who left their number on a form or in a contest: another tool, another layout, English headers. */
import { EXPORT_DAY, toDay, toIso } from './dates.mjs';
import { writeMobile, writeOverseas } from './numbers.mjs';
import { drawEmail, drawInterests, drawPerson } from './people.mjs';
import { randomFrom } from './random.mjs';
import { drawStore, drawTown } from './stores.mjs';

const ROWS = 3000;
const ALSO_CLIENTS = 260;

export const PROSPECT_HEADER = [
	'first_name',
	'last_name',
	'mobile',
	'email',
	'zip',
	'city',
	'birth_date',
	'interests',
	'source',
	'sms_consent',
	'consent_date',
];

const SOURCES = [
	['web form', 45],
	['contest', 30],
	['store wifi', 15],
	['catalogue request', 10],
];

/** `numbers` is the clients' drawer, so that only those meant to be clients too share a number with one. */
export function prospectRows(seed, clients, numbers) {
	const random = randomFrom(seed);
	const known = random
		.shuffle(clients.filter((one) => one.kind === 'mobile'))
		.slice(0, ALSO_CLIENTS);
	const strangers = Array.from({ length: ROWS - ALSO_CLIENTS }, () =>
		drawStranger(random, numbers),
	);
	return random.shuffle([...known, ...strangers]).map((one) => row(random, one));
}

function drawStranger(random, numbers) {
	const store = drawStore(random);
	const town = drawTown(random, store);
	const overseas = town.postalCode.startsWith('97');
	const number = overseas ? numbers.overseas(town.postalCode) : numbers.mobile();
	return { person: drawPerson(random), town, overseas, number };
}

function row(random, { person, town, overseas, number }) {
	const agreed = random.weighted([
		['true', 55],
		['false', 35],
		['', 10],
	]);
	const phone = (overseas ? writeOverseas : writeMobile)(random, number);
	return [
		person.first,
		person.last,
		random.chance(970) ? phone : '',
		random.chance(850) ? drawEmail(random, person) : '',
		town.postalCode,
		town.city,
		random.chance(600) ? toIso(random.between(toDay(1945, 1, 1), toDay(2007, 12, 31))) : '',
		drawInterests(random).join('|'),
		random.weighted(SOURCES),
		agreed,
		agreed === 'true' ? toIso(EXPORT_DAY - random.between(5, 700)) : '',
	];
}

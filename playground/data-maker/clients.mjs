/** 5,000 rows of a till export, with everything such files carry: typing habits, Excel's damage, people twice. */
import { EXPORT_DAY, toDay, toFrench } from './dates.mjs';
import { duplicateOf } from './duplicates.mjs';
import {
	numberDrawer,
	writeLandline,
	writeMobile,
	writeOverseas,
	writeScientific,
	writeSeveral,
	writeUnusable,
} from './numbers.mjs';
import { drawAddress, drawInterests, drawPerson } from './people.mjs';
import { drawPurchases } from './purchases.mjs';
import { randomFrom } from './random.mjs';
import { drawStore, drawTown } from './stores.mjs';

const ROWS = 5000;
const DUPLICATES = 230;

const TIERS = [
	['Bronze', 40],
	['Argent', 26],
	['Or', 22],
	['Platine', 12],
];
const IMPOSSIBLE_DATES = ['31/02/1975', '00/00/0000', '45/13/1980', '29/02/1983', '31/11/1990'];

/** The clients and all their purchases. A client keeps its parts (`number`, `agreed`, …) beside its written cells. */
export function makeClients(seed) {
	const random = randomFrom(seed);
	const numbers = numberDrawer(random);
	const originals = Array.from({ length: ROWS - DUPLICATES }, (_, i) =>
		drawClient(random, numbers, i),
	);
	const twice = random
		.shuffle(originals.filter((one) => one.kind === 'mobile'))
		.slice(0, DUPLICATES);
	const copies = twice.map((one, i) => duplicateOf(random, one, cardOf(originals.length + i)));
	const clients = random.shuffle([...originals, ...copies]);
	return { clients, purchases: clients.flatMap((client) => client.purchases), numbers };
}

const cardOf = (index) => `ML${String(100_000 + index * 7)}`;

function drawClient(random, numbers, index) {
	const store = drawStore(random);
	const town = drawTown(random, store);
	const tier = random.weighted(TIERS);
	const card = cardOf(index);
	const agreed = random.weighted([
		[true, 605],
		[false, 305],
		[undefined, 90],
	]);
	return {
		...drawPhone(random, numbers, town.postalCode),
		person: drawPerson(random),
		store,
		town,
		tier,
		card,
		agreed,
		agreedOn: agreed ? toFrench(EXPORT_DAY - random.between(5, 980)) : '',
		birth: drawBirth(random),
		address: drawAddress(random),
		interests: drawInterests(random),
		purchases: drawPurchases(random, card, tier, store.id),
	};
}

/** What the phone cell holds: `kind` says which, `number` is there when the cell can be read. */
function drawPhone(random, numbers, postalCode) {
	const overseas = postalCode.startsWith('97');
	const kind = random.weighted([
		['mobile', 868],
		['landline', 45],
		['empty', 35],
		['scientific', 14],
		['unusable', 24],
		['several', 14],
	]);
	if (kind === 'empty') return { kind, phone: random.chance(900) ? '' : ' ' };
	if (kind === 'landline')
		return { kind, phone: writeLandline(random, numbers.landline(postalCode)) };
	if (kind === 'several') {
		const number = numbers.mobile();
		return { kind, number, phone: writeSeveral(random, number, numbers.landline(postalCode)) };
	}
	if (kind === 'scientific') return { kind, phone: writeScientific(random, numbers.mobile()) };
	if (kind === 'unusable') return { kind, phone: writeUnusable(random, numbers.mobile()) };
	const number = overseas ? numbers.overseas(postalCode) : numbers.mobile();
	return {
		kind,
		number,
		overseas,
		phone: (overseas ? writeOverseas : writeMobile)(random, number),
	};
}

/** Most are adults; some cells are empty or impossible; 1900 is what a till writes when the field must be filled. */
function drawBirth(random) {
	const kind = random.weighted([
		['adult', 871],
		['empty', 75],
		['impossible', 18],
		['default', 8],
		['teenager', 10],
		['child', 18],
	]);
	if (kind === 'empty') return '';
	if (kind === 'impossible') return random.pick(IMPOSSIBLE_DATES);
	if (kind === 'default') return '01/01/1900';
	// Fifteen is the age that matters; nobody here turns fifteen or eighteen within half a year of the export.
	if (kind === 'child') return toFrench(random.between(toDay(2012, 6, 1), toDay(2015, 12, 31)));
	if (kind === 'teenager') return toFrench(random.between(toDay(2009, 6, 1), toDay(2011, 3, 31)));
	return toFrench(random.between(toDay(1941, 1, 1), toDay(2007, 12, 31)));
}

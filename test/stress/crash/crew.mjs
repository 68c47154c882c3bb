// The two workers of a round: whenever one has died, it is started again.
import { Life } from './life.mjs';
import { CAMPAIGNS, oneOf } from './world.mjs';

const SLOTS = [0, 1];
/** How long a worker waits for the other one to be ready too. */
const TOGETHER_MS = 600;

/**
 * @param round `{ job, people, tally, mostKills, leastFreezes, gateway, url, folder }`; `tally` counts kills by point over all rounds
 * @returns what happened so far; `finish` to have all contacts asked about once more, `abandon` to stop at once
 */
export function startCrew(round) {
	const crew = {
		...{ kills: 0, freezes: 0, lostInFlight: 0, doubtful: 0, hidden: 0, lastDeath: 0 },
		...{ errors: [], passes: new Map(), last: new Map(), closing: false },
	};
	const lives = new Map();
	const begin = startTogether(round.people);
	let born = 0;
	round.gateway.on('message', ({ held }) => {
		if (held !== undefined) lives.get(held)?.caught();
	});
	const start = (slot) => {
		const name = `${slot}-${++born}`;
		const life = new Life(round, crew, { name, slot, begin });
		lives.set(name, life);
		life.ended.then(() => {
			lives.delete(name);
			if (!crew.closing) start(slot);
		});
	};
	SLOTS.forEach(start);

	return Object.assign(crew, {
		finish: async () => {
			crew.closing = true;
			const [first, ...others] = lives.values();
			await Promise.all(others.map((life) => life.stop()));
			first?.tell({ finish: true });
			await first?.ended;
		},
		abandon: async () => {
			crew.closing = true;
			await Promise.all([...lives.values()].map((life) => life.stop()));
		},
	});
}

/** Both begin at the same people, in one campaign or in two, so that they compete. */
function startTogether(people) {
	const waiting = [];
	const go = () => {
		const from = Math.floor(Math.random() * people);
		const first = oneOf(CAMPAIGNS.keys().toArray());
		const apart = oneOf([0, 1]);
		for (const [n, life] of waiting.splice(0).entries()) {
			life.tell({ go: { from, first: (first + n * apart) % CAMPAIGNS.length } });
		}
	};
	return (life) => {
		waiting.push(life);
		if (waiting.length === SLOTS.length) go();
		else setTimeout(go, TOGETHER_MS);
	};
}

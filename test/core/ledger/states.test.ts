import {
	MESSAGE_STATES,
	TRANSITIONS,
	holdsSlot,
	isAccepted,
	isSpent,
	isSuccess,
	next,
	type MessageEvent,
	type MessageState,
} from '../../../core/ledger/states';

const EVENTS = [
	...new Set(Object.values(TRANSITIONS).flatMap((moves) => Object.keys(moves))),
].sort();

function targets(from: MessageState | 'none', ...events: MessageEvent[]): unknown {
	return events.map((event) => next(from, event));
}

describe('the states of a message', () => {
	it.each([
		// Only these may be reserved: anything that may have reached a phone is not among them.
		['reserve', ['none', 'reserved', 'refused', 'cancelled']],
		['claim', ['reserved']],
		['cancel', ['reserved']],
		['leasePassed', ['sending']],
		['answerNotSent', ['sending', 'in_doubt']],
		['answerInDoubt', ['sending']],
		['answerRefused', ['sending', 'in_doubt']],
	] as const)('%s only moves %j', (event, froms) => {
		const moved = (['none', ...MESSAGE_STATES] as const).filter((state) => next(state, event));
		expect([...moved].sort()).toEqual([...froms].sort());
	});

	it('knows every event named in the table', () => {
		expect(EVENTS).toHaveLength(13);
	});

	it('never goes back from accepted, whatever comes', () => {
		for (const state of MESSAGE_STATES.filter(isAccepted))
			for (const to of Object.values(TRANSITIONS[state])) expect(isAccepted(to)).toBe(true);
		for (const final of ['delivered', 'undelivered', 'expired'] as const)
			expect(TRANSITIONS[final]).toEqual({});
	});

	it('never makes sending or in doubt reservable but by the word that nothing left', () => {
		for (const event of Object.keys(TRANSITIONS.in_doubt) as MessageEvent[])
			expect(['reserved', 'cancelled']).not.toContain(next('in_doubt', event));
		const back = Object.entries(TRANSITIONS.sending).filter(([, to]) => to === 'reserved');
		expect(back.map(([event]) => event)).toEqual(['answerNotSent']);
	});

	it('lets a success win from every state that had a call', () => {
		for (const state of ['reserved', 'sending', 'in_doubt', 'refused', 'cancelled'] as const) {
			expect(targets(state, 'answerAccepted', 'reportAccepted', 'reportDelivered')).toEqual([
				'accepted',
				'accepted',
				'delivered',
			]);
		}
		expect(EVENTS.filter((event) => isSuccess(event as MessageEvent))).toEqual([
			'answerAccepted',
			'reportAccepted',
			'reportDelivered',
		]);
	});

	it('tells what holds a place and what has cost money', () => {
		const held = MESSAGE_STATES.filter(holdsSlot);
		expect(MESSAGE_STATES.filter((state) => !held.includes(state))).toEqual([
			'refused',
			'cancelled',
		]);
		expect(held.filter((state) => !isSpent(state))).toEqual(['reserved']);
	});
});

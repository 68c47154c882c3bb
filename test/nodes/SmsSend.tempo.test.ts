import { carrier, mute as sandboxed } from './carrier';
import type { Gateway } from '../../core/gateway/gateway';
import type { Run } from '../../nodes/SmsSend/run';
import { Tempo } from '../../nodes/SmsSend/tempo';

/** reaches phones and cannot be asked afterwards */
const mute: Gateway = {
	...sandboxed,
	capabilities: { ...sandboxed.capabilities, live: true },
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function tempoOf(
	gateway: Gateway,
	{ batchSize = 1, perSecond }: Partial<Record<'batchSize' | 'perSecond', number>> = {},
): Tempo {
	const job = { settings: { batchSize, callsAtOnce: 20, gateway } };
	return new Tempo({ job, rate: { perSecond } } as object as Run);
}

/** The sizes of the next waves when each took so long, in ms. */
const waves = (tempo: Tempo, ...took: number[]): number[] =>
	took.map((ms) => {
		jest.advanceTimersByTime(ms);
		tempo.learn(0, tempo.units);
		return tempo.units;
	});

describe('what SMS Send claims at once without a limit', () => {
	it('is about a second of a gateway that can be asked what became of it', () => {
		const tempo = tempoOf(carrier);
		expect(tempo.units).toBe(100);
		expect(waves(tempo, 100, 400, 600, 1_900, 2_100)).toEqual([200, 400, 400, 400, 200]);
	});

	it('is a quarter of that where only a person could settle it after a crash', () => {
		const tempo = tempoOf(mute);
		expect(tempo.units).toBe(100);
		expect(waves(tempo, 100, 200, 450, 600, 600)).toEqual([200, 200, 200, 100, 50]);
	});

	it('is about a second in the sandbox, which leaves nobody in doubt', () => {
		expect(waves(tempoOf(sandboxed), 100, 400, 600, 1_900)).toEqual([200, 400, 400, 400]);
	});

	it('keeps the calls at once busy and fills a call, however long a claim takes', () => {
		expect(waves(tempoOf(mute), 5_000, 5_000, 5_000, 5_000)).toEqual([50, 25, 20, 20]);
		expect(waves(tempoOf(mute, { batchSize: 500 }), 5_000, 5_000)).toEqual([500, 500]);
	});

	it('shrinks to a single one while calls do not get away at all', () => {
		const tempo = tempoOf(mute);
		for (let wave = 0; wave < 8; wave++) tempo.learn(tempo.units, tempo.units);
		expect(tempo.units).toBe(1);
	});

	it('is never more than a thousand', () => {
		expect(waves(tempoOf(mute), ...Array<number>(9).fill(1)).at(-1)).toBe(1_000);
	});
});

it('with a limit a turn of the account is a second of it, whatever the gateway', () => {
	for (const gateway of [carrier, mute])
		expect(tempoOf(gateway, { perSecond: 200 }).units).toBe(190);
});

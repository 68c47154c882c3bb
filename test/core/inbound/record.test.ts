import type { GatewayEvent } from '../../../core/gateway/gateway';
import { recordEvents } from '../../../core/inbound/record';
import type { E164 } from '../../../core/item';
import type { DeliveryEvent, Ledger, OptOutRequest } from '../../../core/ledger';

const NOW = Date.UTC(2026, 9, 6, 10);
const MARTIN = '+33612345678' as E164;

/** What the ledger is told, in the order it is told. */
async function recorded(events: GatewayEvent[], brands = ['lumen']) {
	const optOuts: OptOutRequest[] = [];
	const reports: DeliveryEvent[] = [];
	const ledger = {
		optOut: async (request: OptOutRequest) => {
			optOuts.push(request);
			return { cancelled: 0 };
		},
		report: async (list: DeliveryEvent[]) => void reports.push(...list),
		firstSeen: async (_: string, keys: string[]) => keys.map(() => true),
	};
	const told = await recordEvents(ledger as Partial<Ledger> as Ledger, events, {
		...{ gateway: 'octopush', brands, tellReports: true, now: NOW },
	});
	return { optOuts, reports, told };
}

const report = (more: Partial<Extract<GatewayEvent, { kind: 'report' }>> = {}) => ({
	...{ kind: 'report' as const, key: 'r1', providerId: 't-1', call: 'c-1', to: MARTIN },
	...{ status: 'delivered' as const, ...more },
});
const inbound = (text: string, more: Partial<Extract<GatewayEvent, { kind: 'inbound' }>> = {}) => ({
	...{ kind: 'inbound' as const, key: 'i1', from: MARTIN, text, ...more },
});

describe('a delivery report', () => {
	it('reaches the ledger with its number and call, which tell messages of one id apart', async () => {
		const { reports, optOuts, told } = await recorded([report()]);
		expect(reports).toEqual([
			{
				...{ key: 'r1', gateway: 'octopush', providerId: 't-1', call: 'c-1', to: MARTIN },
				...{ ref: undefined, status: 'delivered', code: undefined, at: NOW },
			},
		]);
		expect(optOuts).toEqual([]);
		expect(told.stops).toEqual([]);
	});

	it('names a person of La Réunion as SMS Contacts writes the number', async () => {
		const { reports } = await recorded([report({ to: '+33692123456' as E164 })]);
		expect(reports).toMatchObject([{ to: '+262692123456' }]);
	});

	it('that says who had opted out closes every brand, dated as the report', async () => {
		const at = NOW - 60_000;
		const event = report({ status: 'refused', optedOut: true, at });
		const { optOuts, reports, told } = await recorded([event], ['lumen', 'second']);
		const optOut = { to: MARTIN, source: 'gateway', at, now: NOW };
		const sourceRef = 'octopush r1 opted out';
		expect(optOuts).toEqual([
			{ ...optOut, brand: 'lumen', sourceRef },
			{ ...optOut, brand: 'second', sourceRef },
		]);
		expect(reports).toHaveLength(1);
		expect(told.stops).toMatchObject([{ kind: 'opt_out', reported: true, at }]);
		expect(told.replies).toEqual([]);
	});

	it('without a number closes nothing: the ledger does not know whom', async () => {
		const { optOuts, told } = await recorded([report({ optedOut: true, to: undefined })]);
		expect([optOuts, told.stops]).toEqual([[], []]);
	});

	it('closes the number in every way it is written', async () => {
		const to = '+33692123456' as E164;
		const { optOuts } = await recorded([report({ optedOut: true, to })]);
		expect(optOuts.map((one) => one.to)).toEqual([to, '+262692123456']);
	});
});

describe('an incoming SMS that the gateway took for a STOP', () => {
	it.each([
		['Ok', undefined],
		['OUI', undefined],
		['', undefined],
		['Stop', 'STOP'],
	])('is one with the text "%s"', async (text, keyword) => {
		const { optOuts, told } = await recorded([inbound(text, { optedOut: true })]);
		expect(optOuts).toMatchObject([{ to: MARTIN, source: 'sms', sourceRef: 'octopush i1' }]);
		expect(told.stops).toHaveLength(1);
		expect(told.stops[0]?.keyword).toBe(keyword);
		expect(told.replies).toEqual([]);
	});

	it('is none without its word', async () => {
		const { optOuts, told } = await recorded([inbound('OUI')]);
		expect(optOuts).toEqual([]);
		expect(told.replies).toMatchObject([{ kind: 'opt_in' }]);
	});
});

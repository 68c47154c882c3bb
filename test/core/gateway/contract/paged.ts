import type { Gateway, HttpCall, HttpReply } from '../../../../core/gateway/gateway';
import type { GatewayFixtures, Page } from './fixtures';
import { CODE, frozen } from './scene';

/** Replies that say nothing about what is asked: to believe one would lose a STOP or send an SMS twice. */
const UNUSABLE: HttpReply[] = [
	{ failure: 'not_connected', code: 'ECONNREFUSED' },
	{ failure: 'no_answer', code: 'ECONNABORTED' },
	...[301, 401, 403, 429, 500, 503].map((status) => ({ status, headers: {}, body: {} })),
	...['', '{"ids":[1,', '<html>', null, 42].map((body) => ({ status: 200, headers: {}, body })),
];

const NAMED = UNUSABLE.map((reply) => ({ name: JSON.stringify(reply), reply }));

/** Finding out later what became of a call. */
export function describeLookUp(gateway: Gateway, { settings, ...own }: GatewayFixtures) {
	const { lookUp } = gateway;
	it('has look-up fixtures if and only if it can look up', () => {
		expect(own.lookUp === undefined).toBe(lookUp === undefined);
	});
	if (!lookUp || !own.lookUp) return;
	const { fixtures, onePage } = own.lookUp;

	it.each(fixtures)('looks up: $name', ({ call, pages, found }) => {
		const results = walk(
			pages,
			(page) => lookUp.build(frozen(call), frozen(settings), page),
			(reply, page) => lookUp.parse(reply, page),
		);
		expect(results.flatMap((one) => one.found)).toEqual(found);
		for (const { code } of found) if (code !== undefined) expect(code).toMatch(CODE);
		for (const { ref, to } of found) expect(ref ?? to).toBeTruthy();
	});

	it('has look-ups that find, that find nothing, and that need several pages', () => {
		expect(fixtures.some(({ found }) => found.length > 0)).toBe(true);
		expect(fixtures.some(({ found }) => found.length === 0)).toBe(true);
		expect(onePage ?? fixtures.some(({ pages }) => pages.length > 1)).toBe(true);
		expect(lookUp.quietMs).toBeGreaterThan(0);
	});

	it.each(NAMED)('does not believe $name', ({ reply }) => {
		expect(lookUp.parse(reply)).toBeUndefined();
	});
}

/** Who has opted out at the gateway. */
export function describeOptOutList(gateway: Gateway, { settings, ...own }: GatewayFixtures) {
	const { optOutList } = gateway;
	it('has opt-out fixtures if and only if it has a list', () => {
		expect(own.optOutList === undefined).toBe(optOutList === undefined);
		if (gateway.capabilities.optOuts === 'list') expect(optOutList).toBeDefined();
	});
	if (!optOutList || !own.optOutList) return;
	const { fixtures, onePage } = own.optOutList;

	it.each(fixtures)('lists opt-outs: $name', ({ pages, optOuts }) => {
		const results = walk(
			pages,
			(page) => optOutList.build(frozen(settings), page),
			(reply, page) => optOutList.parse(reply, page),
		);
		expect(results.flatMap((one) => one.optOuts)).toEqual(optOuts);
	});

	it('has lists with numbers, without any, and of several pages', () => {
		expect(fixtures.some(({ optOuts }) => optOuts.length > 0)).toBe(true);
		expect(fixtures.some(({ optOuts }) => optOuts.length === 0)).toBe(true);
		expect(onePage ?? fixtures.some(({ pages }) => pages.length > 1)).toBe(true);
	});

	it.each(NAMED)('does not believe $name', ({ reply }) => {
		expect(optOutList.parse(reply)).toBeUndefined();
	});
}

/** Asks page after page, as the nodes do, and expects the calls of the fixture and an end after its last page. */
function walk<T extends { next?: string }>(
	pages: Page[],
	build: (page?: string) => HttpCall,
	parse: (reply: HttpReply, page?: string) => T | undefined,
): T[] {
	const results: T[] = [];
	for (const [index, { call, reply }] of pages.entries()) {
		const page = results.at(-1)?.next;
		expect(build(page)).toEqual({ timeoutMs: expect.any(Number), ...call });
		const result = parse(frozen(reply), page);
		expect(result?.next === undefined).toBe(index === pages.length - 1);
		if (result) results.push(result);
	}
	expect(results).toHaveLength(pages.length);
	return results;
}

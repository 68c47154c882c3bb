import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { E164 } from '../../core/item';
import { SmsConsent } from '../../nodes/SmsConsent/SmsConsent.node';
import { runNode, type EngineOptions } from '../harness';
import { carrierServer, type Answer, type CarrierServer } from './carrier';
import { MONDAY, numberOf, useScene, withLedger } from './SmsSend.scene';

jest.mock(
	'../../core/gateway/gateways',
	() => jest.requireActual<{ TEST_GATEWAYS: object }>('./carrier').TEST_GATEWAYS,
);

useScene();
beforeEach(
	async () => await withLedger(async (ledger) => await ledger.saveBrand({ slug: 'lumen' }, MONDAY)),
);

let server: CarrierServer | undefined;
afterEach(async () => {
	await server?.stop();
	server = undefined;
});
const serve = async (answer: (path: string) => Answer | undefined) =>
	(server = await carrierServer(answer));

async function run(
	parameters: INodeParameters = {},
	options: EngineOptions & { node?: object } = server!.account(),
	items: IDataObject[] = [{}],
) {
	const given = { resource: 'suppression', operation: 'importFromGateway', gateway: 'carrier' };
	const result = await runNode(
		new SmsConsent(),
		{ ...given, ...parameters },
		items.map((json) => ({ json })),
		options,
	);
	return { ...result, json: (result.outputs[0] ?? []).map(({ json }) => json) };
}

const suppressed = async (brand: string, ...numbers: E164[]) =>
	await withLedger(async (ledger) => await ledger.suppressed(brand, numbers));

const [ANNE, BRUNO] = [numberOf(1), numberOf(2)];
const optOuts = (...list: object[]): Answer => ({ body: { list } });

it('adds everybody on the list to every brand, page by page, and counts them', async () => {
	const { asked } = await serve((path) =>
		path.includes('page=2')
			? optOuts({ to: BRUNO })
			: { body: { list: [{ to: ANNE, at: MONDAY - 1 }], next: '2' } },
	);
	const { json, hints, error } = await run();
	expect(error).toBeUndefined();
	expect(json).toEqual([
		{ gateway: 'Carrier', brands: ['default', 'lumen'], listed: 2, added: 2, known: 0 },
	]);
	expect(hints.map(({ message }) => message)).toEqual(['2 added, 0 in the list before.']);
	expect(asked).toEqual(['/stops', '/stops?&page=2']);
	for (const brand of ['default', 'lumen'])
		expect(await suppressed(brand, ANNE, BRUNO, numberOf(3))).toEqual([true, true, false]);
});

it('the same list again adds nobody', async () => {
	await serve(() => optOuts({ to: ANNE }, { to: BRUNO, at: MONDAY }));
	await run();
	expect((await run()).json).toMatchObject([{ listed: 2, added: 0, known: 2 }]);
});

it('who opts in again after an entry without date stays in, until another account lists them', async () => {
	await serve(() => optOuts({ to: ANNE }));
	await run();
	const proof = { wording: 'Oui' };
	const said = { basis: 'consent', source: 'till', at: MONDAY + 1, proof } as const;
	await withLedger(
		async (ledger) =>
			await ledger.recordConsent({
				...{ brand: 'default', now: MONDAY + 1 },
				statements: [{ ...said, to: ANNE, status: 'granted' }],
			}),
	);
	await run();
	expect(await suppressed('default', ANNE)).toEqual([false]);
	const { json } = await run({}, server!.account('2'));
	expect(json).toMatchObject([{ added: 1, known: 0 }]);
	expect(await suppressed('default', ANNE)).toEqual([true]);
});

it('closes the chosen brands alone', async () => {
	await serve(() => optOuts({ to: ANNE }));
	expect((await run({ brands: ['lumen'] })).json).toMatchObject([{ brands: ['lumen'] }]);
	expect(await suppressed('lumen', ANNE)).toEqual([true]);
	expect(await suppressed('default', ANNE)).toEqual([false]);
});

it('knows a number of La Réunion however the gateway writes it', async () => {
	await serve(() => optOuts({ to: '+33692123456' }));
	const { json } = await run();
	expect(json).toMatchObject([{ listed: 1, added: 1 }]);
	expect(await suppressed('default', '+262692123456' as E164)).toEqual([true]);
});

it('an opt-out dated in the future counts from now', async () => {
	await serve(() => optOuts({ to: ANNE, at: MONDAY * 2 }));
	await run();
	const entries = await withLedger(async (ledger) => await ledger.exportSuppression('default'));
	expect(entries).toMatchObject([{ at: MONDAY, sources: ['gateway carrier/1'] }]);
});

it('a test run counts and writes nothing', async () => {
	await serve(() => optOuts({ to: ANNE }));
	const { json, hints } = await run({}, { ...server!.account(), mode: 'manual' });
	expect(json).toMatchObject([{ added: 1, known: 0 }]);
	expect(hints[0]!.message).toBe('1 would be added, 0 in the list before.');
	expect(await suppressed('default', ANNE)).toEqual([false]);
});

it('runs once, however many items come in, and lets no number out', async () => {
	const { asked } = await serve(() => optOuts({ to: ANNE }));
	const { json } = await run({}, undefined, [{ a: 1 }, { a: 2 }]);
	expect([json.length, asked.length]).toEqual([1, 1]);
	expect(JSON.stringify(json)).not.toContain(ANNE.slice(3));
});

it.each<[string, Answer, RegExp]>([
	['a wrong key', { status: 401 }, /^Carrier turned the account away$/],
	['a server error', { status: 503 }, /^Carrier gave no answer that can be used$/],
	['an answer nobody can read', { body: {} }, /^Carrier gave no answer that can be used$/],
])('%s is an error, and nothing is recorded', async (_, answer, message) => {
	await serve((path) =>
		path.includes('page') ? answer : { body: { list: [{ to: ANNE }], next: '2' } },
	);
	const { error } = await run();
	expect(error?.message).toMatch(message);
	expect(error?.description).toContain('Nothing was changed');
	expect(await suppressed('default', ANNE)).toEqual([false]);
});

it('a gateway without a list says where its opt-outs come from', async () => {
	await serve(() => undefined);
	const { error } = await run({ gateway: 'mute' }, {});
	expect(error?.message).toBe('Mute has no list of opt-outs');
	expect(error?.description).toContain('SMS Trigger');
});

it('a brand that is not there is an error before the gateway is asked', async () => {
	const { asked } = await serve(() => optOuts({ to: ANNE }));
	const { error } = await run({ brands: ['nobody'] });
	expect(error?.message).toContain('nobody');
	expect(asked).toEqual([]);
});

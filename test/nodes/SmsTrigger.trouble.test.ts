import { DatabaseSync } from 'node:sqlite';
import { openEmbeddedLedger, type Ledger } from '../../core/ledger';
import { ledgerFile } from '../../nodes/shared/open-ledger';
import { call, inbound, MARTIN, post, SECRET, useScene, withLedger } from './SmsTrigger.scene';

/** The ledger that the trigger gets; a test may break it. */
let broken: Partial<Ledger> = {};
let held: Ledger | undefined;

jest.mock('../../nodes/shared/open-ledger', () => {
	const real = jest.requireActual<{ ledgerFile: () => string }>('../../nodes/shared/open-ledger');
	return {
		...real,
		openLedger: async () => {
			held ??= await openEmbeddedLedger({ file: real.ledgerFile(), patienceMs: 30 });
			return { ...held, ...broken };
		},
	};
});

useScene();
afterEach(async () => {
	await held?.close();
	held = undefined;
	broken = {};
});

const suppressed = async () =>
	(await withLedger(async (ledger) => await ledger.suppressed('default', [MARTIN])))[0];

describe('when the ledger cannot be written', () => {
	it('answers 503 so that the gateway comes back, and takes it then', async () => {
		await post(inbound('Bonjour'));
		const other = new DatabaseSync(ledgerFile());
		other.exec('BEGIN IMMEDIATE');
		const refused = await post(inbound('STOP'));
		other.exec('ROLLBACK');
		other.close();
		expect(refused).toMatchObject({ status: 503, body: '{}', outputs: undefined });
		expect(refused.headers['retry-after']).toBe('30');
		expect(refused.logged).toContain('locked by another process');
		expect(await suppressed()).toBe(false);

		const { status, outputs } = await post(inbound('STOP'));
		expect([status, outputs?.[0]?.length]).toEqual([200, 1]);
		expect(await suppressed()).toBe(true);
	});

	it('tells the workflow of everything once the whole call is written', async () => {
		const events = [
			inbound('STOP'),
			inbound('Merci'),
			{ type: 'report', id: 'r', ref: 'x', status: 'delivered' },
		];
		broken = {
			report: async () => {
				throw new Error(`no room for ${MARTIN}`);
			},
		};
		const failed = await post({ events });
		expect([failed.status, failed.outputs]).toEqual([503, undefined]);
		expect(failed.logged).not.toContain(MARTIN.slice(1));
		// The STOP is kept already: it is written first.
		expect(await suppressed()).toBe(true);

		broken = {};
		const { status, outputs } = await post({ events });
		expect([status, outputs?.map((items) => items.length)]).toEqual([200, [1, 1, 0, 0]]);
		expect((await post({ events })).outputs).toBeUndefined();
	});

	it('shows a page to a person who follows a link', async () => {
		broken = {
			getBrand: async () => {
				throw new Error('gone');
			},
		};
		const { status, body } = await call({ method: 'GET', query: { confirm: 'a'.repeat(22) } });
		expect(status).toBe(503);
		expect(body).toContain('Réessayez dans un instant');
	});
});

describe('a confirmation link', () => {
	const token = 'T0ken_of-22-characters';
	const confirmed: string[] = [];
	const link = { query: { confirm: token } };

	beforeEach(() => {
		confirmed.length = 0;
		const confirmConsent = async (request: { token: string }) => {
			if (request.token !== token) return undefined;
			confirmed.push(request.token);
			return { brand: 'default', ...(confirmed.length > 1 ? { repeated: true } : {}) };
		};
		broken = { confirmConsent } as Partial<Ledger>;
	});

	it('shows a button when it is opened, and confirms nothing: previewers open links', async () => {
		const { status, body, headers, outputs } = await call({ method: 'GET', ...link });
		expect([status, outputs, confirmed]).toEqual([200, undefined, []]);
		expect(headers['content-type']).toBe('text/html; charset=utf-8');
		expect(headers['content-security-policy']).toContain("default-src 'none'");
		expect(body).toContain('<html lang="fr">');
		expect(body).toContain('<form method="post"><button>Je confirme</button></form>');
		expect(body).not.toContain(token);
	});

	it('confirms when the button is pressed, and starts the workflow once, if that is ticked', async () => {
		const ticked = { ...link, parameters: { events: ['confirmation'] } };
		const { status, body, outputs } = await call(ticked);
		expect([status, confirmed]).toEqual([200, [token]]);
		expect(body).toContain('Merci, votre inscription de My brand est enregistrée.');
		expect(outputs).toEqual([
			[],
			[],
			[],
			[
				{
					json: { kind: 'confirmation', sms: { brand: 'default' }, at: '2026-10-06T10:00:00.000Z' },
				},
			],
		]);
		expect(await call(ticked)).toMatchObject({ status: 200, outputs: undefined });
		expect((await call(link)).outputs).toBeUndefined();
	});

	it('writes nothing from the test address', async () => {
		const test = { ...link, mode: 'manual' as const, parameters: { events: ['confirmation'] } };
		const { body, outputs } = await call(test);
		expect(confirmed).toEqual([]);
		expect(body).toContain('Adresse d’essai');
		expect(outputs?.[3]?.[0]?.json).toMatchObject({ sms: { test: true } });
	});

	it('speaks the language of the brand, and shows its name as text', async () => {
		await withLedger(
			async (ledger) =>
				await ledger.saveBrand({ slug: 'lumen', name: 'Lumen & <b>Co</b>', language: 'en' }, 0),
		);
		const { body } = await call({ method: 'GET', ...link, parameters: { brands: ['lumen'] } });
		expect(body).toContain(
			'Press the button to receive offers from Lumen &amp; &lt;b&gt;Co&lt;/b&gt; by SMS.',
		);
	});

	it.each([
		['of another token', 'a'.repeat(22)],
		['that was cut short', 'T0ken'],
		['that holds markup', '<script>alert(1)</script>'],
	])('%s is not known', async (_, confirm) => {
		const { status, body, outputs } = await call({ query: { confirm } });
		expect([status, outputs, confirmed]).toEqual([404, undefined, []]);
		expect(body).toContain('Lien inconnu');
		expect(body).not.toContain('script');
	});

	it('is not known to a ledger that keeps no consents', async () => {
		broken = { confirmConsent: undefined } as Partial<Ledger>;
		for (const method of ['GET', 'POST'] as const)
			expect(await call({ method, ...link })).toMatchObject({ status: 404 });
	});

	it('lets nobody pass for the gateway', async () => {
		await call({ query: { confirm: token, secret: SECRET }, body: inbound('STOP') });
		expect(await suppressed()).toBe(false);
	});
});

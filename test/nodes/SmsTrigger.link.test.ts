import { call, inbound, MARTIN, NOON, SECRET, useScene, withLedger } from './SmsTrigger.scene';

useScene();

const DAY = 24 * 3_600_000;
const ticked = { parameters: { events: ['confirmation'] } };

/** Someone signed up and was sent a link. */
async function asked(brand = 'default', at = NOON): Promise<string> {
	return await withLedger(async (ledger) => {
		const statement = {
			to: MARTIN,
			status: 'pending' as const,
			basis: 'consent' as const,
			source: 'web_form',
			at,
			proof: { wording: 'Je veux recevoir les offres par SMS', wordingVersion: '3' },
		};
		const [verdict] = await ledger.recordConsent({ brand, statements: [statement], now: at });
		if (verdict?.outcome !== 'recorded' || !verdict.token) throw new Error('not asked');
		return verdict.token;
	});
}

const consent = async (brand = 'default') =>
	await withLedger(async (ledger) => (await ledger.consentOf(brand, [MARTIN]))[0]);

describe('a confirmation link', () => {
	it('shows a button when it is opened, and confirms nothing: previewers open links', async () => {
		const token = await asked();
		const { status, body, headers, outputs } = await call({
			method: 'GET',
			query: { confirm: token },
			...ticked,
		});
		expect([status, outputs]).toEqual([200, undefined]);
		expect(await consent()).toMatchObject({ status: 'pending' });
		expect(headers['content-type']).toBe('text/html; charset=utf-8');
		expect(headers['content-security-policy']).toContain("default-src 'none'");
		expect(body).toContain('<html lang="fr">');
		expect(body).toContain('<form method="post"><button>Je confirme</button></form>');
		expect(body).not.toContain(token);
	});

	it('confirms when the button is pressed, and starts the workflow once, if that is ticked', async () => {
		const query = { confirm: await asked() };
		const { status, body, outputs } = await call({ query, ...ticked });
		expect(status).toBe(200);
		expect(await consent()).toMatchObject({ status: 'granted', suppressed: false });
		expect(body).toContain('Merci, votre inscription de My brand est enregistrée.');
		const at = '2026-10-06T10:00:00.000Z';
		const sms = {
			brand: 'default',
			consent: { status: 'granted', basis: 'consent', source: 'web_form', at },
		};
		const json = { kind: 'confirmation', sms, consentRef: expect.any(String), at };
		expect(outputs).toEqual([[], [], [], [{ json }]]);
		expect(await call({ query, ...ticked })).toMatchObject({ status: 200, outputs: undefined });
	});

	it('keeps from where it was confirmed in the proof', async () => {
		await call({ query: { confirm: await asked() } });
		const person = await withLedger(async (ledger) => await ledger.exportPerson('default', MARTIN));
		expect(person.statements[0]?.proof.evidence).toMatchObject({ ip: '203.0.113.7' });
	});

	it('starts nothing when that is not ticked', async () => {
		const query = { confirm: await asked() };
		expect(await call({ query })).toMatchObject({ status: 200, outputs: undefined });
		expect(await consent()).toMatchObject({ status: 'granted' });
	});

	it('writes nothing from the test address, and shows the workflow what it would get', async () => {
		const query = { confirm: await asked() };
		const { body, outputs } = await call({ query, mode: 'manual', ...ticked });
		expect(await consent()).toMatchObject({ status: 'pending' });
		expect(body).toContain('Adresse d’essai');
		expect(outputs?.[3]?.[0]?.json).toMatchObject({ sms: { test: true } });
	});

	it('is no longer known after a STOP, nor once it is too old', async () => {
		const query = { confirm: await asked('default', NOON - 8 * DAY) };
		expect(await call({ query })).toMatchObject({ status: 404 });
		const fresh = { confirm: await asked() };
		await call({ query: { secret: SECRET }, body: inbound('STOP') });
		expect(await call({ query: fresh, ...ticked })).toMatchObject({
			status: 404,
			outputs: undefined,
		});
		expect(await consent()).toMatchObject({ suppressed: true });
	});

	it('speaks the language of the brand, and shows its name as text', async () => {
		await withLedger(
			async (ledger) =>
				await ledger.saveBrand({ slug: 'lumen', name: 'Lumen $$ & <b>Co</b>', language: 'en' }, 0),
		);
		const query = { confirm: await asked('lumen') };
		const { body } = await call({ method: 'GET', query, parameters: { brands: ['lumen'] } });
		expect(body).toContain('offers from Lumen $$ &amp; &lt;b&gt;Co&lt;/b&gt; by SMS.');
		expect((await call({ query })).body).toContain('Thank you, your sign-up from Lumen');
	});

	it.each([
		['of another token', 'a'.repeat(22)],
		['that was cut short', 'T0ken'],
		['that holds markup', '<script>alert(1)</script>'],
		['without a token', ''],
	])('%s is not known', async (_, confirm) => {
		await asked();
		const { status, body, outputs } = await call({ query: { confirm }, ...ticked });
		expect([status, outputs]).toEqual([404, undefined]);
		expect(body).toContain('Lien inconnu');
		expect(body).not.toContain('script');
		expect(await consent()).toMatchObject({ status: 'pending' });
	});

	it('lets nobody pass for the gateway', async () => {
		const query = { confirm: await asked(), secret: SECRET };
		await call({ query, body: inbound('STOP') });
		expect(await consent()).toMatchObject({ status: 'granted', suppressed: false });
	});
});

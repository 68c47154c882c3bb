import {
	cap,
	contact,
	contacts,
	HOUR,
	ledgerRows,
	message,
	MONDAY,
	NOTHING,
	send,
	setBrand,
	setTime,
	smsOf,
	useScene,
} from './SmsSend.scene';

useScene();

const DAY = 24 * HOUR;
const reasons = (items: Array<Parameters<typeof smsOf>[0]>) =>
	items.map((json) => smsOf(json).reason);

describe('SMS Frequency Cap', () => {
	it('keeps a place for each allowed contact', async () => {
		const { allowed, held, hints, outputs } = await cap(contacts(3), { campaign: 'Sale' });
		expect(held).toEqual([]);
		expect(smsOf(allowed[0])).toMatchObject({
			status: 'reserved',
			ref: expect.stringMatching(/^[\w-]{1,20}$/),
			campaign: 'Sale',
			purpose: 'marketing',
			occasion: 'once',
		});
		expect(outputs[0]!.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(hints[0]!.message).toBe('3 allowed. The cap is 2 per month.');
		expect(ledgerRows().messages).toEqual({ reserved: 3 });
	});

	it('lets two campaigns a month through and holds the third until next month', async () => {
		await cap(contacts(2), { campaign: 'one' });
		await cap(contacts(1), { campaign: 'two' });
		const { allowed, held, hints } = await cap(contacts(2), { campaign: 'three' });
		expect(allowed.map((json) => json.row)).toEqual([1]);
		expect(smsOf(held[0])).toMatchObject({
			status: 'held',
			reason: 'CAPPED',
			nextAllowedAt: '2026-11-30T23:00:00.000Z',
			detail: expect.stringContaining('à partir du 1er décembre 2026 à 00:00'),
		});
		expect(hints[0]!.message).toBe('1 allowed, 1 at the cap. The cap is 2 per month.');
		setTime(Date.parse('2026-12-01T09:00:00Z'));
		expect((await cap(contacts(1), { campaign: 'three' })).allowed).toHaveLength(1);
	});

	it('tells the date in the brand’s language and zone', async () => {
		await setBrand({ language: 'en', timezone: 'Indian/Reunion', cap: { perMonth: 1 } });
		await cap(contacts(1), { campaign: 'one' });
		const { held } = await cap(contacts(1), { campaign: 'two' });
		expect(smsOf(held[0]).detail).toContain('possible again from 1 December 2026 at 00:00');
		expect(smsOf(held[0]).nextAllowedAt).toBe('2026-11-30T20:00:00.000Z');
	});

	it('answers the same reservation again when it is run twice', async () => {
		const first = await cap(contacts(2), { campaign: 'sale' });
		const second = await cap(contacts(2), { campaign: 'sale' });
		expect(second.allowed.map((json) => smsOf(json).ref)).toEqual(
			first.allowed.map((json) => smsOf(json).ref),
		);
		expect(ledgerRows().messages).toEqual({ reserved: 2 });
	});

	it('holds who has received the campaign, and a number met twice', async () => {
		await send(contacts(1), { campaign: 'sale' });
		const items = [contact(0), contact(1), contact(1)];
		const { allowed, held } = await cap(items, { campaign: 'sale' });
		expect(allowed.map((json) => json.row)).toEqual([1]);
		expect(reasons(held)).toEqual(['ALREADY_SENT', 'DUPLICATE']);
	});

	it('asks the one eligibility decision for everything else', async () => {
		const { held } = await cap([
			contact(1, { consent: { status: 'unknown' } }),
			contact(2, { contact: { kind: 'client', birthDate: '2015-01-01' } }),
			contact(3, { message: undefined }),
		]);
		expect(reasons(held)).toEqual(['NO_CONSENT', 'MINOR']);
	});

	it('passes contacts that were held before through Held, untouched', async () => {
		const before = contact(1, { status: 'held', reason: 'OUT_OF_ZONE', detail: 'Trop loin' });
		const { allowed, held, hints } = await cap([before, contact(2)]);
		expect(allowed).toHaveLength(1);
		expect(held).toEqual([before]);
		expect(hints[0]!.message).toContain('1 allowed, 1 out of zone');
	});

	it('does not count a transactional message', async () => {
		const order = message('Votre commande est prete');
		const items = [{ ...contact(1, { message: order }), order: 4711 }];
		const parameters = { messageType: 'transactional', occasion: 'field', occasionField: 'order' };
		const { allowed } = await cap(items, { ...parameters, campaign: 'order' });
		expect(smsOf(allowed[0])).toMatchObject({ purpose: 'transactional', occasion: '#4711' });
		for (const campaign of ['one', 'two']) {
			expect((await cap([contact(1)], { campaign })).allowed).toHaveLength(1);
		}
	});

	it('gives the place of someone outside the hours to the next allowed moment', async () => {
		setTime(MONDAY - DAY);
		const { allowed } = await cap(contacts(1));
		expect(smsOf(allowed[0])).toMatchObject({
			status: 'reserved',
			nextAllowedAt: '2026-11-23T07:00:00.000Z',
		});
	});

	it('takes no contacts at all', async () => {
		const { error, outputs } = await cap([]);
		expect(error).toBeUndefined();
		expect(outputs.flat()).toEqual([]);
	});
});

describe('Check Only', () => {
	it('decides the same and keeps no place', async () => {
		await cap(contacts(1), { campaign: 'one' });
		await cap(contacts(1), { campaign: 'two' });
		const before = ledgerRows();
		const parameters = { operation: 'check', campaign: 'three' };
		const { allowed, held, hints } = await cap(contacts(3), parameters);
		expect(allowed.map(smsOf)).toMatchObject([{ status: 'ready' }, { status: 'ready' }]);
		expect(smsOf(allowed[0])).not.toHaveProperty('ref');
		expect(reasons(held)).toEqual(['CAPPED']);
		expect(hints[0]!.message).toContain('Checked only, no place is kept.');
		expect({ ...ledgerRows(), runs: before.runs }).toEqual(before);
	});

	it('may stand before Reserve in one flow', async () => {
		const checked = await cap(contacts(2), { operation: 'check', campaign: 'sale' });
		const { allowed } = await cap(checked.allowed, { campaign: 'sale' });
		expect((await send(allowed)).sent).toHaveLength(2);
	});
});

describe('limits of the node', () => {
	it('tighten the brand’s', async () => {
		await cap(contacts(1), { campaign: 'one' });
		const limits = { perMonth: 1 };
		const { held, hints } = await cap(contacts(1), { campaign: 'two', limits });
		expect(reasons(held)).toEqual(['CAPPED']);
		expect(hints[0]!.message).toContain('The cap is 2 per month. Here also 1 per month.');
	});

	it('never loosen the brand’s', async () => {
		await cap(contacts(1), { campaign: 'one' });
		await cap(contacts(1), { campaign: 'two' });
		const limits = { perMonth: 10, perDays: { limit: { max: 10, days: 1 } }, minGapHours: 0 };
		expect(reasons((await cap(contacts(1), { campaign: 'three', limits })).held)).toEqual([
			'CAPPED',
		]);
	});

	it.each([
		['a gap in hours', { minGapHours: 48 }, 48 * HOUR],
		['a number of days', { perDays: { limit: { max: 1, days: 3 } } }, 3 * DAY],
	])('look at %s', async (_, limits, length) => {
		await cap(contacts(1), { campaign: 'one', holdHours: 1000 });
		setTime(MONDAY + length - 1);
		const { held } = await cap(contacts(1), { campaign: 'two', limits });
		expect(smsOf(held[0])).toMatchObject({
			reason: 'CAPPED',
			nextAllowedAt: new Date(MONDAY + length).toISOString(),
		});
		setTime(MONDAY + length);
		expect((await cap(contacts(1), { campaign: 'two', limits })).allowed).toHaveLength(1);
	});

	it('a place that was not used is free again when its time is over', async () => {
		for (const campaign of ['one', 'two']) await cap(contacts(1), { campaign, holdHours: 0.5 });
		const third = async () => await cap(contacts(1), { campaign: 'three' });
		expect((await third()).held).toHaveLength(1);
		setTime(MONDAY + HOUR / 2);
		expect((await third()).allowed).toHaveLength(1);
	});
});

describe('the occasion', () => {
	it.each([
		['once', '2027-11-24T09:00:00Z', 0],
		['month', '2026-11-30T09:00:00Z', 0],
		['month', '2026-12-01T09:00:00Z', 1],
		['year', '2026-12-31T09:00:00Z', 0],
		['year', '2027-01-04T09:00:00Z', 1],
	])('%s: again at %s for %d', async (occasion, at, expected) => {
		const parameters = { campaign: 'birthday', occasion };
		const { allowed } = await cap(contacts(1), parameters);
		await send(allowed);
		setTime(Date.parse(at));
		expect((await cap(contacts(1), parameters)).allowed).toHaveLength(expected);
	});

	it('begins with the month of the brand, not of the server', async () => {
		setTime(Date.parse('2026-11-30T23:30:00Z'));
		await setBrand({ sandbox: { ignoreHours: true } });
		const { allowed } = await cap(contacts(1), { occasion: 'month' });
		expect(smsOf(allowed[0]).occasion).toBe('2026-12');
	});

	it('comes from a field, one message for each value', async () => {
		const parameters = { campaign: 'pickup', occasion: 'field', occasionField: 'order' };
		const withOrder = (order: unknown) => [{ ...contact(1), order }] as never;
		await send((await cap(withOrder(1), parameters)).allowed);
		expect(reasons((await cap(withOrder('1'), parameters)).held)).toEqual(['ALREADY_SENT']);
		expect((await cap(withOrder(2), parameters)).allowed).toHaveLength(1);
	});

	it.each([[''], ['  '], [null], [{ a: 1 }], [undefined]])(
		'holds a contact whose field is %p, and says so',
		async (order) => {
			const items = [{ ...contact(1), order }] as never;
			const { held, error } = await cap(items, { occasion: 'field', occasionField: 'order' });
			expect(error).toBeUndefined();
			expect(reasons(held)).toEqual(['MISSING_FIELD']);
		},
	);
});

describe('a test run', () => {
	it('marks the items, lets them leave as they would live and keeps no place', async () => {
		const items = [contact(1), contact(2, { consent: { status: 'withdrawn' } }), contact(1)];
		const { allowed, held, hints } = await cap(items, {}, { mode: 'manual' });
		expect(allowed.map(smsOf)).toMatchObject([{ status: 'reserved', test: true }]);
		expect(held.map(smsOf)).toMatchObject([
			{ reason: 'NO_CONSENT', test: true },
			{ reason: 'DUPLICATE', test: true },
		]);
		expect(hints[0]!.message).toContain('Test: no place is kept.');
		expect(ledgerRows()).toEqual(NOTHING);
	});

	it('takes the mark away when the contact comes back in a live run', async () => {
		const { allowed } = await cap(contacts(1), {}, { mode: 'manual' });
		expect(smsOf((await cap(allowed)).allowed[0])).not.toHaveProperty('test');
	});
});

describe('troubles', () => {
	it('with Continue On Fail nobody is allowed', async () => {
		const parameters = { limits: { perMonth: -1 } };
		const options = { node: { onError: 'continueRegularOutput' as const } };
		const { allowed, held, hints } = await cap(contacts(2), parameters, options);
		expect(allowed).toEqual([]);
		expect(smsOf(held[0])).toMatchObject({
			status: 'held',
			detail: "'Most per Month' is not usable: -1",
		});
		expect(hints[0]!.type).toBe('warning');
	});

	it('names the brand that does not exist', async () => {
		const { error } = await cap([contact(1, { brand: 'nobody' })]);
		expect(error!.message).toContain('nobody');
	});
});

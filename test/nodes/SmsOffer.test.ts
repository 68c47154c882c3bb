import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SmsOffer } from '../../nodes/SmsOffer/SmsOffer.node';
import { runNode, type EngineOptions } from '../harness';

const entries: IDataObject[] = Array.from({ length: 20 }, (_, i) => ({
	card: `C${i}`,
	sms: { to: `+336380000${String(i).padStart(2, '0')}` },
}));

const draw = async (
	parameters: INodeParameters,
	items: IDataObject[] = entries,
	options: EngineOptions & { node?: object } = {},
) => await runNode(new SmsOffer(), { seed: 'loto', ...parameters }, items, options);

const cards = (run: Awaited<ReturnType<typeof draw>>) =>
	run.outputs[0]!.map(({ json }) => json.card);

describe('SMS Offer, drawing winners', () => {
	it('draws winners and substitutes, each saying how it can be checked', async () => {
		const { outputs, hints } = await draw({ winners: 2, substitutes: 1 });
		expect(outputs[0]!.map(({ json }) => json.draw)).toEqual([
			expect.objectContaining({ result: 'winner', rank: 1, seed: 'loto', entries: 20 }),
			expect.objectContaining({ result: 'winner', rank: 2 }),
			expect.objectContaining({ result: 'substitute', rank: 3 }),
		]);
		expect(hints[0]!.message).toContain('2 drawn among 20 entries');
		for (const { json, pairedItem } of outputs[0]!) {
			expect(json.card).toBe(entries[(pairedItem as { item: number }).item]!.card);
		}
	});

	it('draws the same in whatever order the entries come, in the editor as live', async () => {
		const live = await draw({ winners: 5 });
		const again = await draw({ winners: 5 }, [...entries].reverse(), { mode: 'manual' });
		expect(cards(again)).toEqual(cards(live));
		expect(cards(await draw({ winners: 5, seed: 'other' }))).not.toEqual(cards(live));
	});

	it('counts a number once, however often it entered', async () => {
		const { outputs, hints } = await draw({ winners: 99, putOut: 'all' }, [
			...entries,
			entries[0]!,
		]);
		const results = outputs[0]!.map(({ json }) => (json.draw as IDataObject).result);
		expect(results.filter((result) => result === 'winner')).toHaveLength(20);
		expect(results.at(-1)).toBe('repeated');
		expect(hints[0]!.message).toContain('1 repeated entries count once');
	});

	it('tells people apart by a field when one is named, as text or as number', async () => {
		const { outputs } = await draw({ winners: 9, keyField: 'id' }, [
			{ id: 7 },
			{ id: '7' },
			{ id: 8 },
		]);
		expect(outputs[0]!).toHaveLength(2);
	});

	it.each([
		['a plain value', 'loto'],
		['an item-free expression', "={{ 'lo' + 'to' }}"],
	])('takes the seed from %s', async (_, seed) => {
		expect(cards(await draw({ seed, winners: 5 }))).toEqual(cards(await draw({ winners: 5 })));
	});

	it.each(['seed', 'winners', 'substitutes', 'keyField', 'putOut'])(
		"refuses a '%s' that differs from one entry to the next",
		async (name) => {
			const { error } = await draw({ [name]: '={{ $json.card }}' });
			expect(error!.message).toContain('must be the same for all contacts');
		},
	);

	it.each([
		[{ seed: ' ' }, "'Seed' is empty"],
		[{ keyField: 'nothing' }, "Entry 0 has no value in 'nothing'"],
		[{ keyField: '__proto__' }, "Entry 0 has no value in '__proto__'"],
	])('says what is missing: %j', async (parameters, message) => {
		expect((await draw(parameters)).error!.message).toContain(message);
		const { outputs } = await draw(parameters, entries, {
			node: { onError: 'continueRegularOutput' },
		});
		expect(outputs[0]![0]!.json.error).toContain(message);
	});

	it('takes no entries for what they are', async () => {
		const { outputs, error } = await draw({}, []);
		expect([outputs.flat(), error]).toEqual([[], undefined]);
	});
});

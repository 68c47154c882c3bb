import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import { coldProspects, coldSentence, isColdProspect } from '../../nodes/shared/cold-prospects';
import { SmsContacts } from '../../nodes/SmsContacts/SmsContacts.node';
import { SmsSegment } from '../../nodes/SmsSegment/SmsSegment.node';
import { SmsMessage } from '../../nodes/SmsMessage/SmsMessage.node';
import { runNode } from '../harness';
import {
	cap,
	contact,
	phonePage,
	send,
	setBrand,
	setTime,
	MONDAY,
	useScene,
} from './SmsSend.scene';

useScene();

const COLD: Partial<SmsItem> = { contact: { kind: 'prospect' } };
const NO: Partial<SmsItem> = { consent: { status: 'withdrawn' } };
const cold = (n: number, more: Partial<SmsItem> = {}) => contact(n, { ...COLD, ...more });
/** Two clients and three cold prospects, one of each without consent. */
const mixed = () => [contact(1), contact(2, NO), cold(3), cold(4), cold(5, NO)];
const clients = () => [contact(1), contact(2, NO), contact(3, { contact: undefined })];

const message = async (parameters: INodeParameters, items: IDataObject[]) => {
	const { outputs, hints, error } = await runNode(new SmsMessage(), parameters, items);
	if (error) throw error;
	return { json: outputs[0]?.[0]?.json, hint: hints[0]?.message };
};

describe('who is a cold prospect', () => {
	it('is somebody who never bought; of whom nothing was read, nothing is said', () => {
		expect(isColdProspect({ contact: { kind: 'prospect' } })).toBe(true);
		expect(isColdProspect({ contact: { kind: 'client' } })).toBe(false);
		expect(isColdProspect({})).toBe(false);
	});

	it('is called the same everywhere, and said only when there is one', () => {
		expect(coldProspects('fr')).toBe('Prospects froids');
		expect(coldSentence({ sent: 1310, later: 0, held: 12 })).toBe(
			'Cold prospects: 1,310 sent, 12 held',
		);
		expect(coldSentence({ sent: 0 })).toBe('');
	});
});

describe('the line above each node counts cold prospects apart', () => {
	it('SMS Contacts: by what the files say together', async () => {
		const read = async (parameters: INodeParameters, rows: IDataObject[], known: IDataObject[]) => {
			const { hints } = await runNode(new SmsContacts(), parameters, rows, { secondInput: known });
			return hints.at(-1)!.message;
		};
		const rows = [
			{ mobile: '0639980001' },
			{ mobile: '0639980002' },
			{ mobile: '0199005461' },
			{ mobile: '0639980003', sms: { status: 'held', contact: { kind: 'prospect' } } },
		];
		const FILE = { fileIs: 'prospect', useKnownClients: true };
		expect(await read(FILE, rows, [{ mobile: '0639980001' }])).toContain(
			'1 held before; Cold prospects: 1 ready, 1 held, 1 held before; ',
		);
		expect(await read({}, rows.slice(0, 3), [])).not.toContain('rospect');
		expect(await read({ ...FILE, qualify: true }, rows, [])).not.toContain('Cold');
	});

	it('SMS Segment, by segment', async () => {
		const split = async (items: IDataObject[]) => {
			const card = { tier: [{ values: 'Or' }] };
			const values = [{ name: 'Or', startFrom: 'none', criteria: card }];
			const { hints } = await runNode(new SmsSegment(), { segments: { values } }, items);
			return hints[0]!.message;
		};
		const gold = { contact: { kind: 'prospect', loyaltyTier: 'Or' } } as const;
		expect(await split([...mixed(), cold(6, gold), cold(7, gold)])).toBe(
			"2 in 'Or', 5 everyone else. Cold prospects: 2 in 'Or', 3 everyone else",
		);
		expect(await split(clients())).toBe("0 in 'Or', 3 everyone else");
	});

	it('SMS Message, Compose', async () => {
		const held = cold(9, { status: 'held', reason: 'NOT_MOBILE' });
		const first = { contact: { kind: 'prospect', firstName: 'Léa' } } as const;
		const { hint } = await message({ template: 'Bonjour {first_name}' }, [
			contact(1, { contact: { kind: 'client', firstName: 'Zoé' } }),
			contact(2),
			cold(3, first),
			cold(4, first),
			cold(5),
			held,
		]);
		expect(hint).toBe(
			'3 texts of 1 part, 2 held: 2 without {first_name}, 1 held before. ' +
				'Cold prospects: 2 texts, 1 held, 1 held before',
		);
		expect((await message({ template: 'Bonjour' }, clients())).hint).toBe('3 texts of 1 part');
	});

	it.each(['reserve', 'check'])('SMS Frequency Cap, %s', async (operation) => {
		const { hints } = await cap(mixed(), { operation, campaign: 'sale' });
		expect(hints[0]!.message).toContain(
			'3 allowed, 2 without consent. Cold prospects: 2 allowed, 1 held. The cap is 2 per month.',
		);
		const without = await cap(clients(), { operation, campaign: 'other' });
		expect(without.hints[0]!.message).not.toContain('rospect');
	});

	it('SMS Send, by the output they leave by', async () => {
		const run = async () => await send(mixed(), { campaign: 'sale' }, { executionId: '7' });
		expect((await run()).hints[0]!.message).toBe(
			'3 sent (3 parts, 0.15 EUR), 2 held: 2 without consent. ' +
				'Cold prospects: 2 sent, 1 held. Sandbox: nothing leaves for a phone',
		);
		expect((await run()).hints[0]!.message).toContain(
			'3 sent before by this run, 2 held: 2 without consent. ' +
				'Cold prospects: 2 sent before by this run, 1 held',
		);
		const without = await send(clients(), { campaign: 'other' });
		expect(without.hints[0]!.message).not.toContain('rospect');
	});

	it('SMS Send, those whom the gateway refused and those to check', async () => {
		await phonePage((call) => (call === 1 ? 'hang up' : { status: 400 }));
		const items = [contact(1), cold(2), cold(3), cold(4)];
		const options = { batchSize: 2, callsAtOnce: 1 };
		const { hints } = await send(items, { campaign: 'sale', options });
		expect(hints[0]!.message).toContain('Cold prospects: 2 refused by the gateway, 1 to check');
	});

	it('SMS Send, in a test and for later', async () => {
		const tested = await send(mixed(), { campaign: 'sale' }, { mode: 'manual' });
		expect(tested.hints[0]!.message).toContain(
			'. Cold prospects: 2 would be sent, 1 held. Sandbox: nothing leaves for a phone',
		);
		setTime(MONDAY - 24 * 3_600_000);
		const { hints } = await send(mixed(), { campaign: 'sale' });
		expect(hints[0]!.message).toContain('Cold prospects: 2 later, 1 held');
	});
});

describe('the page that somebody confirms', () => {
	const PREVIEW = { operation: 'preview' };
	const out = { status: 'held', reason: 'CAPPED' } as const;

	it('has a table of the cold prospects, with the words of the figures', async () => {
		const items = [
			contact(1),
			contact(2, out),
			cold(3),
			cold(4, { status: 'later' }),
			cold(5, out),
		];
		const { json } = await message(PREVIEW, [...items, cold(6)]);
		expect(json).toMatchObject({ ready: 3, later: 1, held: { CAPPED: 2 } });
		expect(json!.prospects).toEqual({ ready: 2, later: 1, held: 1 });
		const page = wordsOf(json!.html);
		expect(page).toContain(
			'Prospects froids|Prêts à recevoir le SMS|2|Attendent l&#39;heure d&#39;envoi|1|Retenus|1|',
		);
	});

	it('after sending says what became of them, in the language of the brand', async () => {
		await setBrand({ language: 'en' });
		const { json } = await message(PREVIEW, [
			contact(1, { status: 'accepted' }),
			cold(2, { status: 'accepted' }),
			cold(3, { status: 'refused' }),
			cold(4, { status: 'in_doubt' }),
		]);
		expect(json!.prospects).toEqual({ sent: 1, failed: 1, toCheck: 1 });
		expect(wordsOf(json!.html)).toContain(
			'Cold prospects|Sent|1|Refused by the gateway|1|To check (may have arrived)|1|',
		);
	});

	it('says nothing of them when there are none', async () => {
		const { json } = await message(PREVIEW, clients());
		expect(json).not.toHaveProperty('prospects');
		expect(wordsOf(json!.html)).not.toMatch(/prospect/i);
	});
});

const wordsOf = (html: unknown): string => String(html).replace(/(<[^>]*>)+/g, '|');

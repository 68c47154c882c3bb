import { BrevoClient } from '@getbrevo/brevo';
import { brevo } from '../../../../core/gateway/brevo';
import type { HttpCall } from '../../../../core/gateway/gateway';
import { fixtures } from '../fixtures/brevo';
import { recorder } from './recorder';

const server = recorder({ messageId: 1, events: [], contacts: [], count: 0 }, 201);
beforeAll(server.listening.start);
afterAll(server.listening.stop);

const clientOf = () =>
	new BrevoClient({ apiKey: 'xkeysib-1', baseUrl: `${server.address()}/v3`, maxRetries: 0 });
const settingsOf = () => ({
	account: { ...fixtures.settings.account, baseUrl: `${server.address()}/v3` },
});

/** The path with its query in order of names: the order says nothing. */
function asked(path: string) {
	const url = new URL(path, server.address());
	url.searchParams.sort();
	return `${url.pathname}?${url.searchParams.toString()}`;
}
const pathOf = ({ url }: HttpCall) => asked(url);

describe('a request of Brevo’s official client', () => {
	it.each(fixtures.send.slice(0, 2))('is ours: $name', async ({ batch }) => {
		const ours = brevo.buildSend(batch, settingsOf())!;
		const { sender, to, ref, purpose, encoding } = batch[0]!;
		await clientOf().transactionalSms.sendAsyncTransactionalSms({
			sender,
			recipient: to.slice(1),
			content: fixtures.textsIn(ours)[0],
			type: purpose,
			tag: ref,
			unicodeEnabled: encoding === 'UCS-2',
			webUrl: `${String(fixtures.settings.account?.reportUrl)}&ref=${ref}`,
		});
		const theirs = server.heard();
		expect([theirs.method, theirs.path]).toEqual(['POST', new URL(ours.url).pathname]);
		expect(JSON.parse(theirs.body)).toEqual(ours.body);
		expect(theirs.headers).toMatchObject({
			'api-key': 'xkeysib-1',
			'content-type': 'application/json',
		});
	});

	it('is ours: the events of a tag', async () => {
		const [fixture] = fixtures.lookUp!.fixtures;
		const ours = brevo.lookUp!.build(fixture!.call, settingsOf());
		await clientOf().transactionalSms.getSmsEvents({
			limit: 100,
			offset: 0,
			startDate: '2026-11-22',
			endDate: '2026-11-24',
			tags: JSON.stringify([fixture!.call.call]),
			sort: 'asc',
		});
		expect(asked(server.heard().path)).toBe(pathOf(ours));
	});

	it('is ours: the contacts', async () => {
		await clientOf().contacts.getContacts({ limit: 500, offset: 500, sort: 'asc' });
		expect(asked(server.heard().path)).toBe(pathOf(brevo.optOutList!.build(settingsOf(), '500')));
	});
});

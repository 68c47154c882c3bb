import { channel } from 'node:diagnostics_channel';
import { accountText } from '../../../core/gateway/account';
import type { FoundSms, Gateway, HttpReply, SendOutcome } from '../../../core/gateway/gateway';
import { batchOutcome } from '../../../core/gateway/transport';

/**
 * The gateway of the crash harness: live, not idempotent, in a process of its own (`server.mjs`). Its address comes from
 * the environment of the worker, or from the account the coordinator looks up with.
 */
export const crashGateway: Gateway = {
	id: 'crash',
	displayName: 'Crash harness',
	capabilities: {
		stopFooter: 'us',
		batchSize: 20,
		optOuts: 'none',
		live: true,
	},

	buildSend(batch) {
		channel('crash.call').publish(batch);
		const messages = batch.map(({ ref, call, to, campaign }) => ({ ref, call, to, campaign }));
		return {
			method: 'POST',
			url: `${process.env.CRASH_GATEWAY}/sms`,
			headers: { 'x-worker': process.env.CRASH_WORKER ?? '' },
			body: { messages },
			timeoutMs: 1_000,
		};
	},

	parseSend(batch, reply) {
		const whole = reply ? batchOutcome(reply) : NO_REPLY;
		if (whole) return batch.map(() => whole);
		const statuses = new Map(messagesOf(reply).map(({ ref, status }) => [ref, status]));
		return batch.map(({ ref }) => outcomeOf(ref, statuses.get(ref)));
	},

	lookUp: {
		build: ({ refs }, { account }) => ({
			method: 'GET',
			url: `${accountText(account, 'baseUrl')}/sms?refs=${refs.join(',')}`,
			timeoutMs: 5_000,
		}),
		parse(reply) {
			if (batchOutcome(reply)) return undefined;
			return {
				found: messagesOf(reply).map(({ ref }): FoundSms => ({ ref, status: 'accepted' })),
			};
		},
		// Longer than the server may keep a call before it accepts, in the time of the nodes' clock.
		quietMs: 80_000,
	},
};

const NO_REPLY: SendOutcome = { outcome: 'in_doubt', code: 'NO_REPLY' };

function outcomeOf(ref: string, status: string | undefined): SendOutcome {
	if (status === 'accepted') return { outcome: 'accepted', providerId: `crash-${ref}` };
	if (status === 'refused') return { outcome: 'refused', code: 'NO_ROUTE', permanent: false };
	return { outcome: 'in_doubt', code: 'NOT_NAMED' };
}

function messagesOf(reply: HttpReply | undefined): Array<{ ref: string; status?: string }> {
	if (!reply || !('body' in reply)) return [];
	const { body } = reply;
	return isList(body) ? body.messages : [];
}

const isList = (body: unknown): body is { messages: Array<{ ref: string; status?: string }> } =>
	typeof body === 'object' && body !== null && 'messages' in body && Array.isArray(body.messages);

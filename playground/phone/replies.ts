/** What people answered on the phones, and the way back to n8n: the address of an SMS Trigger. In memory, bounded. */

export interface Reply {
	/** counts up from 1 */
	id: number;
	text: string;
	sentAt: string;
	/** absent while it is on its way */
	received?: boolean;
}

export interface Settings {
	/** address of a published SMS Trigger with its `?secret=`; absent = answers and delivery reports go nowhere */
	trigger?: string;
	/** how long an SMS takes to be delivered */
	deliveryMs: number;
}

type Post = (url: string, body: unknown) => Promise<number>;

const KEPT_PER_PHONE = 4;
const PHONES = 2_000;
const REPORTS_AT_ONCE = 200;

/** @returns the HTTP status; 0 when nobody answered */
const postJson: Post = async (url, body) => {
	const answer = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(30_000),
	}).catch(() => undefined);
	await answer?.arrayBuffer().catch(() => undefined);
	return answer?.status ?? 0;
};

export function isAddress(value: unknown): value is string {
	return typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value);
}

export function createReplies(settings: Settings, changed: () => void, post: Post = postJson) {
	const phones = new Map<string, Reply[]>();
	let lastId = 0;
	let waiting: string[] = [];
	let timer: NodeJS.Timeout | undefined;

	const tell = async (events: unknown[]): Promise<boolean> =>
		settings.trigger !== undefined && (await post(settings.trigger, { events })) === 200;

	const deliver = async () => {
		timer = undefined;
		const refs = waiting;
		waiting = [];
		const at = new Date().toISOString();
		const report = (ref: string) => {
			return { type: 'report', id: `${ref} delivered`, ref, status: 'delivered', at };
		};
		for (let from = 0; from < refs.length; from += REPORTS_AT_ONCE)
			await tell(refs.slice(from, from + REPORTS_AT_ONCE).map(report));
	};

	return {
		/** Newest last. */
		of: (number: string): Reply[] => phones.get(number) ?? [],
		/** A person on the phone `from` answers to what `to` sent. */
		async answer(from: string, to: string | undefined, text: string): Promise<Reply> {
			const reply: Reply = { id: ++lastId, text, sentAt: new Date().toISOString() };
			phones.set(from, [...(phones.get(from) ?? []), reply].slice(-KEPT_PER_PHONE));
			const oldest = phones.keys().next().value;
			if (phones.size > PHONES && oldest !== undefined) phones.delete(oldest);
			changed();
			const id = `reply ${reply.sentAt} ${reply.id}`;
			reply.received = await tell([{ type: 'inbound', id, from, to, text, at: reply.sentAt }]);
			changed();
			return reply;
		},
		/** SMS that were accepted are delivered a moment later, and the trigger is told. */
		accepted(refs: string[]): void {
			if (settings.trigger === undefined) return;
			waiting.push(...refs);
			timer ??= setTimeout(() => void deliver(), settings.deliveryMs);
		},
		clear: () => phones.clear(),
		stop: () => clearTimeout(timer),
	};
}

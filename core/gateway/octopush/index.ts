import { accountUrl } from '../account';
import { isFields, phoneOf } from '../event-fields';
import { textWithPlaceholder } from '../footer';
import type {
	GatewayFooter,
	Gateway,
	GatewaySettings,
	HttpReply,
	OutboundSms,
	SendOutcome,
} from '../gateway';
import { octopushEvents } from './events';
import { carriesSecret } from '../secret';
import { batchOutcome } from '../transport';

const BASE_URL = 'https://api.octopush.com';
/** Octopush demands this very wording in marketing texts and puts its short code in the place of XXXXX. */
const FOOTER: GatewayFooter = { adds: '\nSTOP au 36000', placeholder: '\nSTOP au XXXXX' };

/**
 * Octopush (dev.octopush.com). One call has one text; `request_id` lets the same call be repeated for 24 hours without
 * a second SMS. All SMS of a call share one id, so reports name call and number.
 */
export const octopush: Gateway = {
	id: 'octopush',
	displayName: 'Octopush',
	credential: 'octopushApi',
	capabilities: {
		stopFooter: 'gateway',
		gatewayFooter: FOOTER,
		batchSize: 500,
		sameText: true,
		optOuts: 'webhook',
		live: true,
	},

	buildSend(batch: OutboundSms[], { account }: GatewaySettings) {
		const [first] = batch;
		if (!first) return undefined;
		return {
			method: 'POST',
			url: `${accountUrl(account, BASE_URL)}/v1/public/sms-campaign/send`,
			body: {
				recipients: batch.map(({ to }) => ({ phone_number: to })),
				text: textOf(first),
				type: 'sms_premium',
				purpose: first.purpose === 'marketing' ? 'wholesale' : 'alert',
				sender: first.sender,
				with_replies: false,
				request_id: first.call,
				// Else its robot changes the text that was counted.
				auto_optimize_text: false,
			},
			timeoutMs: 30_000,
		};
	},

	parseSend(batch: OutboundSms[], reply: HttpReply | undefined): SendOutcome[] {
		if (!reply) return batch.map(() => UNREADABLE);
		const body = 'body' in reply && isFields(reply.body) ? reply.body : {};
		const whole = batchOutcome(reply);
		const known = CODES.get(codeOf(body));
		// What a proxy says in between (429, 5xx) comes before what the body may say.
		const answered = whole === undefined || whole.outcome === 'refused';
		const outcome = (answered ? known : undefined) ?? whole ?? taken(body);
		if (outcome.outcome !== 'accepted') return batch.map(() => outcome);
		const refused = refusals(body);
		return batch.map(({ to }) => refused.get(to) ?? outcome);
	},

	webhookSetup: {
		paste:
			'In Octopush, give {address} three times: for delivery reports, for replies and for opt-outs.',
	},
	verifyWebhook: carriesSecret,
	parseWebhook: octopushEvents,
	// Its older documentation asks that nothing be printed.
	webhookAnswer: { contentType: 'text/plain', body: '' },
};

/** Every XXXXX becomes the short code, so one that is no mention is written small. */
const textOf = ({ text, purpose }: OutboundSms): string =>
	textWithPlaceholder({ text: text.replace(/(?<!STOP au )XXXXX/g, 'xxxxx'), purpose }, FOOTER);

const refused = (code: string, permanent = false): SendOutcome => ({
	outcome: 'refused',
	code,
	permanent,
});

/** Return codes; the numbers are those of the older API, which the current one may write in another place. */
const CODES = new Map<number, SendOutcome>([
	[101, { outcome: 'not_sent', code: 'AUTHENTICATION', account: true }],
	[104, { outcome: 'not_sent', code: 'NO_CREDIT', account: true }],
	[105, { outcome: 'not_sent', code: 'CREDIT_PENDING', account: true }],
	[106, refused('BAD_SENDER')],
	[112, refused('BAD_QUALITY')],
	[117, refused('NO_CORRECT_NUMBER')],
	// The same request came before and was taken.
	[120, { outcome: 'accepted' }],
	[121, refused('STOP_MISSING')],
	[122, refused('STOP_MISSING')],
]);

const UNREADABLE: SendOutcome = { outcome: 'in_doubt', code: 'UNREADABLE_ANSWER' };

const codeOf = (body: Readonly<Record<string, unknown>>): number =>
	Number(body.error_code ?? body.code);

function taken({ sms_ticket: ticket }: Readonly<Record<string, unknown>>): SendOutcome {
	return typeof ticket === 'string' && ticket !== ''
		? { outcome: 'accepted', providerId: ticket }
		: UNREADABLE;
}

/** Numbers the call left out, as the older API lists them; others are told of by delivery reports. */
function refusals({ failures }: Readonly<Record<string, unknown>>): Map<string, SendOutcome> {
	const list = Array.isArray(failures) ? failures.filter(isFields) : [];
	return new Map(
		list.flatMap(({ recipient, phone_number: number, error_code: code }) => {
			const to = phoneOf(recipient ?? number);
			const digits = /^\d{3}$/.exec(String(code))?.[0] ?? 'NUMBER';
			return to === undefined ? [] : [[to, refused(`REFUSED_${digits}`, true)] as const];
		}),
	);
}

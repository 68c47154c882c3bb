import type { Gateway, GatewaySettings, HttpReply, OutboundSms, SendOutcome } from '../gateway';
import { httpOutcome } from './answer';
import { httpCall, httpProblem } from './call';
import { httpEvents } from './events';
import { carriesSecret } from '../secret';

/**
 * Any gateway with an HTTP API that sends one SMS a call: what is sent, and how its answers and webhooks are read, is all
 * in the credential. It is taken to add no STOP footer and to sign nothing.
 */
export const http: Gateway = {
	id: 'http',
	displayName: 'Other Gateway (HTTP)',
	credential: 'httpSmsGatewayApi',
	capabilities: {
		stopFooter: 'us',
		batchSize: 1,
		optOuts: 'webhook',
		live: true,
	},

	accountProblem: httpProblem,

	buildSend: ([sms]: OutboundSms[], { account }: GatewaySettings) =>
		sms === undefined ? undefined : httpCall(sms, account),

	parseSend(
		batch: OutboundSms[],
		reply: HttpReply | undefined,
		{ account }: GatewaySettings,
	): SendOutcome[] {
		const outcome: SendOutcome = reply
			? httpOutcome(reply, account)
			: { outcome: 'in_doubt', code: 'NO_ANSWER' };
		return batch.map(() => outcome);
	},

	webhookSetup: {
		paste:
			'Give your gateway {address}, for delivery reports and for incoming SMS. How it names its fields is entered in the credential.',
	},
	verifyWebhook: carriesSecret,
	parseWebhook: httpEvents,
	// Some gateways send the body of the answer to the person as an SMS.
	webhookAnswer: { contentType: 'text/plain; charset=utf-8', body: '' },
};

import type { INodeProperties } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import { GATEWAYS } from '../../core/gateway/gateways';

interface Address {
	/** where the address is pasted at the gateway, in its own words */
	paste: string;
	/** every call is signed with what the credential holds: the address needs no secret */
	signed?: true;
}

const WITH_SECRET = 'the Production URL above followed by <b>?secret=</b> and the secret below';
const ALSO_IN_CREDENTIAL = "Paste the same address into 'Report Address' of the credential.";

/** By gateway: what to paste where. */
const ADDRESSES: Readonly<Record<string, Address>> = {
	sandbox: { paste: `The phone page, or a test, posts to ${WITH_SECRET}.` },
	ovh: {
		paste: `In the OVHcloud Control Panel, open the options of your SMS account and give ${WITH_SECRET} as its callback address. STOP answers also come by the list that the workflow 'sync-gateway-opt-outs' reads: publish that one too.`,
	},
	brevo: {
		paste: `In Brevo, add a webhook for SMS with ${WITH_SECRET}. Tick delivery events, replies and unsubscriptions.`,
	},
	smsfactor: {
		paste: `In SMSFactor, add ${WITH_SECRET} as a webhook three times: for DLR, for MO and for STOP.`,
	},
	octopush: {
		paste: `In Octopush, give ${WITH_SECRET} as the address for delivery reports, for replies and for STOP answers.`,
	},
	twilio: {
		paste:
			"In the Twilio Console, give the Production URL above to your number or Messaging Service, under 'A message comes in', by POST. Paste it into 'Report Address' of the credential as well. Twilio signs its calls, so no secret is needed; n8n must know its public address (WEBHOOK_URL).",
		signed: true,
	},
	kannel: {
		paste: `In kannel.conf, write an sms-service whose get-url begins with ${WITH_SECRET}; the page of Kannel in the documentation has the whole line. ${ALSO_IN_CREDENTIAL}`,
	},
	http: {
		paste: `Give your gateway ${WITH_SECRET}, for delivery reports and for incoming SMS. How it names its fields is set in the credential.`,
	},
	smsmode: {
		paste: `In smsmode, give ${WITH_SECRET} for delivery reports and for replies. ${ALSO_IN_CREDENTIAL}`,
	},
	vonage: {
		paste: `In the Vonage dashboard, under API settings → SMS settings, give ${WITH_SECRET} for inbound SMS and for delivery receipts. With a signature secret in the credential the signature is checked instead of the secret.`,
	},
};

const ALWAYS = "STOP answers are recorded whatever is chosen in 'Trigger On'.";

/** One notice a gateway, shown while it is chosen. */
export const addressNotices: INodeProperties[] = GATEWAYS.map(({ id }) => ({
	displayName: `${ADDRESSES[id]?.paste ?? `Give the gateway ${WITH_SECRET}.`} ${ALWAYS}`,
	name: 'address',
	type: 'notice',
	default: '',
	displayOptions: { show: { gateway: [id] } },
}));

export const signsItsCalls = ({ id }: Pick<Gateway, 'id'>): boolean =>
	ADDRESSES[id]?.signed === true;

/** Gateways whose calls need no secret in the address. */
export const SIGNED_GATEWAYS: string[] = GATEWAYS.filter(signsItsCalls).map(({ id }) => id);

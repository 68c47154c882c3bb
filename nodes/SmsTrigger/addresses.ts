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
const IN_CREDENTIAL = "into 'Report Address' of the credential";

/** By gateway: what to paste where. The page of each gateway in `docs/gateways` says more. */
const ADDRESSES: Readonly<Record<string, Address>> = {
	sandbox: { paste: `The phone page, or a test, posts to ${WITH_SECRET}.` },
	ovh: {
		paste: `In the OVHcloud Control Panel, give your SMS account ${WITH_SECRET} as its callback. The workflow 'sync-gateway-opt-outs' reads the STOP list: publish that one too.`,
	},
	brevo: {
		paste: `Paste ${WITH_SECRET} ${IN_CREDENTIAL}. When replies do not come, also add it as a webhook for SMS in Brevo and tick every event.`,
	},
	smsfactor: {
		paste: `In SMSFactor, add ${WITH_SECRET} as a webhook for delivery reports and for replies; as the one for STOP, add <b>&type=stop</b> behind it.`,
	},
	octopush: {
		paste: `In Octopush, give ${WITH_SECRET} three times: for delivery reports, for replies and for opt-outs.`,
	},
	twilio: {
		paste: `Paste the Production URL above ${IN_CREDENTIAL}, and in the Twilio Console into 'A message comes in' of your number or Messaging Service, by POST. Twilio signs its calls: no secret is needed, but n8n has to know its public address (WEBHOOK_URL).`,
		signed: true,
	},
	kannel: {
		paste: `Paste ${WITH_SECRET} ${IN_CREDENTIAL}. For replies, write it into kannel.conf as the get-url of an sms-service, followed by <b>&from=%p&to=%P&text=%b&charset=%C&id=%I&at=%T</b>.`,
	},
	http: {
		paste: `Give your gateway ${WITH_SECRET}, for delivery reports and for incoming SMS. How it names its fields is entered in the credential.`,
	},
	smsmode: {
		paste: `Paste ${WITH_SECRET} ${IN_CREDENTIAL}: smsmode is told it with each SMS.`,
	},
	vonage: {
		paste: `In the Vonage dashboard, under API settings, give ${WITH_SECRET} for inbound SMS and for delivery receipts, and paste it ${IN_CREDENTIAL}. With a signature secret in the credential the signature is checked instead of the secret.`,
	},
};

const ALWAYS = "STOP answers are recorded whatever is chosen in 'Trigger On'.";

/** One notice a gateway, shown while it is chosen. */
export const addressNotices: INodeProperties[] = GATEWAYS.map(({ id }) => ({
	displayName: `${ADDRESSES[id]?.paste ?? ''} ${ALWAYS}`,
	name: 'address',
	type: 'notice',
	default: '',
	displayOptions: { show: { gateway: [id] } },
}));

export const signsItsCalls = ({ id }: Pick<Gateway, 'id'>): boolean =>
	ADDRESSES[id]?.signed === true;

/** Gateways whose calls need no secret in the address. */
export const SIGNED_GATEWAYS: string[] = GATEWAYS.filter(signsItsCalls).map(({ id }) => id);

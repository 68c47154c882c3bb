import type { INodeProperties } from 'n8n-workflow';
import type { Gateway } from '../../core/gateway/gateway';
import { GATEWAYS } from '../../core/gateway/gateways';

/** What the gateways' own words stand for on the screen of SMS Trigger. */
const WORDS: Readonly<Record<string, string>> = {
	'{address}': 'the Production URL above followed by <b>?secret=</b> and the secret below',
	'{into credential}': "into 'Report Address' of the credential",
};

const ALWAYS = "STOP answers are recorded whatever is chosen in 'Trigger On'.";

function noticeOf({ webhookSetup }: Gateway): string {
	const paste = webhookSetup?.paste ?? '';
	return `${paste.replace(/\{[a-z ]+\}/g, (name) => WORDS[name] ?? name)} ${ALWAYS}`;
}

/** One notice a gateway, shown while it is chosen. The page of each gateway in `docs/gateways` says more. */
export const addressNotices: INodeProperties[] = GATEWAYS.map((gateway) => ({
	displayName: noticeOf(gateway),
	name: 'address',
	type: 'notice',
	default: '',
	displayOptions: { show: { gateway: [gateway.id] } },
}));

export const signsItsCalls = ({ webhookSetup }: Gateway): boolean => webhookSetup?.signed === true;

/** Gateways whose calls need no secret in the address. */
export const SIGNED_GATEWAYS: string[] = GATEWAYS.filter(signsItsCalls).map(({ id }) => id);

import { brevo } from './brevo';
import type { Gateway } from './gateway';
import { http } from './http-gateway';
import { kannel } from './kannel';
import { octopush } from './octopush';
import { ovh } from './ovh';
import { sandbox } from './sandbox';
import { smsfactor } from './smsfactor';
import { smsmode } from './smsmode';
import { twilio } from './twilio';
import { vonage } from './vonage';

/** Every gateway of the suite, in the order shown on screen. Adding one is adding a line. */
export const GATEWAYS: readonly Gateway[] = [
	sandbox,
	ovh,
	brevo,
	smsfactor,
	octopush,
	twilio,
	kannel,
	http,
	smsmode,
	vonage,
];

const BY_ID: ReadonlyMap<string, Gateway> = new Map(GATEWAYS.map((one) => [one.id, one]));

export const gatewayById = (id: string): Gateway | undefined => BY_ID.get(id);

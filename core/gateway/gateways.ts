import type { Gateway } from './gateway';
import { kannel } from './kannel';
import { ovh } from './ovh';
import { sandbox } from './sandbox';
import { twilio } from './twilio';

/** Every gateway of the suite, in the order shown on screen. Adding one is adding a line. */
export const GATEWAYS: readonly Gateway[] = [sandbox, ovh, twilio, kannel];

const BY_ID: ReadonlyMap<string, Gateway> = new Map(GATEWAYS.map((one) => [one.id, one]));

export const gatewayById = (id: string): Gateway | undefined => BY_ID.get(id);

import type { Gateway } from './gateway';
import { sandbox } from './sandbox';

/** Every gateway of the suite, in the order shown on screen. Adding one is adding a line. */
export const GATEWAYS: readonly Gateway[] = [sandbox];

const BY_ID: ReadonlyMap<string, Gateway> = new Map(GATEWAYS.map((one) => [one.id, one]));

export const gatewayById = (id: string): Gateway | undefined => BY_ID.get(id);

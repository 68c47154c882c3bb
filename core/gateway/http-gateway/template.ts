import type { OutboundSms } from '../gateway';

/** What the placeholders of a template stand for: those of the SMS, and the secret of the credential. */
export interface Filling extends OutboundSms {
	secret: string;
}

/** What a template of the credential may name, in braces. */
const VALUES = {
	to: (sms: OutboundSms) => sms.to as string,
	to_digits: (sms: OutboundSms) => sms.to.slice(1),
	text: (sms: OutboundSms) => sms.text,
	from: (sms: OutboundSms) => sms.sender,
	ref: (sms: OutboundSms) => sms.ref,
	parts: (sms: OutboundSms) => String(sms.parts),
	secret: ({ secret }: Filling) => secret,
} as const;

const PLACEHOLDER = /\{([A-Za-z_]\w*)\}/g;

/** How a value is written where it stands, so that no text can break out of it. */
export const ESCAPES = {
	json: (value: string) => JSON.stringify(value).slice(1, -1),
	address: (value: string) => encodeURIComponent(value),
	header: (value: string) => value.replace(/[^\x20-\x7e]/g, ''),
} as const;

export type Escape = keyof typeof ESCAPES;

/** Everything the template names is put in its place; what it names and nobody knows is left as it is. */
export function fill(template: string, values: Filling, escape: Escape): string {
	return template.replace(PLACEHOLDER, (whole, name: string) => {
		const read = known(name);
		// Half an emoji, as a text cut by a program may end in, can be written in no address.
		return read ? ESCAPES[escape](read(values).toWellFormed()) : whole;
	});
}

const known = (name: string) =>
	Object.hasOwn(VALUES, name) ? VALUES[name as keyof typeof VALUES] : undefined;

const namesIn = (template: string): string[] =>
	[...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);

export const namesUnknown = (template: string): string[] =>
	namesIn(template).filter((name) => known(name) === undefined);

export const mentions = (template: string, ...names: string[]): boolean =>
	namesIn(template).some((name) => names.includes(name));

export const KNOWN_NAMES = Object.keys(VALUES)
	.map((name) => `{${name}}`)
	.join(' ');

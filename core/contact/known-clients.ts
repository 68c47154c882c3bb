import type { E164, SmsConsent, SmsContact, SmsItem } from '../item';
import { mergeConsent } from './consent';

const STRANGER: SmsContact = { kind: 'prospect' };

/** What other files of the brand say of a number. */
export interface KnownPerson {
	/** client when one of the files shows a purchase */
	contact: SmsContact;
	/** all they say of consent, see `mergeConsent` */
	consents: SmsConsent[];
}

export type KnownClients = ReadonlyMap<E164, KnownPerson>;

/** By number; of several rows the first client tells about the person, the consents of all of them count. */
export function knownClients(people: Iterable<SmsItem>): KnownClients {
	const known = new Map<E164, KnownPerson>();
	for (const { to, contact = STRANGER, consent } of people) {
		if (to === undefined) continue;
		const before = known.get(to);
		if (before === undefined) {
			known.set(to, { contact, consents: consent ? [consent] : [] });
			continue;
		}
		if (consent) before.consents.push(consent);
		if (before.contact.kind !== 'client' && contact.kind === 'client') before.contact = contact;
	}
	return known;
}

/**
 * The contact as the brand knows the person: who is a client elsewhere is a client here, with what is known there where this
 * file says nothing (tier, purchases, store …), and a no to SMS said there counts here. Undefined for a stranger.
 */
export function asKnown(sms: SmsItem, known: KnownClients): SmsItem | undefined {
	const person = sms.to === undefined ? undefined : known.get(sms.to);
	if (person === undefined) return undefined;
	const { contact = STRANGER } = sms;
	const isClient = contact.kind === 'client' || person.contact.kind === 'client';
	const consent = mergeConsent([...(sms.consent ? [sms.consent] : []), ...person.consents]);
	return {
		...sms,
		contact: isClient ? { ...person.contact, ...contact, kind: 'client' } : contact,
		...(consent && { consent }),
	};
}

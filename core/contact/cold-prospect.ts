import type { SmsContact } from '../item';

/**
 * Somebody who never bought, as SMS Contacts or SMS Segment found out. Of a contact that neither has read nothing is
 * known: it is counted with nobody.
 */
export const isColdProspect = ({ contact }: { contact?: Partial<SmsContact> }): boolean =>
	contact?.kind === 'prospect';

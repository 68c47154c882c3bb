/** The ONE decision "may this contact get this message now?": every node, page, preview and estimate asks here. */
export { checkContacts, contactCheck, purposeOf } from './check';
export { claimContacts, type ClaimContactsRequest, type ClaimOutcome } from './claim';
export { AGE_OF_CONSENT, isMinor } from './consent';
export { crowdedTexts } from './crowd';
export { consentStandings, type Standing } from './ledger-consent';
export type { LedgerRequest, Unreached } from './candidates';
export { hasStopFooter } from './content';
export { reserveContacts, type Reservation } from './reserve';
export { sendingHoursOf, type EligibilityRules, type HeldVerdict, type Verdict } from './rules';
export { isSenderAllowed } from './sender';

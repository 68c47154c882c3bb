/** From a file or rows to contacts that can be written to. */
export { findColumns, type ColumnOptions, type Mapping, type Row } from './columns';
export { isColdProspect } from './cold-prospect';
export { columnWriting, explainWriting, type ColumnWriting } from './column-writing';
export {
	contactReader,
	toContacts,
	type ContactOptions,
	type ContactReader,
	type KeepDuplicate,
} from './contact';
export { ageAt, readDate } from './dates';
export { asKnown, knownClients, type KnownClients } from './known-clients';
export { FileError, type FileErrorCode } from './file/file-error';
export { describeFile, readFile, type FileRow, type FileTable } from './file/read-file';
export { CONTACT_FIELDS, type ContactField } from './headers';
export { countryOf, isCountry, isE164, maskPhone, readPhone, type PhoneReading } from './phone';
export { type ContactSummary, type HeldReason, type ReadContact } from './summary';
export { frenchNumberingOf, type Numbering } from './numbering';
export { clean, readNumber, readText, readYesNo } from './values';

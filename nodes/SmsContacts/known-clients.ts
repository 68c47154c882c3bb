import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import {
	asKnown,
	columnWriting,
	contactReader,
	findColumns,
	isE164,
	knownClients,
	type ContactOptions,
	type ReadContact,
} from '../../core/contact';
import type { SmsItem } from '../../core/item';
import { addHint, count } from '../shared/hints';
import { readSms } from '../shared/items';
import { readOnce } from '../shared/parameters';
import { pause } from '../shared/pause';
import { asTrouble } from './trouble';

export const knownClientsProperty: INodeProperties = {
	displayName: 'Use Known Clients',
	name: 'useKnownClients',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description:
		'Whether a second input tells who is a client already: rows of another file, or contacts of another SMS Contacts node. Whoever is found there by number is treated as a client, and a no to SMS said there counts here.',
};

/** The second input is there only when it is used. n8n runs the text of this function: it may use nothing from outside. */
const configuredInputs = (parameters: INodeParameters) =>
	parameters.useKnownClients === true
		? [
				{ type: 'main', displayName: 'Contacts' },
				{ type: 'main', displayName: 'Known Clients' },
			]
		: [{ type: 'main' }];

export const inputs: `={{${string}}}` = `={{(${configuredInputs})($parameter)}}`;

const BATCH = 2_000;

/**
 * Contacts whose number stands in the second input become what they are there.
 * @throws NodeOperationError when the known clients have no column of mobile numbers
 */
export async function withKnownClients(
	context: IExecuteFunctions,
	contacts: readonly ReadContact[],
	options: ContactOptions,
): Promise<readonly ReadContact[]> {
	if (readOnce<unknown>(context, 'useKnownClients', false) !== true) return contacts;
	const known = knownClients(await readKnown(context, options));
	let found = 0;
	const named: ReadContact[] = [];
	for (const [index, contact] of contacts.entries()) {
		if (index % BATCH === BATCH - 1) await pause();
		const sms = asKnown(contact.sms, known);
		if (sms && contact.sms.contact?.kind !== 'client' && sms.contact?.kind === 'client') found++;
		named.push(sms ? { ...contact, sms } : contact);
	}
	addHint(
		context,
		known.size === 0
			? "No known clients came in by the second input, 'Known Clients'"
			: `${count(found)} found among ${count(known.size)} known numbers and treated as clients`,
		known.size === 0 ? 'warning' : 'info',
	);
	return named;
}

/** Contacts of the suite as they are; other items are rows of a client file or of purchases, with a phone column. */
async function readKnown(context: IExecuteFunctions, options: ContactOptions): Promise<SmsItem[]> {
	const items = context.getInputData(1);
	const [people, rows]: [SmsItem[], Array<INodeExecutionData['json']>] = [[], []];
	for (const { json } of items) {
		const sms = readSms(json);
		if (isE164(sms.to)) people.push(sms);
		else if (sms.status === undefined) rows.push(json);
	}
	if (rows.length === 0) return people;
	const reader = contactReader({ ...options, origin: 'client', provenance: false });
	const columns = new Set(rows.flatMap((row) => Object.keys(row)));
	try {
		const mapping = findColumns([...columns], rows, { country: options.country });
		const writing = columnWriting(rows, mapping);
		for (let at = 0; at < rows.length; at += BATCH) {
			reader.add(rows.slice(at, at + BATCH), mapping, 'known clients', writing);
			await pause();
		}
	} catch (error) {
		throw asTrouble(context, error, { item: 0, file: "of the input 'Known Clients'" });
	}
	const { contacts } = reader.finish();
	return [...people, ...contacts.map(({ sms }) => sms)];
}

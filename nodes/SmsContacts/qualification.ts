import { NodeOperationError, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';
import { readNumber, type ReadContact } from '../../core/contact';
import {
	KNOWABLE,
	QUALIFICATION,
	qualifier,
	type Knowable,
	type Moment,
	type Qualification,
} from '../../core/segment/prospects/qualify';
import { readPostalZone } from '../../core/segment/zone/postal';
import { ZoneError } from '../../core/segment/zone/zone-error';
import { readOnce } from '../shared/parameters';
import { pause } from '../shared/pause';

export const qualificationProperties: INodeProperties[] = [
	{
		displayName: 'Qualify Prospects',
		name: 'qualify',
		type: 'boolean',
		noDataExpression: true,
		default: false,
		description:
			'Whether prospects who may not be written to, or of whom too little is known, are held with the reason. Clients pass.',
	},
	{
		displayName: 'Qualified Means',
		name: 'qualification',
		type: 'collection',
		placeholder: 'Add Rule',
		default: {},
		displayOptions: { show: { qualify: [true] } },
		description:
			'Unless said otherwise: a consent of the last 36 months whose origin is told, no child under 15, a known postal code, anywhere',
		options: [
			{
				displayName: 'Most Months Since the Consent',
				name: 'consentMaxAge',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: QUALIFICATION.consentMaxAgeMonths,
				description:
					'An older consent, or one without a date, does not qualify. 0 takes consents of any age.',
			},
			{
				displayName: 'Must Be Known',
				name: 'mustBeKnown',
				type: 'multiOptions',
				options: [
					{ name: 'Age', value: 'age' },
					{ name: 'City', value: 'city' },
					{ name: 'First Name', value: 'firstName' },
					{ name: 'Gender', value: 'gender' },
					{ name: 'Interests', value: 'interests' },
					{ name: 'Last Name', value: 'lastName' },
					{ name: 'Postal Code', value: 'postalCode' },
				],
				default: [...QUALIFICATION.mustBeKnown],
				description: 'A prospect of whom one of these is missing does not qualify',
			},
			{
				displayName: 'Origin of the Consent Needed',
				name: 'originNeeded',
				type: 'boolean',
				default: QUALIFICATION.originNeeded,
				description:
					"Whether the file, or 'Consent Source', must tell how the consent was given (contest, web form): without it, it cannot be proven",
			},
			{
				displayName: 'Zone (Postal Codes)',
				name: 'zone',
				type: 'string',
				default: '',
				placeholder: 'e.g. 35, 75011, 692*, 59000-59800, 2A',
				description:
					'Two or three digits are a department, a star stands for the rest of a code, a hyphen joins a range. Left empty, anywhere.',
			},
		],
	},
];

const BATCH = 2_000;

/** Prospects who do not qualify become held. @throws NodeOperationError for a rule that cannot be used */
export async function qualified(
	context: IExecuteFunctions,
	contacts: readonly ReadContact[],
	moment: Moment,
): Promise<readonly ReadContact[]> {
	if (!isQualifying(context)) return contacts;
	const why = qualifier(readRules(context), moment);
	const judged: ReadContact[] = [];
	for (const [index, contact] of contacts.entries()) {
		if (index % BATCH === BATCH - 1) await pause();
		const refusal = why(contact.sms);
		judged.push(
			refusal ? { ...contact, sms: { ...contact.sms, status: 'held', ...refusal } } : contact,
		);
	}
	return judged;
}

export const isQualifying = (context: IExecuteFunctions): boolean =>
	readOnce<unknown>(context, 'qualify', false) === true;

function readRules(context: IExecuteFunctions): Qualification {
	const given = readOnce<Record<string, unknown>>(context, 'qualification', {});
	const { consentSource = '' } = readOnce<Record<string, unknown>>(context, 'options', {});
	const named = String(consentSource).trim();
	const zone = String(given.zone ?? '').trim();
	const months = readNumber(given.consentMaxAge ?? QUALIFICATION.consentMaxAgeMonths);
	if (months === undefined || !Number.isInteger(months) || months < 0) {
		throw refuse(
			context,
			`'Most Months Since the Consent' is not usable: ${String(given.consentMaxAge)}`,
			'Give a whole number of months, 0 for consents of any age.',
		);
	}
	return {
		mustBeKnown: readKnowable(context, given.mustBeKnown ?? QUALIFICATION.mustBeKnown),
		// A source that a person names is the origin of the whole file.
		originNeeded: named === '' && (given.originNeeded ?? QUALIFICATION.originNeeded) !== false,
		consentMaxAgeMonths: months,
		...(zone !== '' && { zone: readZone(context, zone) }),
	};
}

const isKnowable = (name: string): name is Knowable => Object.hasOwn(KNOWABLE, name);

function readKnowable(context: IExecuteFunctions, value: unknown): Knowable[] {
	const names = (Array.isArray(value) ? value : String(value).split(','))
		.map((name) => String(name).trim())
		.filter((name) => name !== '');
	const unknown = names.find((name) => !isKnowable(name));
	if (unknown === undefined) return names.filter(isKnowable);
	throw refuse(
		context,
		`'Must Be Known' is unknown: "${unknown}"`,
		`Use some of: ${Object.keys(KNOWABLE).join(', ')}.`,
	);
}

function readZone(context: IExecuteFunctions, text: string): Qualification['zone'] {
	try {
		return readPostalZone(text);
	} catch (error) {
		const { message, hint } = error instanceof ZoneError ? error : new ZoneError(String(error), '');
		throw refuse(context, `'Zone (Postal Codes)' cannot be used: ${message}`, hint);
	}
}

const refuse = (context: IExecuteFunctions, message: string, description: string) =>
	new NodeOperationError(context.getNode(), message, { itemIndex: 0, description });

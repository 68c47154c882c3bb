import type { IExecuteFunctions } from 'n8n-workflow';
import type { Brand, Cap } from '../../core/ledger';
import { toMicros } from '../../core/money';
import { KINDS, valueReader, type Reader } from './brand-values';

type Given = Record<string, unknown>;

/**
 * What the form changes of a brand; what it does not mention keeps its value.
 * @throws NodeOperationError naming the setting that cannot be used
 */
export function readChanges(
	context: IExecuteFunctions,
	index: number,
	start: Brand,
): Partial<Brand> {
	const given = context.getNodeParameter('settings', index, {}) as Given;
	const reader = valueReader(context, index);
	const { read, optional } = reader;
	const own = (name: string) => context.getNodeParameter(name, index, '');
	return {
		...present({
			name: read('Legal Name', KINDS.name, own('legalName')) || undefined,
			sender: read('Sender', KINDS.sender, own('sender')) || undefined,
			consentMaxAgeMonths: optional(
				'Consent Valid for Months',
				KINDS.months,
				given.consentMaxAgeMonths,
			),
			country: optional('Country', KINDS.country, given.country),
			currency: optional('Currency', KINDS.currency, given.currency),
			language: optional('Language', KINDS.language, given.language),
			sendingHours: optional('Sending Hours', KINDS.sendingHours, given.sendingHours),
			timezone: optional('Time Zone', KINDS.timezone, given.timezone),
		}),
		cap: { ...start.cap, ...readCap(reader, given) },
		prices: { ...start.prices, ...readPrices(reader, given) },
		stopCodes: { ...start.stopCodes, ...readStopCodes(reader, given) },
		sandbox: { ...start.sandbox, ...readSandbox(reader, given) },
	};
}

function readCap({ read, optional }: Reader, given: Given): Cap {
	const limit = group(given.perDays).limit;
	const { max, days } = group(limit);
	return present({
		perMonth: optional('Most per Month', KINDS.most, given.perMonth),
		minGapHours: optional('Minimum Gap in Hours', KINDS.hours, given.minGapHours),
		perDays:
			limit === undefined
				? undefined
				: { max: read('Most SMS', KINDS.most, max), days: read('Days', KINDS.most, days) },
	});
}

const readPrices = ({ read }: Reader, { prices }: Given): Brand['prices'] =>
	Object.fromEntries(
		rows(prices, 'price').map(({ country, amount }) => [
			read('Country', KINDS.priced, country),
			toMicros(read('Price per Part', KINDS.amount, amount)),
		]),
	);

const readStopCodes = ({ read }: Reader, { stopCodes }: Given): Brand['stopCodes'] =>
	Object.fromEntries(
		rows(stopCodes, 'code').map(({ gateway, code }) => [
			read('Gateway', KINDS.gateway, gateway),
			read('Code', KINDS.stopCode, code),
		]),
	);

function readSandbox({ optional }: Reader, given: Given): Brand['sandbox'] {
	const postTo = optional('Phone Page Address', KINDS.postTo, given.postTo);
	return {
		// An empty address takes the present one away.
		...(postTo === undefined ? {} : { postTo: postTo || undefined }),
		...present({
			ignoreHours: optional('Sandbox Ignores Sending Hours', KINDS.onOff, given.ignoreHours),
		}),
	};
}

/** A fixed collection as n8n gives it: an object, or nothing while it is empty. */
const group = (value: unknown): Given => ({ ...(typeof value === 'object' ? value : {}) });

function rows(value: unknown, name: string): Given[] {
	const list = group(value)[name];
	return Array.isArray(list) ? list.map(group) : [];
}

const present = <T extends object>(values: T): Partial<T> =>
	Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined),
	) as Partial<T>;

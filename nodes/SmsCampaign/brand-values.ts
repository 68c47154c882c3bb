import type { IExecuteFunctions } from 'n8n-workflow';
import { IANAZone } from 'luxon';
import { PRESETS } from '../../core/calendar/presets';
import { isCountry } from '../../core/contact';
import { isSenderAllowed } from '../../core/eligibility';
import { GATEWAYS } from '../../core/gateway/gateways';
import type { Language } from '../../core/reasons';
import { inProperty } from '../shared/errors';

/**
 * What a brand may hold. Every later decision rests on it, and an expression may give anything: a cap that is no number,
 * or sending hours that are none, must be seen when the brand is saved and not when a campaign holds everybody.
 */
interface Kind<T> {
	/** what to enter instead */
	ask: string;
	/** undefined when it cannot be used */
	read: (value: unknown) => T | undefined;
}

const text = (ask: string, isUsable: (value: string) => boolean): Kind<string> => ({
	ask,
	read: (value) => {
		const given = typeof value === 'number' ? String(value) : value;
		return typeof given === 'string' && isUsable(given.trim()) ? given.trim() : undefined;
	},
});

/** A number, also when an expression gives it as text. */
const number = (ask: string, isUsable: (value: number) => boolean): Kind<number> => ({
	ask,
	read: (value) => {
		const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		return typeof given === 'number' && Number.isFinite(given) && isUsable(given)
			? given
			: undefined;
	},
});

const atLeast = (least: number): Kind<number> =>
	number(`Give a number of at least ${least}.`, (n) => n >= least);

const wholeFrom = (least: number): Kind<number> =>
	number(`Give a whole number of at least ${least}.`, (n) => Number.isInteger(n) && n >= least);

export const oneOf = <T extends string>(known: readonly T[]): Kind<T> => ({
	ask: `Use one of: ${known.join(', ')}.`,
	read: (value) => known.find((one) => one === value),
});

const isAddress = (value: string): boolean =>
	URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

export const KINDS = {
	amount: atLeast(0),
	count: wholeFrom(0),
	country: text('Use two capital letters, e.g. FR.', isCountry),
	currency: text('Use three capital letters, e.g. EUR.', (value) => /^[A-Z]{3}$/.test(value)),
	gateway: oneOf(GATEWAYS.map(({ id }) => id)),
	hours: atLeast(0),
	language: oneOf<Language>(['en', 'fr']),
	months: wholeFrom(0),
	most: wholeFrom(1),
	name: text('Give a text.', () => true),
	onOff: {
		ask: 'Turn it on or off.',
		read: (value) => (typeof value === 'boolean' ? value : undefined),
	} satisfies Kind<boolean>,
	postTo: text(
		'Give an address that begins with http, or nothing.',
		(value) => value === '' || isAddress(value),
	),
	priced: text(
		'Use two capital letters, e.g. FR, or * for every other country.',
		(value) => value === '*' || isCountry(value),
	),
	sender: text(
		'Use 3 to 11 letters and digits, no accent or space, at least one letter, nothing generic such as INFO. Empty keeps the present one.',
		(value) => value === '' || isSenderAllowed(value),
	),
	sendingHours: oneOf(Object.keys(PRESETS)),
	stopCode: text('Give the digits alone, e.g. 36180.', (value) => /^\d{3,12}$/.test(value)),
	timezone: text('Use a name such as Europe/Paris.', (value) => IANAZone.isValidZone(value)),
};

export interface Reader {
	/** @throws NodeOperationError naming the setting and what to enter */
	read<T>(label: string, kind: Kind<T>, value: unknown): T;
	/** as `read`; what was not given stays so */
	optional<T>(label: string, kind: Kind<T>, value: unknown): T | undefined;
}

export function valueReader(context: IExecuteFunctions, index: number): Reader {
	const read = <T>(label: string, kind: Kind<T>, value: unknown): T => {
		const usable = kind.read(value);
		if (usable !== undefined) return usable;
		const shown = typeof value === 'object' ? JSON.stringify(value) : String(value ?? '');
		throw inProperty(context, index, `'${label}' is not usable: ${shown || 'empty'}`, kind.ask);
	};
	return {
		read,
		optional: (label, kind, value) => (value === undefined ? undefined : read(label, kind, value)),
	};
}

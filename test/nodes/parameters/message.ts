import type { INodeParameters } from 'n8n-workflow';
import { smsAt, type Row } from './row';

const FOOTER = '\nSTOP au 36000';
const texts: Row['seen'] = (run) =>
	smsAt(run).map(({ message }) => message?.text.replace(FOOTER, ''));

const field = (name: string): Row => ({
	path: `campaignFields.${name}`,
	value: 'Un',
	beside: { template: `{${name} | default: "-"}` },
	seen: texts,
	expected: ['Un', 'Un'],
	each: { second: 'Deux', expected: ['Un', 'Deux'] },
});

const ownField = (part: 'name' | 'value', expected: string[], each: Row['each']): Row => ({
	path: `campaignFields.other.field.${part}`,
	value: 'mot',
	set: (value) => {
		const other = { name: 'mot', value: 'oui', [part]: value } as INodeParameters;
		return { campaignFields: { other: { field: [other] } } };
	},
	beside: { template: '{mot | default: "-"}' },
	seen: texts,
	expected,
	each,
});

/** ë and ê cost 70 characters a part; 80 of them make 2 parts. */
const LONG = `Noël ${'ê'.repeat(75)}`;

const ROWS: Row[] = [
	{
		path: 'template',
		value: 'Salut',
		seen: texts,
		expected: ['Salut', 'Salut'],
		each: { second: 'Bonjour', expected: ['Salut', 'Bonjour'] },
	},
	...[
		'code',
		'link',
		'offer',
		'offer_end',
		'offer_start',
		'opening_hours',
		'store',
		'store_address',
	].map(field),
	ownField('name', ['oui', 'oui'], { second: 'autre', expected: ['oui', '-'] }),
	ownField('value', ['mot', 'mot'], { second: 'deux', expected: ['mot', 'deux'] }),
	{
		path: 'messageType',
		value: 'transactional',
		seen: (run) => smsAt(run).map(({ message }) => message?.text),
		expected: ['Vente', 'Vente'],
	},
	{
		path: 'missingValues',
		value: 'empty',
		beside: { template: 'Code {code}.' },
		seen: texts,
		expected: ['Code .', 'Code .'],
	},
	{
		path: 'characterRewrite',
		value: 'off',
		beside: { template: 'Fête'.padEnd(80, '!'), maxParts: 2 },
		seen: (run) => smsAt(run)[0]?.message?.encoding,
		expected: 'UCS-2',
	},
	{
		path: 'maxParts',
		value: 2,
		beside: { template: LONG, characterRewrite: 'off' },
		seen: (run) => smsAt(run)[0]?.message?.parts,
		expected: 2,
	},
	{
		path: 'gateway',
		value: 'sandbox',
		seen: (run) => smsAt(run)[0]?.message?.text.endsWith(FOOTER),
		expected: true,
		defaultNotSeen: true,
	},
	{
		path: 'options.allowLong',
		value: true,
		beside: { template: 'a'.repeat(400), maxParts: 3 },
		seen: (run) => smsAt(run)[0]?.message?.parts,
		expected: 3,
	},
];
/** A text is required: where another parameter is looked at, there is one. */
export const MESSAGE = ROWS.map((row): Row => ({
	...row,
	beside: { template: 'Vente', ...row.beside },
}));

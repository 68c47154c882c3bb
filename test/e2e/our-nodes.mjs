// Our nodes as the editor must show them: what is written beside each output, and every form their panel takes.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../../playground/package.mjs';

const HELD = 'Held';

/**
 * `panels`: the choices that change what a panel shows. `brand`: a list loaded from the ledger is among its fields.
 */
export const OUR_NODES = [
	{
		type: 'smsContacts',
		name: 'SMS Contacts',
		outputs: ['Ready', HELD],
		brand: true,
		panels: { 'from a file': { inputFrom: 'file' } },
	},
	{
		type: 'smsSegment',
		name: 'SMS Segment',
		outputs: ['Everyone Else', 'Segment 1'],
		panels: {
			'criteria and purchases': { usePurchases: true, ...criteria() },
			estimate: { operation: 'estimate', usePurchases: true, basketMethod: 'fixed' },
			'around stores': { zone: 'stores' },
			'drawn area': { zone: 'polygon' },
		},
	},
	{
		type: 'smsMessage',
		name: 'SMS Message',
		outputs: ['Ready', HELD],
		panels: { preview: { operation: 'preview' } },
	},
	{
		type: 'smsFrequencyCap',
		name: 'SMS Frequency Cap',
		outputs: ['Allowed', HELD],
		panels: { 'check only': { operation: 'check', occasion: 'field' } },
	},
	{
		type: 'smsSend',
		name: 'SMS Send',
		outputs: ['Sent', 'Later', HELD, 'Failed', 'To Check'],
		panels: { 'for an order': { occasion: 'field' } },
	},
	{
		type: 'smsCampaign',
		name: 'SMS Campaign',
		outputs: [''],
		brand: true,
		panels: {
			'brand, create': { resource: 'brand', operation: 'upsert' },
			'brand, get': { resource: 'brand', operation: 'get' },
			'brand, get many': { resource: 'brand', operation: 'getAll' },
			'campaign, pause': { operation: 'pause' },
			'campaign, set budget': { operation: 'setBudget' },
			'message, to check': { resource: 'message', operation: 'getToCheck' },
			'message, sent': { resource: 'message', operation: 'markSent' },
			'message, reconcile': { resource: 'message', operation: 'reconcile', gateway: 'ovh' },
		},
	},
	{
		type: 'smsConsent',
		name: 'SMS Consent',
		outputs: [''],
		brand: true,
		panels: {
			'ask to confirm': { operation: 'optIn', askToConfirm: true },
			'confirm by link': { operation: 'confirm', confirmBy: 'token' },
			'opt out': { operation: 'optOut' },
			'list of a gateway': { resource: 'suppression', operation: 'importFromGateway' },
			check: { operation: 'check' },
			'import a list': { resource: 'suppression', operation: 'importList' },
			'export the list': { resource: 'suppression', operation: 'exportList' },
			'export a proof': { resource: 'person', operation: 'exportProof' },
			erase: { resource: 'person', operation: 'erase' },
		},
	},
	{ type: 'smsOffer', name: 'SMS Offer', outputs: [''] },
	{
		type: 'smsTrigger',
		name: 'SMS Trigger',
		outputs: ['STOP', 'Replies', 'Reports', 'Confirmed'],
	},
];

/** Every panel to open: each node as dropped, then each of its forms with every optional field added. */
export const panels = () =>
	OUR_NODES.flatMap(({ type, name, brand, panels = {} }) => [
		{ type, name, node: name, brand, parameters: {} },
		...Object.entries({ 'every option': {}, ...panels }).map(([title, chosen]) => ({
			type,
			name: `${name}: ${title}`,
			node: name,
			parameters: { ...everyOption(type), ...chosen },
		})),
	]);

/** A segment that asks for one thing of each form. */
function criteria() {
	const asked = {
		age: [{ is: 'between', from: 25, to: 34, unknown: 'out' }],
		interests: [{ match: 'any', values: 'Jardin, Cuisine', unknown: 'out' }],
		recency: [{ was: 'within', days: 90, unknown: 'out' }],
		amount: [{ is: 'atLeast', from: 200, lastDays: 365, unknown: 'out' }],
		rfm: [{ match: 'any', values: ['champions'], unknown: 'out' }],
	};
	const segment = { name: 'Near and young', startFrom: 'none', match: 'all', criteria: asked };
	return { segments: { values: [segment] } };
}

/** A value for each field that a marketer may add to a collection. */
function everyOption(type) {
	const { [className(type)]: Node } = createRequire(import.meta.url)(
		join(ROOT, 'dist', 'nodes', className(type), `${className(type)}.node.js`),
	);
	const { properties } = new Node().description;
	const collections = properties.filter((property) => property.type === 'collection');
	return Object.fromEntries(
		collections.map(({ name, options }) => [
			name,
			Object.fromEntries(options.map((option) => [option.name, valueOf(option)])),
		]),
	);
}

const className = (type) => type[0].toUpperCase() + type.slice(1);

/** A collection of rows gets one row. */
function valueOf({ type, default: usual, options, typeOptions }) {
	if (type !== 'fixedCollection') return usual;
	const [{ name, values }] = options;
	const row = Object.fromEntries(values.map((value) => [value.name, value.default]));
	return { [name]: typeOptions?.multipleValues ? [row] : row };
}

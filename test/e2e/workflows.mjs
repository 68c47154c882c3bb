// Small workflows made for the checks: a trigger, contacts, the cap, SMS Send.
import { randomUUID } from 'node:crypto';

const OURS = 'n8n-nodes-sms-marketing';
const CORE = 'n8n-nodes-base';

/** The phone that test runs may write to, overseas as 06 39 is (Mayotte). */
export const TEST_NUMBER = '+262639980099';

/** Numbers that reach nobody: 06 39 98 is kept by the French regulator for fiction. */
export const fictitious = (first, count) =>
	Array.from({ length: count }, (_, i) => `+3363998${String(first + i).padStart(4, '0')}`);

/** One node; its place on the canvas is given by `workflow`. */
export function node(name, type, typeVersion, parameters = {}, settings = {}) {
	return { id: randomUUID(), name, type, typeVersion, parameters, ...settings };
}

/** Wires the nodes one after another, by their first outputs. */
export function workflow(name, nodes, settings = {}) {
	const pairs = nodes.slice(1).map((to, i) => [nodes[i].name, to.name]);
	return {
		name,
		nodes: nodes.map((one, i) => ({ ...one, position: [i * 220, 0] })),
		connections: Object.fromEntries(
			pairs.map(([from, to]) => [from, { main: [[{ node: to, type: 'main', index: 0 }]] }]),
		),
		settings: { executionOrder: 'v1', ...settings },
	};
}

export const triggers = {
	editor: () => node('Start', `${CORE}.manualTrigger`, 1),
	webhook: (path) =>
		node(
			'Start',
			`${CORE}.webhook`,
			2,
			{ httpMethod: 'POST', path, options: {} },
			{ webhookId: randomUUID() },
		),
	form: (path) =>
		node(
			'Start',
			`${CORE}.formTrigger`,
			2.3,
			{
				formTitle: 'Go',
				formFields: { values: [{ fieldLabel: 'Note' }] },
				options: { path },
			},
			{ webhookId: randomUUID() },
		),
	schedule: () =>
		node('Start', `${CORE}.scheduleTrigger`, 1.2, {
			rule: { interval: [{ field: 'seconds', secondsInterval: 1 }] },
		}),
	parent: () =>
		node('Start', `${CORE}.executeWorkflowTrigger`, 1.1, { inputSource: 'passthrough' }),
};

/** Contacts as SMS Message leaves them. */
export function contacts(numbers) {
	const text = 'Vente privee samedi a Lyon. STOP au 36000';
	const items = numbers.map((to) => ({
		json: {
			sms: {
				to,
				purpose: 'marketing',
				consent: { status: 'granted', basis: 'consent', at: '2026-01-05' },
				status: 'ready',
				message: { text, encoding: 'GSM-7', units: text.length, parts: 1 },
			},
		},
	}));
	return node('Contacts', `${CORE}.code`, 2, { jsCode: `return ${JSON.stringify(items)};` });
}

/** Fails while the gate is shut; hands its items on otherwise. */
export const gateNodes = (url) => [
	node('Gate', `${CORE}.httpRequest`, 4.2, { url, options: {} }, { executeOnce: true }),
	node('Again', `${CORE}.code`, 2, { jsCode: "return $('Contacts').all();" }),
];

export const cap = (campaign) => node('Cap', `${OURS}.smsFrequencyCap`, 1, { campaign });

/** Changes the number of the first contact, as an Edit Fields node put in the wrong place does. */
export const editedNumber = (to) =>
	node('Edit', `${CORE}.code`, 2, {
		jsCode: `return $input.all().map(({ json }, i) => ({ json: i > 0 ? json : { ...json, sms: { ...json.sms, to: ${JSON.stringify(to)} } } }));`,
	});

export const send = (campaign, settings = {}) =>
	node(
		'Send',
		`${OURS}.smsSend`,
		1,
		{
			campaign,
			testNumbers: TEST_NUMBER,
			testContacts: 2,
			// small batches, one at a time, so that a run can be disturbed between two of them
			options: { batchSize: 100, callsAtOnce: 1 },
		},
		settings,
	);

export const callWorkflow = (id) =>
	node('Call', `${CORE}.executeWorkflow`, 1.2, {
		workflowId: { __rl: true, mode: 'id', value: id },
		workflowInputs: { mappingMode: 'defineBelow', value: {} },
		options: {},
	});

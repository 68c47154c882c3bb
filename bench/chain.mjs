// A campaign of 100,000 contacts in one execution of the real n8n, beside three of n8n's own nodes on the same items.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../playground/package.mjs';
import { node, triggers, workflow } from '../test/e2e/workflows.mjs';
import { runOnce } from './setup/real-n8n.mjs';

const CONTACTS = Number(process.env.SMS_BENCH_CONTACTS ?? 100_000);
const TIMES_FASTER = 15;
const OUR_RUNS = 3;

const CORE = 'n8n-nodes-base';
const OURS = 'n8n-nodes-sms-marketing';

/** Rows of a till export: the same ones for both. */
const source = node('Contacts', `${CORE}.code`, 2, {
	jsCode: `const cities = ['Rennes', 'Nantes', 'Lyon', 'Lille', 'Bordeaux', 'Brest'];
const tiers = ['Bronze', 'Argent', 'Or', 'Platine'];
return Array.from({ length: ${CONTACTS} }, (_, i) => ({
	json: {
		Carte: 'C' + i,
		Prénom: 'Client ' + i,
		Téléphone: '+336' + (12000000 + i),
		Ville: cities[i % 6],
		Statut: tiers[i % 4],
		'Accepte SMS': 'oui',
	},
}));`,
});

const condition = (leftValue) => ({
	combinator: 'and',
	options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
	conditions: [
		{
			id: 'yes',
			leftValue,
			rightValue: '',
			operator: { type: 'string', operation: 'notEmpty', singleValue: true },
		},
	],
});

const campaign = 'bench';

const ours = [
	node('SMS Contacts', `${OURS}.smsContacts`, 1, {}),
	node('SMS Segment', `${OURS}.smsSegment`, 1, {
		segments: { values: [{ name: 'Everybody', conditions: condition('={{ $json.Ville }}') }] },
	}),
	node('SMS Message', `${OURS}.smsMessage`, 1, {
		template: '{first_name | default: "Bonjour"}, vente privée jeudi à {city} !',
	}),
	node('SMS Frequency Cap', `${OURS}.smsFrequencyCap`, 1, { campaign }),
	node('SMS Send', `${OURS}.smsSend`, 1, { campaign }),
];

/** The least that the same job needs of n8n's nodes: who, what, no number twice. No consent, no cap, no sending. */
const theirs = [
	node('Filter', `${CORE}.filter`, 2.2, { conditions: condition('={{ $json.Ville }}') }),
	node('Edit Fields', `${CORE}.set`, 3.4, {
		assignments: {
			assignments: [
				{
					id: 'text',
					name: 'text',
					type: 'string',
					value: '={{ $json["Prénom"] }}, vente privée jeudi à {{ $json.Ville }} !',
				},
			],
		},
		includeOtherFields: true,
		options: {},
	}),
	node('Remove Duplicates', `${CORE}.removeDuplicates`, 2, {
		operation: 'removeDuplicateInputItems',
		compare: 'selectedFields',
		fieldsToCompare: 'Téléphone',
		options: {},
	}),
];

async function measure(nodes, word) {
	const made = workflow(`bench ${word}`, [triggers.webhook(word), source, ...nodes], {
		saveDataSuccessExecution: 'none',
	});
	// Of SMS Segment it is the second output that holds a segment; the first is everyone else.
	const segment = made.connections['SMS Segment'];
	if (segment) segment.main.unshift([]);
	const { nodes: times, ledger, ...used } = await runOnce(made, word);
	const took = nodes.map(({ name }) => {
		const time = times.get(name);
		if (!time) throw new Error(`${name} did not run`);
		return { name, ms: time.to - time.from };
	});
	for (const { name, ms } of took) console.log(`  ${name}: ${seconds(ms)}`);
	const from = times.get(nodes[0].name).from;
	return { ms: times.get(nodes.at(-1).name).to - from, ledger, ...used };
}

/** What the sandbox has taken, as the ledger knows it. */
async function acceptedIn(file) {
	const { openEmbeddedLedger } = createRequire(import.meta.url)(join(ROOT, 'dist/core/ledger'));
	const ledger = await openEmbeddedLedger({ file });
	try {
		return (await ledger.campaignStatus('default', campaign, false)).messages.accepted ?? 0;
	} finally {
		await ledger.close();
	}
}

async function measureOurs() {
	const whole = await measure(ours, 'chain');
	const accepted = await acceptedIn(whole.ledger);
	if (accepted !== CONTACTS) throw new Error(`${accepted} of ${CONTACTS} contacts were written to`);
	return whole;
}

const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;
const megabytes = (mb) => `${Math.round(mb).toLocaleString('en-US')} MB`;

export async function bench() {
	const of = `${CONTACTS.toLocaleString('en-US')} contacts in one execution of n8n`;
	// Before and after theirs, which takes minutes: the middle one of ours met about the same load of the machine.
	const rounds = [await measureOurs()];
	const three = await measure(theirs, 'three');
	while (rounds.length < OUR_RUNS) rounds.push(await measureOurs());
	const whole = rounds.toSorted((a, b) => a.ms - b.ms)[Math.floor(OUR_RUNS / 2)];
	console.log(`  ours: ${rounds.map(({ ms }) => seconds(ms)).join(', ')}`);
	const pair =
		"Contacts → Segment → Message → Cap → Send / n8n's Filter → Edit Fields → Remove Duplicates";
	return [
		{
			what: `${pair}, ${of}`,
			ours: seconds(whole.ms),
			theirs: seconds(three.ms),
			ratio: three.ms / whole.ms,
			expected: `>= ${TIMES_FASTER} x faster`,
			holds: three.ms / whole.ms >= TIMES_FASTER,
		},
		{
			what: `processor time of n8n, ${of}`,
			ours: seconds(whole.cpuMs),
			theirs: seconds(three.cpuMs),
			ratio: three.cpuMs / whole.cpuMs,
			expected: 'less than theirs; it does not depend on what else the machine does',
			holds: whole.cpuMs < three.cpuMs,
		},
		{
			what: `most memory of n8n, ${of}`,
			ours: megabytes(whole.peakMb),
			theirs: megabytes(three.peakMb),
			ratio: three.peakMb / whole.peakMb,
			expected: 'no more than theirs (ratio >= 1 x)',
			holds: whole.peakMb <= three.peakMb,
		},
	];
}

import { COLD_FACTOR, READ_RATES } from '../response';
import type { EstimateWords } from '../words';
import { countedIn, share } from './counted';

const count = countedIn('en-US', (several) => several === 1);

export const en: EstimateWords = {
	title: 'Estimate',
	colon: ': ',
	total: 'All segments',
	steps: {
		number: 'number unusable',
		duplicate: 'duplicates',
		zone: 'outside the zone',
		consent: 'without consent, STOP or minor',
		cap: 'at the cap',
		message: 'text not allowed',
		campaign: 'already written to, campaign stopped or out of budget',
	},
	objective: {
		drive_to_store: 'a visit to the store',
		drive_to_web: 'a visit to the website',
		conversion: 'a purchase',
	},
	kind: { client: 'clients', prospect: 'cold prospects', mixed: 'clients and cold prospects' },
	contacts: 'Contacts',
	reach: 'Will be written to',
	parts: 'Billed parts',
	cost: 'Cost',
	answers: 'Expected answers',
	basket: 'Average basket',
	revenue: 'Revenue',
	margin: 'Margin',
	profit: 'Margin less cost',
	returnOnCost: 'Gained for 1 spent',
	breakEven: 'Pays from a response of',
	neverPays: 'never pays',
	spend: 'With the budget, in this order',
	left: 'less',
	restsOn: 'What the figures rest on',
	because: {
		nobody: 'nobody is left to write to',
		unknown: 'what it brings is not known',
		no_profit: 'costs more than it brings',
		budget: 'the budget ends here',
	},
	method: { mean: 'mean', median: 'median' },
	size: (clients, prospects) =>
		`Contacts who fit the segment: ${count(clients, 'client', 'clients')} and ${count(prospects, 'cold prospect', 'cold prospects')}.`,
	decided:
		'Decided now as SMS Frequency Cap and SMS Send would: number, duplicates, zone, consent, cap, campaign. Nothing is kept.',
	price: (messages, assumed, each, file) =>
		`Parts of ${count(messages, 'real message', 'real messages')}; ${count(assumed, 'contact without a message counts', 'contacts without a message count')} ${each} each. Prices are those of the brand. Of the file's price this segment carries ${file}, by its size.`,
	noPrice: (contacts) =>
		` The price is not known for ${count(contacts, 'contact: it counts', 'contacts: they count')} nothing.`,
	basketOf: (basket) => {
		if (basket === undefined)
			return 'Not known: nobody bought anything. Give an amount in the node.';
		if (basket.of === 'given') return 'Given in the node.';
		const whose =
			basket.of === 'segment' ? 'of the segment' : 'of the whole file, nobody here having bought';
		return `${basket.method === 'median' ? 'Median' : 'Mean'} of ${count(basket.clients ?? 0, 'client', 'clients')} ${whose}.`;
	},
	response: ({ campaigns, sent, responses, prior }, rate, cold) => {
		const assumed = `an assumption of ${rate} that weighs as ${count(prior.of, 'contact', 'contacts')}${cold ? ` (people who never bought answer ${1 / COLD_FACTOR} times less)` : ''}`;
		return campaigns === 0
			? `Only ${assumed}: no earlier campaign has its answers recorded.`
			: `${count(responses, 'answer', 'answers')} to ${count(sent, 'SMS', 'SMS')} of ${count(campaigns, 'earlier campaign', 'earlier campaigns')} of the brand, and ${assumed}.`;
	},
	value: (buyers, margin) =>
		`Answers × ${buyers} of them who buy × basket; ${margin} of it is margin. Both as given in the node.`,
	order: (clientsFirst) =>
		`${clientsFirst ? 'Clients before cold prospects; then w' : 'W'}hoever brings most margin for each 1 spent on SMS. What the file cost is spent already.`,
	paysFrom:
		'It pays once the margin of the answers reaches the cost; what is gained for 1 spent is the margin less the cost, by the cost. The cost is that of the SMS and of the file.',
	range:
		'Nine times in ten the true rate lies between low and high. Luck with a small segment comes on top.',
	readers: `${share(READ_RATES.sms)} of SMS and ${share(READ_RATES.email)} of e-mails are read, as the trade says.`,
};

// Shows what the server keeps. The server tells that something came; the page then asks for what it shows.
import { keepTyping, replyBubbles, replyForm } from './reply.js';

const PAGE_SIZE = 60;
const find = (id) => document.getElementById(id);
const count = (n) => n.toLocaleString('en-US');
const clock = (iso) =>
	new Date(iso).toLocaleTimeString('fr-FR', { hour: '2-digit', minute: '2-digit' });

let limit = PAGE_SIZE;
let lastSeen = 0;
let asking = false;
let askAgain = false;

/** +33612345678 → +33 6 12 34 56 78; other countries by threes. */
function spaced(number) {
	const french = /^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(number);
	if (french) return `+33 ${french.slice(1).join(' ')}`;
	const overseas = /^\+(262|590|594|596|687|689)(\d{3})(\d\d)(\d\d)(\d\d)$/.exec(number);
	if (overseas) return `+${overseas.slice(1).join(' ')}`;
	return number.replace(/(\d{3})(?=\d)/g, '$1 ');
}

function element(tag, className, text) {
	const made = document.createElement(tag);
	made.className = className;
	made.textContent = text;
	return made;
}

/** Texts are only ever set as text: an SMS that holds markup shows it. */
function bubble({ text, footerAt }) {
	const made = element('p', 'bubble', text.slice(0, footerAt ?? text.length));
	made.lang = 'fr';
	if (footerAt !== undefined) made.append(element('mark', '', text.slice(footerAt)));
	return made;
}

/** How the SMS is billed, under its bubble. */
function caption({ encoding, parts }) {
	const plain = encoding === 'GSM-7';
	const alphabet = element('span', plain ? '' : 'dearer', encoding);
	alphabet.title = plain
		? 'Standard characters: 160 in one part, 153 in each of several'
		: 'Special characters: 70 in one part, 67 in each of several';
	const billed = element(
		'span',
		parts > 1 ? 'dearer' : '',
		parts === 1 ? '1 part' : `${parts} parts`,
	);
	billed.title = 'How many SMS are billed';
	const made = element('p', 'caption', '');
	made.append(alphabet, billed);
	return made;
}

/** SMS and answers in the order they were written. */
function conversation(messages, replies) {
	const sms = messages.map((one) => ({ at: one.sentAt, shown: [bubble(one), caption(one)] }));
	const own = replies.map((one) => ({ at: one.sentAt, shown: replyBubbles(one) }));
	return [...sms, ...own].sort((a, b) => a.at.localeCompare(b.at));
}

function phone({ to, messages, replies }, canAnswer) {
	const card = find('phone').content.cloneNode(true).firstElementChild;
	const newest = messages[0];
	card.dataset.to = to;
	card.querySelector('.clock').textContent = clock(newest.sentAt);
	card.querySelector('.avatar').textContent = newest.from.slice(0, 1).toUpperCase();
	card.querySelector('.sender strong').textContent = newest.from;
	const talk = card.querySelector('.talk');
	for (const { at, shown } of conversation([...messages].reverse(), replies)) {
		talk.append(element('p', 'when', `${day(at)} ${clock(at)}`), ...shown);
	}
	// Without an SMS Trigger nobody would hear the answer.
	if (canAnswer) talk.after(replyForm(to, async (text) => await answer(to, text)));
	card.querySelector('.number').textContent = spaced(to);
	card.querySelector('.campaign').textContent = newest.campaign ?? '';
	if (newest.id > lastSeen) card.classList.add('arrived');
	return card;
}

function day(iso) {
	const date = new Date(iso);
	const today = new Date().toDateString() === date.toDateString();
	return today ? 'Today' : date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
}

async function answer(from, text) {
	await fetch('api/reply', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ from, text }),
	});
	refresh();
}

function show({ phones, total, counters, links, canAnswer }) {
	const typed = find('search').value.trim();
	find('count-sms').textContent = count(counters.sms);
	find('count-parts').textContent = count(counters.parts);
	keepTyping(() => find('phones').replaceChildren(...phones.map((one) => phone(one, canAnswer))));
	for (const talk of document.querySelectorAll('.talk')) talk.scrollTop = talk.scrollHeight;
	find('empty').hidden = total > 0 || typed !== '';
	find('none').hidden = total > 0 || typed === '';
	find('more').hidden = total <= phones.length;
	find('more').textContent = `Show more (${count(total - phones.length)} other phones)`;
	find('n8n-link').href = links.n8n ?? 'http://127.0.0.1:5678/';
	find('form-link').href = links.form ?? find('n8n-link').href;
	lastSeen = Math.max(lastSeen, ...phones.map(({ messages }) => messages[0].id));
}

/** One question at a time; what comes meanwhile makes one more. */
async function refresh() {
	if (asking) return void (askAgain = true);
	asking = true;
	try {
		const query = new URLSearchParams({ to: find('search').value, limit: String(limit) });
		show(await (await fetch(`api/phones?${query}`)).json());
	} catch {
		live(false);
	} finally {
		asking = false;
		if (askAgain) {
			askAgain = false;
			setTimeout(refresh, 250);
		}
	}
}

function live(connected) {
	find('live').textContent = connected ? 'Live' : 'Waiting for the playground …';
	find('live').classList.toggle('away', !connected);
}

find('search').addEventListener('input', () => {
	limit = PAGE_SIZE;
	refresh();
});
find('more').addEventListener('click', () => {
	limit += PAGE_SIZE;
	refresh();
});
find('clear').addEventListener('click', async () => {
	await fetch('api/sms', { method: 'DELETE' });
	refresh();
});
const events = new EventSource('events');
events.addEventListener('open', () => {
	live(true);
	refresh();
});
events.addEventListener('message', refresh);
events.addEventListener('error', () => live(false));

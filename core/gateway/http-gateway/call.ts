import type { E164 } from '../../item';
import { accountText } from '../account';
import type { Account, HttpCall, OutboundSms } from '../gateway';
import { extraHeaders, listOf, parsed } from './settings';
import { fill, KNOWN_NAMES, mentions, namesUnknown, type Filling } from './template';

export interface Problem {
	message: string;
	description: string;
}

interface Templates {
	method: 'GET' | 'POST';
	url: string;
	bodyType: string;
	/** empty for a GET */
	body: string;
}

function templatesOf(account: Account | undefined): Templates {
	const method = accountText(account, 'method') === 'GET' ? 'GET' : 'POST';
	return {
		method,
		url: accountText(account, 'url'),
		bodyType: accountText(account, 'bodyType', 'json'),
		body: method === 'GET' ? '' : accountText(account, 'body'),
	};
}

/**
 * The call for one SMS, with every placeholder of the credential filled in.
 * @throws Error with the problem of the credential when no call can be built with it
 */
export function httpCall(sms: OutboundSms, account: Account | undefined): HttpCall {
	const { method, url, bodyType, body } = templatesOf(account);
	const values: Filling = { ...sms, secret: secretOf(account) };
	const headers = Object.entries(extraHeaders(account) ?? {}).map(([name, value]) => [
		name,
		fill(value, values, 'header'),
	]);
	const call: HttpCall = {
		method,
		url: fill(url, values, 'address'),
		...(headers.length > 0 && { headers: Object.fromEntries(headers) as Record<string, string> }),
		timeoutMs: 30_000,
	};
	if (body === '') return call;
	if (bodyType === 'form') {
		const form = Object.fromEntries(new URLSearchParams(fill(body, values, 'address')));
		return { ...call, form };
	}
	const json = parsed(fill(body, values, 'json'));
	if (json === undefined) throw new Error(NO_JSON.message);
	return { ...call, body: json };
}

/** Also what the credential sends as the value of a header. */
const secretOf = (account: Account | undefined): string => accountText(account, 'headerSecret');

const NO_JSON: Problem = {
	message: "'Body' of the HTTP gateway is no JSON once it is filled in",
	description:
		'Put each text in quotes, e.g. {"to":"{to}","message":"{text}"}, and no comma after the last one.',
};

const SAMPLE: Filling = {
	ref: 'aB3_x-90000000000000',
	call: 'aB3_x-90000000000000',
	to: '+33639980001' as E164,
	text: 'Léa, "-20 %" & \\ plus\nSTOP au 36000',
	encoding: 'GSM-7',
	parts: 1,
	sender: 'LUMEN',
	purpose: 'marketing',
	brand: '',
	campaign: '',
	secret: 'a "secret" \\',
};

/** What is wrong with what was entered, the first thing that is. */
export function httpProblem(account: Account): Problem | undefined {
	const { method, url, bodyType, body } = templatesOf(account);
	if (!/^https?:\/\/[^/?#{}]+/i.test(url)) {
		return {
			message: "'URL' of the HTTP gateway is not an address",
			description: 'Enter an address that begins with https:// and names its host as it is.',
		};
	}
	const headers = extraHeaders(account);
	if (headers === undefined) {
		return {
			message: "'More Headers' of the HTTP gateway is not a JSON object of texts",
			description: 'Write it like this: {"x-channel":"marketing"}',
		};
	}
	const places = { URL: url, Body: body, 'More Headers': Object.values(headers).join(' ') };
	for (const [place, template] of Object.entries(places)) {
		const [name] = namesUnknown(template);
		if (name !== undefined) {
			return {
				message: `'${place}' of the HTTP gateway names {${name}}, which is not known`,
				description: `These are: ${KNOWN_NAMES}`,
			};
		}
	}
	if (mentions(Object.values(places).join(' '), 'secret') && secretOf(account) === '') {
		return {
			message: "'Secret' of the HTTP gateway is empty",
			description: 'Enter it: {secret} stands for it in what is sent.',
		};
	}
	const sent = `${url} ${body}`;
	if (!mentions(sent, 'text') || !mentions(sent, 'to', 'to_digits')) {
		const missing = mentions(sent, 'text') ? '{to} or {to_digits}' : '{text}';
		return {
			message: `The HTTP gateway is sent no ${missing}`,
			description: `Write ${missing} into ${method === 'GET' ? "'URL'" : "'Body'"}: it stands for ${mentions(sent, 'text') ? 'the number' : 'the message'} of each contact.`,
		};
	}
	if (body !== '' && bodyType !== 'form' && parsed(fill(body, SAMPLE, 'json')) === undefined) {
		return NO_JSON;
	}
	return answerProblem(account);
}

function answerProblem(account: Account): Problem | undefined {
	if (accountText(account, 'statusPath') !== '' && listOf(account, 'acceptedValues').length === 0) {
		return {
			message: "'Values That Mean Accepted' of the HTTP gateway is empty",
			description:
				"Enter the values of 'Where the Status Is' with which an SMS is taken, or empty both: then every answer from 200 to 299 is a yes.",
		};
	}
	const wrong = listOf(account, 'refusedCodes').find((code) => !/^[1-5]\d\d$/.test(code));
	return wrong === undefined
		? undefined
		: {
				message: `'HTTP Codes That Mean Refused' of the HTTP gateway holds "${wrong}"`,
				description: 'Enter numbers between commas, e.g. 409, 422.',
			};
}

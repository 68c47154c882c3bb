import type { ICredentialTestRequest } from 'n8n-workflow';

type Rules = NonNullable<ICredentialTestRequest['rules']>;

/** What a person reads when the test of a credential is answered with a status: n8n alone would say "Unauthorized". */
export const saidOf = (sentences: Readonly<Record<number, string>>): Rules =>
	Object.entries(sentences).map(([status, message]) => ({
		type: 'responseCode',
		properties: { value: Number(status), message },
	}));

const ELSEWHERE = "This is not the gateway's address: leave 'Base URL' as it was, or correct it.";

/** 401 and 403 are told apart by few gateways: both say that the keys are wrong or not allowed to do this. */
export const turnedAway = (message: string, others: Readonly<Record<number, string>> = {}): Rules =>
	saidOf({ 401: message, 403: message, 404: ELSEWHERE, ...others });

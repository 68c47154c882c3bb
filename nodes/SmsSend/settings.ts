import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
} from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { Gateway } from '../../core/gateway/gateway';
import { readGateway } from '../shared/gateway';
import { readOnce } from '../shared/parameters';
import { readText, readWhole } from '../shared/typed-parameters';

export interface SendSettings {
	gateway: Gateway;
	/** what its credential holds */
	account?: ICredentialDataDecryptedObject;
	/** empty: the brand's */
	sender: string;
	/** ms UTC */
	sendAt?: number;
	testNumbers: string;
	/** for how many contacts a test run sends the text to the test numbers */
	testContacts: number;
	allowAgents: boolean;
	batchSize: number;
	/** most calls to the gateway under way at the same time */
	callsAtOnce: number;
	/** absent: the gateway's own */
	timeoutMs?: number;
	/** how long a place that was not used stays kept */
	ttlMs: number;
}

interface Options {
	allowAgents?: boolean;
	batchSize?: number;
	callsAtOnce?: number;
	timeout?: number;
	holdHours?: number;
}

const HOUR = 3_600_000;
const DEFAULT_HOLD_HOURS = 2;
const DEFAULT_CALLS_AT_ONCE = 20;

/** @throws NodeOperationError naming the parameter that cannot be used */
export function readSettings(context: IExecuteFunctions): SendSettings {
	const gateway = readGateway(context);
	const options = readOnce<Options>(context, 'options', {}, { label: 'Options' });
	const most = gateway.capabilities.batchSize;
	const timeout = optional(context, 'Timeout in Seconds', options.timeout);
	return {
		gateway,
		sender: readText(context, 'sender', 'Sender'),
		sendAt: readSendAt(context),
		testNumbers: readText(context, 'testNumbers', 'Test Numbers'),
		testContacts: readWhole(context, 'testContacts', 'First Test Contacts', {
			fallback: 3,
			least: 0,
		}),
		allowAgents: options.allowAgents === true,
		batchSize: Math.min(
			most,
			Math.ceil(optional(context, 'Batch Size', options.batchSize) ?? most),
		),
		callsAtOnce: Math.ceil(
			optional(context, 'Calls at Once', options.callsAtOnce) ?? DEFAULT_CALLS_AT_ONCE,
		),
		timeoutMs: timeout === undefined ? undefined : timeout * 1000,
		ttlMs:
			(optional(context, 'Hold the Place For (Hours)', options.holdHours) ?? DEFAULT_HOLD_HOURS) *
			HOUR,
	};
}

function optional(context: IExecuteFunctions, label: string, value: unknown): number | undefined {
	if (value === undefined || value === '' || value === null) return undefined;
	const number = Number(value);
	if (number > 0 && Number.isFinite(number)) return number;
	throw new NodeOperationError(context.getNode(), `'${label}' is not usable: ${String(value)}`, {
		itemIndex: 0,
		description: 'Give a number above zero.',
	});
}

/** The moment entered in the editor is on the clock of the workflow; an expression may give a date with its zone. */
function readSendAt(context: IExecuteFunctions): number | undefined {
	const value = readOnce<unknown>(context, 'sendAt', '', { label: 'Send At' });
	if (value === '' || value === undefined || value === null) return undefined;
	const moment = DateTime.isDateTime(value)
		? value
		: DateTime.fromISO(String(value).trim().replace(' ', 'T'), { zone: context.getTimezone() });
	if (moment.isValid) return moment.toMillis();
	throw new NodeOperationError(context.getNode(), `'Send At' is not a date: ${String(value)}`, {
		itemIndex: 0,
		description: 'Choose a day and time, or give them as 2026-11-23T10:00.',
	});
}

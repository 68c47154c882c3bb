import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { tlsFields } from './tls-fields';

/** Tested by SMS Frequency Cap: n8n's own test of a credential only knows HTTP. */
export class SmsLedgerApi implements ICredentialType {
	name = 'smsLedgerApi';

	displayName = 'SMS Ledger API';

	icon = { light: 'file:smsLedger.svg', dark: 'file:smsLedger.dark.svg' } as const;

	documentationUrl =
		'https://github.com/n8n-nodes-sms-marketing/n8n-nodes-sms-marketing/blob/main/docs/guides/postgresql.md';

	properties: INodeProperties[] = [
		{
			displayName:
				'Keeps the SMS ledger (STOPs, consents, caps, campaigns) in PostgreSQL, for queue mode or several hosts. Choose this credential in <b>every</b> SMS node of this n8n.',
			name: 'purposeNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: 'localhost',
			required: true,
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 65535 },
			default: 5432,
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			default: '',
			required: true,
			description: "May be n8n's own: the ledger keeps to its schema",
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'Schema',
			name: 'schema',
			type: 'string',
			default: 'sms_marketing',
			required: true,
			description:
				'Made with the first use when it is not there. Small letters, digits and underscores.',
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Turns phone numbers into what the ledger keeps. 64 hexadecimal digits; after a rotation all keys, oldest first, with a space between.',
		},
		{
			displayName:
				'Make a key once with <code>openssl rand -hex 32</code>, and <b>keep a copy outside n8n and outside the database</b>. Without it no STOP can be recognised and the ledger is of no use. A ledger that was moved here keeps the key it had.',
			name: 'keyNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Connections',
			name: 'poolSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 100 },
			default: 5,
			description:
				'Most connections each n8n process (main, worker, webhook processor) opens. Their sum must stay below what the server allows.',
		},
		...tlsFields,
	];
}

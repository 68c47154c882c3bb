import type { INodeProperties } from 'n8n-workflow';

const shown = { show: { tls: ['verify', 'encrypt'] } };

/** How the connection to a server is encrypted. Read by nodes/shared/ledger-credential.ts. */
export const tlsFields: INodeProperties[] = [
	{
		displayName: 'Encryption (TLS)',
		name: 'tls',
		type: 'options',
		options: [
			{
				name: 'None',
				value: 'off',
				description: 'For a server on the same host or in a network of your own',
			},
			{
				name: 'On, Certificate Checked',
				value: 'verify',
				description: 'The certificate must be for this host, from an authority that is trusted',
			},
			{
				name: 'On, Any Certificate',
				value: 'encrypt',
				description: 'Nobody can listen in, but anybody could pretend to be the server',
			},
		],
		default: 'off',
	},
	{
		displayName: 'CA Certificate',
		name: 'tlsCa',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description: 'Of the authority that signed the certificate of the server, when it is your own',
		displayOptions: { show: { tls: ['verify'] } },
	},
	{
		displayName: 'Client Certificate',
		name: 'tlsCertificate',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description: 'Only when the server asks for one',
		displayOptions: shown,
	},
	{
		displayName: 'Client Key',
		name: 'tlsClientKey',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		placeholder: '-----BEGIN PRIVATE KEY-----',
		description: 'Of the client certificate',
		displayOptions: shown,
	},
];

import type { INodeProperties } from 'n8n-workflow';
import { gatewayProperty } from '../shared/gateway';
import { addressNotices, SIGNED_GATEWAYS } from './addresses';
import { takeOverProperty } from './other-workflow';

/** What may start the workflow, in the order of the outputs. */
export const KINDS = ['stop', 'reply', 'report', 'confirmation'] as const;
export type Kind = (typeof KINDS)[number];

/** Short: the editor cuts a longer name beside an output. */
export const OUTPUT_NAMES: Record<Kind, string> = {
	stop: 'STOP',
	reply: 'Replies',
	report: 'Reports',
	confirmation: 'Confirmed',
};

export const properties: INodeProperties[] = [
	{
		...gatewayProperty,
		description: 'Whose STOP answers, replies and delivery reports come in here',
	},
	...addressNotices,
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: [
			{
				name: 'Confirmation',
				value: 'confirmation',
				description: 'A person pressed the button of a confirmation link',
			},
			{
				name: 'Delivery Report',
				value: 'report',
				description: 'Starts an execution for each call of the gateway: many for a big campaign',
			},
			{ name: 'Reply', value: 'reply', description: 'A person texted anything but STOP' },
			{ name: 'STOP', value: 'stop', description: 'A person asked to receive no more SMS' },
		],
		default: ['stop', 'reply'],
		required: true,
	},
	{
		displayName: 'Secret',
		name: 'secret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		displayOptions: { hide: { gateway: SIGNED_GATEWAYS } },
		description:
			'A long random text, at least 16 characters, that only the gateway and this workflow know. Calls without it are refused.',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: '',
		placeholder: 'e.g. sms-lumen',
		description:
			'Last part of the address. Left empty, n8n makes one. Confirmation links sent to people begin with this address.',
	},
	{
		displayName: 'Brand Names or IDs',
		name: 'brands',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getBrands' },
		default: [],
		description:
			'Brands that write through this gateway account: a STOP closes all of them, since it does not tell which one is meant. Left empty, every brand. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	takeOverProperty,
];

import type { INodeProperties } from 'n8n-workflow';

const text = (
	displayName: string,
	name: string,
	value: string,
	description?: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: value,
	...(description && { description }),
});

const words = (displayName: string, name: string, value: string, what: string) =>
	text(displayName, name, value, `Words of the status that mean ${what}, separated by commas`);

/** How the gateway names the fields of what it tells SMS Trigger; names may be paths such as `data.0.id`. */
export const httpWebhookFields: INodeProperties[] = [
	{
		displayName:
			'<b>What the gateway tells SMS Trigger.</b> Each field below is the name it uses, or a path such as <code>data.0.id</code>. Leave empty what it does not tell.',
		name: 'webhookNotice',
		type: 'notice',
		default: '',
	},
	text(
		'Where the Events Are',
		'listPath',
		'',
		'When a call holds a list of events under a name, e.g. results',
	),
	text('Report: Our Reference', 'reportRef', 'ref', 'The one sent as {ref}'),
	text('Report: Its ID', 'reportId', 'id', 'The one found in the answer to the send'),
	text('Report: Number', 'reportTo', 'to'),
	text('Report: Status', 'reportStatus', 'status'),
	words('Delivered', 'deliveredWords', 'delivered, DELIVRD', 'that it arrived'),
	words(
		'Undelivered',
		'undeliveredWords',
		'undelivered, failed, UNDELIV',
		'that it did not arrive',
	),
	words('Expired', 'expiredWords', 'expired', 'that the phone was off for too long'),
	words('Refused', 'refusedWords', 'rejected, REJECTD', 'that it never left'),
	words('Opted Out', 'optedOutWords', '', 'that the person had opted out at the gateway'),
	words('On Its Way', 'acceptedWords', 'accepted, sent, queued', 'that it is on its way'),
	text('Incoming SMS: From', 'inboundFrom', 'from', 'The number of the person'),
	text('Incoming SMS: To', 'inboundTo', 'to'),
	text('Incoming SMS: Text', 'inboundText', 'text'),
	text(
		'Incoming SMS: Its ID',
		'inboundId',
		'id',
		'By it an SMS that is told twice is known. Without it a STOP counts each time it comes.',
	),
];

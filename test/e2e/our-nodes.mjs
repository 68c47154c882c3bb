// Our nodes as the editor must show them: what is written beside each output, whether a brand is chosen.

const HELD = 'Held';

export const OUR_NODES = [
	{ type: 'smsContacts', name: 'SMS Contacts', outputs: ['Ready', HELD], brand: true },
	{ type: 'smsSegment', name: 'SMS Segment', outputs: ['Everyone Else', 'Segment 1'] },
	{ type: 'smsMessage', name: 'SMS Message', outputs: ['Ready', HELD] },
	{ type: 'smsFrequencyCap', name: 'SMS Frequency Cap', outputs: ['Allowed', HELD] },
	{ type: 'smsSend', name: 'SMS Send', outputs: ['Sent', 'Later', HELD, 'Failed', 'To Check'] },
	{ type: 'smsCampaign', name: 'SMS Campaign', outputs: [''], brand: true },
];

import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { SmsItem, SmsMessage } from '../../core/item';
import type { Ledger } from '../../core/ledger';
import { readSms } from '../shared/items';
import type { MessageGroup } from '../shared/message-groups';
import type { RunMode } from '../shared/run-mode';
import type { Places } from './places';
import type { SendSettings } from './settings';

/** What one run of the node works with. */
export interface SendJob {
	context: IExecuteFunctions;
	ledger: Ledger;
	settings: SendSettings;
	mode: RunMode;
	items: readonly INodeExecutionData[];
	places: Places;
	groups: MessageGroup[];
	/** messages whose text was changed after it was counted, by position */
	recounted: ReadonlyMap<number, SmsMessage>;
	/** service texts that too many people of the run would get */
	crowded: ReadonlySet<string>;
	occasionOf: (index: number, group: MessageGroup, now: number) => string;
}

export function smsAt({ items, recounted }: SendJob, index: number): SmsItem {
	const sms = readSms(items[index]?.json ?? {});
	const message = recounted.get(index);
	return message ? { ...sms, message } : sms;
}

import type { IExecuteFunctions } from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import type { Ledger } from '../../core/ledger';
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
	/** what the items say, by position; a message whose text was changed after it was counted is counted anew */
	contacts: readonly SmsItem[];
	places: Places;
	groups: MessageGroup[];
	/** service texts that too many people of the run would get */
	crowded: ReadonlySet<string>;
	occasionOf: (index: number, group: MessageGroup, now: number) => string;
}

export const smsAt = ({ contacts }: SendJob, index: number): SmsItem => contacts[index] ?? {};

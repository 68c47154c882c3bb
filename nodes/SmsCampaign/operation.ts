import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Ledger } from '../../core/ledger';
import type { Language } from '../../core/reasons';

export interface OperationCall {
	context: IExecuteFunctions;
	/** position of the input item */
	index: number;
	ledger: Ledger;
	/** false in a test run: decide and show, write nothing */
	write: boolean;
	now: number;
}

/** One operation for one input item: the json of the items that come out. */
export type Operation = (call: OperationCall) => Promise<IDataObject | IDataObject[]>;

/** One operation for all input items. */
export interface MessagesCall extends Omit<OperationCall, 'index'> {
	items: readonly INodeExecutionData[];
	/** names this node in this execution */
	run: string;
	/** of a brand by its slug; of the default brand when it is not known */
	languageOf: (brand?: string) => Language;
}

export type MessagesOperation = (call: MessagesCall) => Promise<INodeExecutionData[]>;

import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Ledger } from '../../core/ledger';

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

import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { E164, SmsItem } from '../../core/item';
import type { Brand, Ledger } from '../../core/ledger';
import { explain } from '../../core/reasons';

export interface OperationCall {
	context: IExecuteFunctions;
	items: readonly INodeExecutionData[];
	ledger: Ledger;
	/** false in a test run: decide and show, write nothing */
	write: boolean;
	now: number;
	/** names this node in this execution */
	run: string;
}

/** What becomes of one input item: a change of its `sms`, a record in its place, or what is wrong with it. */
export type Outcome = { sms: Partial<SmsItem> } | { json: IDataObject | IDataObject[] } | Error;

/** One operation for all input items: outcomes in their order; absent for those a stopped run did not reach. */
export type Operation = (call: OperationCall) => Promise<Array<Outcome | undefined>>;

/** Whom an item is about. */
export interface Person {
	index: number;
	brand: Brand;
	to: E164;
}

/** What an earlier node may have left on an item and is no longer true. */
export const AFRESH: Partial<SmsItem> = {
	status: 'ready',
	reason: undefined,
	detail: undefined,
	nextAllowedAt: undefined,
	confirmation: undefined,
};

/** An item of someone who may not be written to: further nodes leave it out. */
export const stopped = (
	{ to, brand }: Person,
	consent: SmsItem['consent'],
	detail?: string,
): Outcome => ({
	sms: {
		...AFRESH,
		...{ to, brand: brand.slug, consent },
		...{ status: 'held', reason: 'SUPPRESSED' },
		detail: detail ?? explain('SUPPRESSED', brand.language),
	},
});

/** An item that cannot be used stops the run before anything is written, unless it is to go on. @throws the error */
export function failed(context: IExecuteFunctions, error: Error): Error {
	if (context.continueOnFail()) return error;
	throw error;
}

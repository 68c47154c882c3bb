import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { CriteriaError } from '../../core/segment/criteria/criteria-error';
import { ZoneError } from '../../core/segment/zone/zone-error';

/** What criteria and zones say of what cannot be used, as n8n shows it; any other error as it is. @param what a parameter */
export function unusable(context: IExecuteFunctions, what: string, error: unknown): Error {
	if (error instanceof CriteriaError || error instanceof ZoneError) {
		return new NodeOperationError(context.getNode(), `${what} cannot be used: ${error.message}`, {
			itemIndex: 0,
			description: error.hint,
		});
	}
	return error instanceof Error ? error : new Error(String(error));
}

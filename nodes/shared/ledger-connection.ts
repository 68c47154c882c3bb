import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { LedgerError } from '../../core/ledger';
import { lookAtPostgresLedger } from '../../core/ledger/postgres/look';
import { postgresOptions } from './ledger-credential';

/** What n8n shows when the SMS Ledger credential is saved. Nothing is made or changed. */
export async function smsLedgerConnection(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const there = await lookAtPostgresLedger(postgresOptions(data));
		return {
			status: 'OK',
			message: there
				? 'The ledger is there, and this is its key'
				: 'Connected. The ledger will be made with its first use; keep a copy of its key',
		};
	} catch (error) {
		return { status: 'Error', message: sentence(error) };
	}
}

function sentence(error: unknown): string {
	if (error instanceof LedgerError) return `${error.message}. ${error.hint}`;
	return error instanceof Error ? error.message : 'The connection failed';
}

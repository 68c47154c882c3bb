import { failure } from '../failures';

/** What a schema may be called: it is part of statements, and PostgreSQL keeps some names for itself. */
const SCHEMA = /^(?!pg_|information_schema$)[a-z_][a-z0-9_]{0,62}$/;
const LAST_PORT = 65_535;

/**
 * To be asked before anything is said to the server. A port that is none would never be answered: pg waits for ever.
 * @throws LedgerError `BAD_SCHEMA`, `BAD_PORT`
 */
export function checkPlace({ schema, port }: { schema: string; port: number }): void {
	if (!SCHEMA.test(schema)) throw failure('BAD_SCHEMA', { schema });
	if (!Number.isInteger(port) || port < 1 || port > LAST_PORT) throw failure('BAD_PORT');
}

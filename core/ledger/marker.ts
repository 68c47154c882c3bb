import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where a ledger in PostgreSQL is. */
export interface PostgresPlace {
	host: string;
	port: number;
	database: string;
	schema: string;
}

/** Beside the embedded ledger: says that this n8n keeps its ledger in PostgreSQL, so that nobody takes the file for it. */
export const markerBeside = (file: string): string =>
	join(dirname(file), 'ledger-in-postgresql.txt');

export const isMarked = async (file: string): Promise<boolean> =>
	await access(markerBeside(file)).then(
		() => true,
		() => false,
	);

/** @throws what the file system throws */
export async function writeMarker(file: string, place: PostgresPlace): Promise<void> {
	const { host, port, database, schema } = place;
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	await writeFile(
		markerBeside(file),
		`This n8n keeps its SMS ledger in PostgreSQL: ${host}:${port}, database ${database}, schema ${schema}.
SMS nodes without the SMS Ledger credential refuse to work as long as this file is here.
`,
		{ mode: 0o600 },
	);
}

// The one import of pg (node-postgres). Whole numbers of 64 bits come as numbers: times and micros are far below 2^53.
import { Pool, types, type PoolClient, type PoolConfig } from 'pg';

export type { PoolClient };

const INT8 = 20;
const NUMERIC = 1700;

/** A pool whose 64-bit and decimal numbers (sums) are JavaScript numbers. */
export const makePool = (config: PoolConfig): Pool =>
	new Pool({
		...config,
		types: {
			getTypeParser: (oid: number, format?: 'text' | 'binary') =>
				oid === INT8 || oid === NUMERIC ? Number : types.getTypeParser(oid, format),
		},
	});

export type { Pool, PoolConfig };

import { isBuiltin } from 'node:module';
import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { LedgerError } from './ledger-error';

/** What was asked cannot be done as it was written; an empty message asks for the usage alone. */
export class UsageError extends Error {}

/** @throws UsageError */
export function readOptions<T extends NonNullable<ParseArgsConfig['options']>>(
	args: string[],
	options: T,
) {
	try {
		return parseArgs({ args, options }).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

/** npm runs a script in its own folder; paths are meant from where the person stands. */
export const fromHere = (path: string, env: Readonly<Record<string, string | undefined>>): string =>
	resolve(env.INIT_CWD ?? process.cwd(), path);

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs a command of the package; what goes wrong is said on stderr, with the usage where it helps, and the exit code is 1. */
export function runCommand(usage: string, main: () => Promise<void>): void {
	main().catch((error: unknown) => {
		process.stderr.write(`${explain(error, usage)}\n`);
		process.exitCode = 1;
	});
}

/** To be called before what needs SQLite is loaded. @throws Error on a Node that has none */
export function checkNode(): void {
	if (!isBuiltin('node:sqlite'))
		throw new Error(`This is Node ${process.versions.node}; use the Node that n8n runs on (24).`);
	hideExperimental();
}

/** Node tells at each start that its SQLite is young; n8n and this package rest on it. */
function hideExperimental(): void {
	const listeners = process.listeners('warning');
	process.removeAllListeners('warning');
	process.on('warning', (warning) => {
		if (warning.name !== 'ExperimentalWarning') for (const tell of listeners) tell(warning);
	});
}

function explain(error: unknown, usage: string): string {
	if (error instanceof UsageError) return `${error.message}\n\n${usage}`.trim();
	if (error instanceof LedgerError) return `${error.message}\n${error.hint}`;
	return error instanceof Error ? error.message : String(error);
}

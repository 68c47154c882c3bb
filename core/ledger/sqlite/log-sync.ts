import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { failure } from '../failures';
import { syncFolder } from '../key';

/**
 * Puts what was committed on the disk. SQLite's own way (`synchronous=FULL`) would wait for the disk on the only thread of
 * n8n. It keeps its locks on other files, so that closing this one takes none of them away.
 */
export class LogSync {
	private log: Promise<FileHandle> | undefined;

	constructor(private readonly file: string) {}

	/** Everything that was committed before is on the disk when this returns. @throws LedgerError */
	async sync(): Promise<void> {
		try {
			const log = await (this.log ??= this.open());
			await log.datasync();
		} catch (error) {
			this.close();
			const full = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
			throw failure(full ? 'DISK_FULL' : 'UNREACHABLE', { file: this.file });
		}
	}

	close(): void {
		const { log } = this;
		this.log = undefined;
		void log?.then(async (opened) => await opened.close()).catch(() => undefined);
	}

	/** The log stays the same file as long as the ledger is open. Writing is asked for, since Windows syncs nothing else. */
	private async open(): Promise<FileHandle> {
		const log = await open(`${this.file}-wal`, 'r+');
		await syncFolder(dirname(this.file));
		return log;
	}
}

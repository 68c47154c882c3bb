import { clearTimeout, setTimeout } from 'node:timers';

/** Wakes everybody who waits whenever something has changed: nobody polls. */
export class Changes {
	private waiting = new Set<() => void>();

	tell(): void {
		const all = this.waiting;
		this.waiting = new Set();
		for (const wake of all) wake();
	}

	/** Until the next change, or `atMostMs` at the latest. */
	async next(atMostMs?: number): Promise<void> {
		await new Promise<void>((resolve) => {
			const wake = () => {
				clearTimeout(timer);
				this.waiting.delete(wake);
				resolve();
			};
			const timer = atMostMs === undefined ? undefined : setTimeout(wake, Math.ceil(atMostMs));
			this.waiting.add(wake);
		});
	}
}

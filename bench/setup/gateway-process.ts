import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const SCRIPT = join(process.env.SMS_BENCH_ROOT ?? '', 'bench', 'setup', 'gateway.mjs');

/** What a gateway saw. */
export interface Seen {
	taken: number;
	/** calls answered 429 */
	refused: number;
	/** most calls, taken or not, in any second */
	worstSecond: number;
	/** from the first call to the last, ms */
	lastedMs: number;
}

/** The gateway of `gateway.mjs`, in its own process so that its work is not counted as ours. */
export class GatewayProcess {
	private constructor(
		private readonly child: ChildProcess,
		readonly url: string,
	) {}

	static async start(latencyMs: number, perSecond: number): Promise<GatewayProcess> {
		const child = fork(SCRIPT, [String(latencyMs), String(perSecond)], {
			stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
		});
		const [port] = await once(child.stdout ?? child, 'data');
		return new GatewayProcess(child, `http://127.0.0.1:${String(port).trim()}`);
	}

	async forget(): Promise<void> {
		await fetch(`${this.url}/forget`, { method: 'POST' });
	}

	async seen(): Promise<Seen> {
		const response = await fetch(`${this.url}/seen`);
		const arrivals = (await response.json()) as Array<[at: number, taken: number]>;
		const times = arrivals.map(([at]) => at).sort((a, b) => a - b);
		const taken = arrivals.filter(([, ok]) => ok === 1).length;
		return {
			taken,
			refused: arrivals.length - taken,
			worstSecond: mostWithin(times, 1_000),
			lastedMs: (times.at(-1) ?? 0) - (times[0] ?? 0),
		};
	}

	stop(): void {
		this.child.kill();
	}
}

/** The most of the sorted `times` that lie within any stretch of `ms`. */
function mostWithin(times: readonly number[], ms: number): number {
	let most = 0;
	let from = 0;
	for (const [index, at] of times.entries()) {
		while ((times[from] ?? at) <= at - ms) from++;
		most = Math.max(most, index - from + 1);
	}
	return most;
}

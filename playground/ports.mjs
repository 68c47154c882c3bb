// Ports on the own machine only: whether they are free, asked before anything is started.
import { createServer } from 'node:net';
import { explainPort } from './advice.ts';
import { SetUpError } from './install.mjs';

export const HOST = '127.0.0.1';

/** @returns {Promise<boolean>} */
export function isFree(port) {
	return new Promise((resolve) => {
		const probe = createServer();
		probe.once('error', () => resolve(false));
		probe.listen({ port, host: HOST, exclusive: true }, () => probe.close(() => resolve(true)));
	});
}

/**
 * @param {Array<{ port: number, user: string, setting: string }>} needs
 * @throws {SetUpError} naming the first port that is taken
 */
export async function refuseTakenPorts(needs) {
	for (const { port, user, setting } of needs)
		if (!(await isFree(port))) throw new SetUpError(explainPort(port, user, setting));
}

/** A port nobody listens on now, for tests. */
export function anyFreePort() {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen({ port: 0, host: HOST }, () => {
			const { port } = probe.address();
			probe.close(() => resolve(port));
		});
	});
}

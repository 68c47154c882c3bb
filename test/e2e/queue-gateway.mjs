// A gateway on the own machine that keeps a log: what the sandbox posts here is what would have reached phones.
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { HOST } from '../../playground/ports.mjs';

/**
 * @returns {Promise<{ postTo: string, settings: { delayMs: number }, arrivals: (campaign: string) => string[],
 *   stop: () => Promise<void> }>} `arrivals`: the numbers written to, as often as they were
 */
export async function startGateway() {
	const log = [];
	const settings = { delayMs: 0 };
	const server = createServer(async (request, response) => {
		let body = '';
		for await (const chunk of request.setEncoding('utf8')) body += chunk;
		// It counts once it is here, whether or not the answer finds somebody who still waits for it.
		for (const { campaign, to } of JSON.parse(body).messages) log.push({ campaign, to });
		await pause(settings.delayMs);
		response.setHeader('content-type', 'application/json');
		response.end('{}');
	});
	await new Promise((resolve) => server.listen({ port: 0, host: HOST }, resolve));
	return {
		postTo: `http://${HOST}:${server.address().port}/sms`,
		settings,
		arrivals: (campaign) => log.filter((sms) => sms.campaign === campaign).map(({ to }) => to),
		stop: () =>
			new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			}),
	};
}

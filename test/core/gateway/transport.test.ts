import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { batchOutcome, failedReply } from '../../../core/gateway/transport';

const fault = (code?: string, more: object = {}) =>
	Object.assign(new Error('x'), { code, ...more });

describe('a call that ended in an error', () => {
	it.each([
		['connection refused', fault('ECONNREFUSED', { syscall: 'connect' })],
		['unknown host', fault('ENOTFOUND', { syscall: 'getaddrinfo' })],
		['host unreachable while connecting', fault('EHOSTUNREACH', { syscall: 'connect' })],
		['no connection in time', fault('ETIMEDOUT', { syscall: 'connect' })],
		['a certificate that is not trusted', fault('DEPTH_ZERO_SELF_SIGNED_CERT')],
		['an address that is none', fault('ERR_INVALID_URL')],
		['wrapped twice, as n8n and axios do', fault(undefined, { cause: fault('EAI_AGAIN') })],
		['every address of a name refused', fault(undefined, { errors: [fault('ECONNREFUSED')] })],
		['an address n8n may not call', Object.assign(new Error('x'), { name: 'SsrfBlockedIpError' })],
	])('surely did not leave: %s', (_, error) => {
		expect(failedReply(error)).toMatchObject({ failure: 'not_connected' });
	});

	it.each([
		['timeout', fault('ECONNABORTED')],
		['timeout of the socket', fault('ETIMEDOUT')],
		['connection reset', fault('ECONNRESET', { syscall: 'read' })],
		['socket hang up', fault('ECONNRESET')],
		['host vanished under an open connection', fault('EHOSTUNREACH', { syscall: 'write' })],
		['broken pipe', fault('EPIPE', { syscall: 'write' })],
		['stopped in mid-call', fault('ERR_CANCELED')],
		['an error without a code', new Error('boom')],
		['not an error at all', 'boom'],
		[
			'an error that causes itself',
			Object.assign(new Error('x'), {
				get cause() {
					return this;
				},
			}),
		],
	])('may have left: %s', (_, error) => {
		expect(failedReply(error)).toMatchObject({ failure: 'no_answer' });
	});

	it('agrees with what axios really throws', async () => {
		const server = createServer((request) => request.socket.destroy());
		await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
		const { port } = server.address() as AddressInfo;
		const call = async (url: string) =>
			await axios.post(url, { a: 1 }, { proxy: false }).then(
				() => 'answered',
				(error: unknown) => failedReply(error),
			);

		expect(await call(`http://127.0.0.1:${port}`)).toMatchObject({ failure: 'no_answer' });
		await new Promise((closed) => server.close(closed));
		expect(await call(`http://127.0.0.1:${port}`)).toMatchObject({ failure: 'not_connected' });
		expect(await call(`http://localhost:${port}`)).toMatchObject({ failure: 'not_connected' });
		expect(await call('ftp://127.0.0.1/')).toMatchObject({ failure: 'not_connected' });
		expect(await call('no address')).toMatchObject({ failure: 'not_connected' });
	});
});

describe('the status of an answer', () => {
	it.each([
		[200, undefined],
		[204, undefined],
		[302, 'not_sent'],
		[400, 'refused'],
		[401, 'not_sent'],
		[402, 'not_sent'],
		[408, 'in_doubt'],
		[422, 'refused'],
		[429, 'not_sent'],
		[500, 'in_doubt'],
		[503, 'in_doubt'],
	])('%d is %s', (status, outcome) => {
		expect(batchOutcome({ status, headers: {}, body: {} })?.outcome).toBe(outcome);
	});

	it('stops the run for what concerns the whole account, not for a busy minute', () => {
		expect(batchOutcome({ status: 402, headers: {}, body: {} })).toMatchObject({ account: true });
		expect(batchOutcome({ status: 429, headers: {}, body: {} })).not.toHaveProperty('account');
	});
});

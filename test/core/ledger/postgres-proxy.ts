import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { PostgresAddress } from '../../servers/postgres';

/** What the client sends to end a transaction that writes. */
const COMMIT = /INSERT INTO commit_mark.*COMMIT/s;

/**
 * What happens to the next COMMIT: its answer is lost; it is lost itself; it is lost for the client, who is told that the
 * connection ended, and yet arrives half a second later.
 */
export type Fault = 'answer lost' | 'commit lost' | 'commit late';

/** Between a ledger and its server, to break the connection at a COMMIT. */
export class PostgresProxy {
	fault: Fault | undefined;
	/** statement of the transaction whose COMMIT is meant */
	within = /./;
	/** awaited when a COMMIT was met, before anybody may connect again */
	onFault: () => Promise<void> = async () => undefined;
	met = 0;
	private readonly server: Server;
	private readonly sockets = new Set<Socket>();
	private closed = Promise.resolve();

	private constructor(private readonly to: PostgresAddress) {
		this.server = createServer((client) => void this.join(client));
	}

	static async start(to: PostgresAddress): Promise<PostgresProxy> {
		const proxy = new PostgresProxy(to);
		proxy.server.listen(0, '127.0.0.1');
		await once(proxy.server, 'listening');
		return proxy;
	}

	get address(): PostgresAddress {
		const at = this.server.address();
		const port = typeof at === 'object' && at ? at.port : 0;
		return { ...this.to, host: '127.0.0.1', port };
	}

	private async join(client: Socket): Promise<void> {
		this.keep(client);
		await this.closed;
		const server = connect({ host: this.to.host, port: this.to.port });
		this.keep(server);
		let mute = false;
		let said = '';
		client.on('data', (chunk: Buffer) => {
			const words = chunk.toString('latin1');
			said = words.includes('BEGIN') ? words : said + words;
			const isMeant = COMMIT.test(words) && this.within.test(said);
			const fault = isMeant ? this.fault : undefined;
			if (fault === undefined) return void server.write(chunk);
			this.fault = undefined;
			this.met++;
			mute = true;
			this.closed = this.break(fault, { client, server, chunk });
		});
		server.on('data', (chunk: Buffer) => mute || client.write(chunk));
		client.on('close', () => mute || server.destroy());
		server.on('close', () => mute || client.destroy());
	}

	private async break(
		fault: Fault,
		{ client, server, chunk }: { client: Socket; server: Socket; chunk: Buffer },
	): Promise<void> {
		if (fault === 'answer lost') {
			server.write(chunk);
			await once(server, 'data');
		}
		client.destroy();
		if (fault === 'commit late')
			void setTimeout(500).then(() => server.write(chunk, () => server.end()));
		else server.destroy();
		await this.onFault();
	}

	private keep(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('error', () => undefined);
		socket.on('close', () => this.sockets.delete(socket));
	}

	async stop(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		this.server.close();
		await once(this.server, 'close');
	}
}

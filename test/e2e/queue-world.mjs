// n8n in queue mode: main, two workers and a webhook processor on one Redis and one PostgreSQL, which also holds the ledger.
import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PLAYGROUND } from '../../playground/install.mjs';
import { startN8n } from '../../playground/n8n.mjs';
import { connect } from '../../playground/n8n-client.mjs';
import { installPackage, ROOT } from '../../playground/package.mjs';
import { anyFreePort, HOST } from '../../playground/ports.mjs';
import { startPostgres } from '../servers/load.mjs';
import { startRedis } from '../servers/redis.mjs';
import { startGateway } from './queue-gateway.mjs';
import { until } from './shipped.mjs';

const FOLDER = join(ROOT, '.scratch', 'e2e queue');

/** One execution at a time for each worker: two long ones are surely on both. */
const WORKER = ['worker', '--concurrency=1'];

/** Set up by the first check that asks; `world.stop` ends it as well. */
export const queueWorld = (world) => (world.queue ??= setUp(world));

export const check = (name, run) => ({
	name: `queue: ${name}`,
	run: async (world) => {
		const queue = await queueWorld(world);
		queue.gateway.settings.delayMs = 0;
		await run(queue);
	},
});

async function setUp(world) {
	const running = [];
	const started = async (starting) => {
		const one = await starting;
		running.push(one);
		return one;
	};
	const stopWorld = world.stop;
	world.stop = async () => {
		for (const one of running.splice(0).reverse()) await one.stop();
		await stopWorld();
	};
	rmSync(FOLDER, { recursive: true, force: true });
	const postgres = await started(startPostgres({ settings: world.postgresSettings }));
	const redis = await started(startRedis());
	const gateway = await started(startGateway());
	const ledger = await makeLedger(postgres, gateway.postTo);
	running.push({ stop: ledger.close });

	await installPackage(join(FOLDER, 'main'));
	const shared = { ...environment(await postgres.createDatabase('n8n'), redis) };
	const webhookPort = await anyFreePort();
	shared.WEBHOOK_URL = `http://${HOST}:${webhookPort}/`;
	const start = async (name, args, port) => await started(startProcess(name, args, port, shared));
	const main = await start('main', ['start'], await anyFreePort());
	const startWorker = async (name) => await start(name, WORKER, await anyFreePort());
	const [webhooks, ...workers] = await Promise.all([
		start('webhooks', ['webhook'], webhookPort),
		startWorker('worker 1'),
		startWorker('worker 2'),
	]);
	const client = await connect(main.url);
	const credential = await client.createCredential('e2e ledger', 'smsLedgerApi', ledger.data);
	const n8ns = { main, webhooks, workers };
	return { client, gateway, ledger, postgres, redis, ...n8ns, credential, startWorker };
}

/** The ledger's database with a brand whose sandbox posts to the gateway; and what the credential holds. */
async function makeLedger(postgres, postTo) {
	const { host, port, user, password, database } = await postgres.createDatabase('sms');
	const place = { host, port, user, password, database, schema: 'sms_marketing' };
	const key = randomBytes(32).toString('hex');
	const { openPostgresLedger } = createRequire(import.meta.url)(join(ROOT, 'dist/core/ledger'));
	const ledger = await openPostgresLedger({ ...place, poolSize: 2, key });
	const sandbox = { postTo, ignoreHours: true };
	// The checks write to the same people again and again: here it is not the cap that is looked at.
	const brand = { slug: 'default', name: 'Maison Lumen', sender: 'LUMEN', sandbox };
	await ledger.saveBrand({ ...brand, cap: { perMonth: 1_000 } }, Date.now());
	return {
		data: { ...place, secretKey: key, poolSize: 4, tls: 'off' },
		/** messages of a campaign by state */
		states: async (campaign) => (await ledger.campaignStatus('default', campaign, false)).messages,
		/** as SMS Campaign does when somebody pauses or resumes */
		setState: async (campaign, state) =>
			await ledger.setCampaign({ brand: 'default', campaign, state, now: Date.now() }),
		close: async () => await ledger.close(),
	};
}

function environment(database, redis) {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		// as where a load balancer sends webhooks to their processors alone
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: database.host,
		DB_POSTGRESDB_PORT: String(database.port),
		DB_POSTGRESDB_DATABASE: database.database,
		DB_POSTGRESDB_USER: database.user,
		DB_POSTGRESDB_PASSWORD: database.password,
		QUEUE_BULL_REDIS_HOST: redis.host,
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	};
}

/** Each with a user folder of its own, as on hosts of their own. */
async function startProcess(name, args, port, env) {
	const userFolder = join(FOLDER, name);
	const [from, to] = ['main', name].map((one) => join(FOLDER, one, '.n8n', 'nodes'));
	if (name !== 'main') cpSync(from, to, { recursive: true });
	const brokerPort = await anyFreePort();
	const health = { QUEUE_HEALTH_CHECK_PORT: String(port) };
	const n8n = await startN8n({ port, brokerPort, userFolder, args, env: { ...env, ...health } });
	return { ...n8n, name, kill: () => kill(n8n) };
}

/** As a crash or an out-of-memory does, its task runners with it. */
async function kill({ pid, ended }) {
	process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
	await ended;
}

/** The executions a worker has begun. */
export const startedBy = ({ log }) =>
	new Set(
		[...readFileSync(log, 'utf8').matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id),
	);

/** Waits until each n8n has its database again: it looks every other second and answers 503 until then. */
export async function untilReady({ main, webhooks, workers }) {
	for (const { name, url } of [main, webhooks, ...workers]) {
		const ready = async () => (await fetch(`${url}/healthz/readiness`)).ok;
		await until(`${name} has its database again`, ready, 120_000);
	}
}

/** Waits until no job is waiting or under way. */
export async function untilIdle(queue) {
	const jobs = openJobs(queue);
	const idle = async () => {
		const { active, waiting } = await jobs.getJobCounts();
		return active + waiting === 0;
	};
	await until('no job is left', idle, 150_000).finally(() => jobs.close());
}

/** n8n's own job queue, opened as a second reader. */
export function openJobs({ redis: { host, port } }) {
	const Bull = createRequire(join(PLAYGROUND, 'node_modules', 'n8n', 'package.json'))('bull');
	return new Bull('jobs', { prefix: 'bull', redis: { host, port } });
}

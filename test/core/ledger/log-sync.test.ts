import { openEmbeddedLedger } from '../../../core/ledger';
import { LogSync } from '../../../core/ledger/sqlite/log-sync';
import { claimedRef, MARTIN, NOON, Scene, scratchFolder } from './scene';

let folder: Awaited<ReturnType<typeof scratchFolder>>;
let scene: Scene;
/** lets the disk be done */
let written: () => void;

beforeEach(async () => {
	folder = await scratchFolder();
	scene = new Scene(await openEmbeddedLedger({ file: folder.file }));
	jest
		.spyOn(LogSync.prototype, 'sync')
		.mockImplementation(async () => await new Promise((resolve) => (written = resolve)));
});
afterEach(async () => {
	jest.restoreAllMocks();
	await scene.ledger.close();
	await folder.discard();
});

/** Whether it has ended a while after the ledger could have answered. */
async function endsWithoutTheDisk(work: Promise<unknown>): Promise<boolean> {
	const waiting = Symbol('waiting');
	const late = new Promise((resolve) => setTimeout(resolve, 100, waiting));
	return (await Promise.race([work, late])) !== waiting;
}

describe('what must outlive a power cut', () => {
	it('a claim, an answer and a STOP return once they are on the disk', async () => {
		const claim = scene.claim([{ to: MARTIN }]);
		expect(await endsWithoutTheDisk(claim)).toBe(false);
		written();
		const ref = claimedRef((await claim)[0]);

		const answer = scene.ledger.settle([{ ref, outcome: 'accepted' }], NOON);
		expect(await endsWithoutTheDisk(answer)).toBe(false);
		written();
		await answer;

		const asked = { brand: 'default', to: MARTIN, at: NOON, now: NOON };
		const stop = scene.ledger.optOut({ ...asked, source: 'sms', sourceRef: 'e1' });
		expect(await endsWithoutTheDisk(stop)).toBe(false);
		written();
		await stop;
	});

	it('a reservation, and what is only looked at, wait for nothing', async () => {
		expect(await endsWithoutTheDisk(scene.reserve([{ to: MARTIN }]))).toBe(true);
		expect(await endsWithoutTheDisk(scene.claim([{ to: MARTIN }], { dryRun: true }))).toBe(true);
		expect(await endsWithoutTheDisk(scene.ledger.suppressed('default', [MARTIN]))).toBe(true);
	});
});

it('a log that is not there is told, and looked for again', async () => {
	jest.restoreAllMocks();
	const log = new LogSync(`${folder.file}-none`);
	await expect(log.sync()).rejects.toMatchObject({ code: 'UNREACHABLE' });
	const own = new LogSync(folder.file);
	await expect(own.sync()).resolves.toBeUndefined();
	own.close();
});

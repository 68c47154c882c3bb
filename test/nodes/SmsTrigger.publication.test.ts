import type { INode } from 'n8n-workflow';
import { sandbox } from '../../core/gateway/sandbox';
import { gatewayAccount, stopWarning } from '../../nodes/shared/stop-listening';
import { closeLedgers } from '../../nodes/shared/open-ledger';
import { NOON, publish, useScene, withLedger } from './SmsTrigger.scene';

useScene();

const listeners = async () => await withLedger(async (ledger) => await ledger.listeners('sandbox'));
const warning = async () =>
	await withLedger(
		async (ledger) => await stopWarning(ledger, sandbox, { credentials: {} } as INode),
	);

describe('publishing a workflow with an SMS Trigger', () => {
	it('is recorded, so that SMS Send knows whether STOP answers are received', async () => {
		expect(await warning()).toBe(
			'STOP answers are not received: no published workflow has an SMS Trigger for Sandbox. Publish one, so that who answers STOP is written to no more.',
		);
		expect(await publish('checkExists')).toBe(false);
		expect(await publish('create')).toBe(true);
		expect(await publish('checkExists')).toBe(true);
		expect(await listeners()).toEqual([
			{ account: 'sandbox', workflow: 'workflow-1', node: 'id-SMS Trigger', publishedAt: NOON },
		]);
		expect(await warning()).toBeUndefined();
		expect(await publish('delete')).toBe(true);
		expect(await listeners()).toEqual([]);
		expect(await warning()).toContain('not received');
	});

	it('is not what listening for a test event does, nor is its end an unpublishing', async () => {
		expect(await publish('checkExists', { isTest: true })).toBe(false);
		await publish('create', { isTest: true });
		expect(await listeners()).toEqual([]);
		await publish('create');
		await publish('delete', { isTest: true });
		expect(await listeners()).toHaveLength(1);
	});

	it.each([
		['', "'Secret' is empty"],
		['too short', "'Secret' is shorter than 16 characters"],
	])('is refused with the secret "%s", and a good one is proposed', async (secret, message) => {
		for (const isTest of [false, true]) {
			const error: unknown = await publish('create', { parameters: { secret }, isTest }).catch(
				(thrown: unknown) => thrown,
			);
			expect(error).toMatchObject({ message });
			expect(error).toMatchObject({ description: expect.stringMatching(/[\w-]{24}$/) });
		}
		expect(await listeners()).toEqual([]);
	});

	it('says why when the ledger cannot be used, and can be ended all the same', async () => {
		await closeLedgers();
		process.env.EXECUTIONS_MODE = 'queue';
		try {
			await expect(publish('create')).rejects.toThrow(/queue mode/);
			expect(await publish('delete')).toBe(true);
		} finally {
			delete process.env.EXECUTIONS_MODE;
		}
	});
});

describe('a second workflow with an SMS Trigger for the same account', () => {
	const second = { workflowId: 'workflow-2' };
	const workflows = async () => (await listeners()).map(({ workflow }) => workflow);

	it('is not published, and is told which workflow listens', async () => {
		await publish('create');
		await expect(publish('create', second)).rejects.toMatchObject({
			message:
				"Another published workflow already listens for this Sandbox account: http://127.0.0.1:5678/workflow/workflow-1. Unpublish it first, or turn on 'Take Over From Another Workflow' if it does not exist any more",
		});
		expect(await workflows()).toEqual(['workflow-1']);
	});

	it('is published once the first is unpublished; the first may be published again itself', async () => {
		await publish('create');
		await publish('create');
		await publish('delete');
		await publish('create', second);
		expect(await workflows()).toEqual(['workflow-2']);
	});

	it('is published for another account of the gateway, and can listen for a test event', async () => {
		await publish('create');
		const credentials = { vonageSmsApi: { signatureSecret: 's' } };
		await publish('create', { ...second, parameters: { gateway: 'vonage' }, credentials });
		await publish('create', { ...second, isTest: true });
		expect(await workflows()).toEqual(['workflow-1']);
	});

	it('takes over when it is told to, from a workflow that went without a word', async () => {
		await publish('create');
		await publish('create', { ...second, parameters: { takeOver: true } });
		expect(await workflows()).toEqual(['workflow-2']);
		await expect(publish('create')).rejects.toThrow('already listens');
	});

	it('is left alone when n8n starts: nobody would read why STOP answers are refused', async () => {
		await publish('create', { atStart: true });
		await publish('create', { ...second, atStart: true });
		expect(await workflows()).toEqual(['workflow-1', 'workflow-2']);
	});
});

it('two triggers of one workflow are both published: whichever address the gateway calls, a STOP is recorded', async () => {
	await publish('create');
	await publish('create', { nodeName: 'Another Trigger' });
	expect(await listeners()).toHaveLength(2);
	await publish('delete');
	expect(await warning()).toBeUndefined();
});

describe('the account of a gateway', () => {
	it('is the gateway, with the credential where it has one', () => {
		const node = {
			credentials: { pigeonApi: { id: '7', name: 'Pigeons' } },
		} as Partial<INode> as INode;
		expect(gatewayAccount(sandbox, node)).toBe('sandbox');
		const pigeon = { ...sandbox, id: 'pigeon', credential: 'pigeonApi' };
		expect(gatewayAccount(pigeon, node)).toBe('pigeon/7');
		expect(gatewayAccount(pigeon, { credentials: {} } as INode)).toBe('pigeon');
	});

	it('is not warned about when the gateway tells opt-outs in another way', async () => {
		const listed = {
			...sandbox,
			capabilities: { ...sandbox.capabilities, optOuts: 'list' as const },
		};
		const said = await withLedger(async (ledger) => await stopWarning(ledger, listed, {} as INode));
		expect(said).toBeUndefined();
	});
});

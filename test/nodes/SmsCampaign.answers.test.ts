import type { INodeParameters } from 'n8n-workflow';
import { SmsCampaign } from '../../nodes/SmsCampaign/SmsCampaign.node';
import { runNode, type EngineOptions } from '../harness';
import { MONDAY, useScene, withLedger } from './SmsSend.scene';

useScene();

const record = async (parameters: INodeParameters, options: EngineOptions = {}) =>
	await runNode(
		new SmsCampaign(),
		{ resource: 'campaign', operation: 'recordAnswers', campaign: 'Spring', ...parameters },
		[{}],
		options,
	);

const past = async () =>
	await withLedger(
		async (ledger) => await ledger.pastResponses('default', 'client', 'drive_to_store'),
	);

it('keeps how many answered; a second count replaces the first', async () => {
	await record({ answers: 10, smsSent: 800 });
	const { outputs } = await record({ answers: 36, smsSent: 800 });
	expect(outputs[0]?.[0]?.json).toEqual({
		brand: 'default',
		campaign: 'spring',
		contactsAre: 'client',
		objective: 'drive_to_store',
		answers: 36,
		sent: 800,
		at: new Date(MONDAY).toISOString(),
	});
	expect(await past()).toEqual([{ campaign: 'spring', sent: 800, responses: 36, at: MONDAY }]);
});

it('an editor run shows it and saves nothing', async () => {
	const { outputs } = await record({ answers: 36, smsSent: 800 }, { mode: 'manual' });
	expect(outputs[0]?.[0]?.json).toMatchObject({ campaign: 'Spring', answers: 36, sent: 800 });
	expect(await past()).toEqual([]);
});

it('without a number of SMS the campaign must be known', async () => {
	const { error } = await record({ answers: 36 });
	expect(error?.message).toContain('spring');
	const negative = await record({ answers: -1, smsSent: 5 });
	expect(negative.error?.message).toContain('Answers');
});

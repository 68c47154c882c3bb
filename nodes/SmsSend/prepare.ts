import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { crowdedTexts } from '../../core/eligibility';
import type { SmsItem } from '../../core/item';
import { readCampaign, readOccasion } from '../shared/campaign';
import { clock } from '../shared/clock';
import { isCalledByAgent, isHeld, readSms } from '../shared/items';
import { groupMessages } from '../shared/message-groups';
import { pause } from '../shared/pause';
import { openLedger } from '../shared/open-ledger';
import { runMode } from '../shared/run-mode';
import { smsAt, type SendJob } from './job';
import type { Places } from './places';
import { recountAll } from './recount';
import { readSettings, type SendSettings } from './settings';

/** Reads parameters and items once for the run. @throws NodeOperationError naming what is missing or not usable */
export async function prepare(context: IExecuteFunctions, places: Places): Promise<SendJob> {
	const items = context.getInputData();
	const settings = await withAccount(context, readSettings(context));
	const campaignOf = readCampaign(context, settings.gateway);
	const occasion = readOccasion(context);
	const ledger = await openLedger(context);
	const mode = await runMode(context, ledger, clock.now());
	// An agent may be asked by anybody for anything: it sends only where a person has allowed it.
	const live = mode.live && (!isCalledByAgent(context) || settings.allowAgents);
	const contacts = await readContacts(context, items, places);
	const groups = await groupMessages(context, ledger, items, campaignOf);
	await pause();
	await recountAll(contacts, groups, settings.gateway);
	const job: SendJob = {
		context,
		ledger,
		settings,
		mode: { ...mode, live },
		contacts,
		places,
		groups,
		crowded: crowdedTexts(contacts),
		occasionOf: (index, { brand }, now) =>
			occasion(index, {
				at: settings.sendAt ?? now,
				zone: brand.timezone,
				sms: smsAt(job, index),
			}),
	};
	return job;
}

/** Items read between two turns of the event loop. */
const READ_AT_ONCE = 10_000;

/** What the items say; those held before have their place. @throws NodeOperationError for a contact without a message */
async function readContacts(
	context: IExecuteFunctions,
	items: readonly INodeExecutionData[],
	places: Places,
): Promise<SmsItem[]> {
	const contacts: SmsItem[] = [];
	for (const { json } of items) {
		const index = contacts.length;
		if (index % READ_AT_ONCE === READ_AT_ONCE - 1) await pause();
		const sms = readSms(json);
		if (isHeld(json)) places.pass(index, 'held');
		else if (!hasText(sms)) throw noMessage(context, index);
		contacts.push(sms);
	}
	await pause();
	return contacts;
}

/** The credential, asked for once: without it every call would end in an error that looks like a doubtful one. */
async function withAccount(
	context: IExecuteFunctions,
	settings: SendSettings,
): Promise<SendSettings> {
	const { gateway } = settings;
	if (gateway.credential === undefined) return settings;
	const account = await context.getCredentials<ICredentialDataDecryptedObject>(gateway.credential);
	const problem = gateway.accountProblem?.(account);
	if (problem === undefined) return { ...settings, account };
	throw new NodeOperationError(context.getNode(), problem.message, {
		itemIndex: 0,
		description: problem.description,
	});
}

/** The items are anybody's: a node between may have written something else there. */
const hasText = ({ message }: SmsItem): boolean =>
	typeof message?.text === 'string' && message.text.trim() !== '';

function noMessage(context: IExecuteFunctions, index: number): NodeOperationError {
	return new NodeOperationError(context.getNode(), `Contact ${index + 1} has no message`, {
		itemIndex: index,
		description: 'Put SMS Message before SMS Send: it writes the text of each contact.',
	});
}

import type { IExecuteFunctions } from 'n8n-workflow';
import { refuseOptIn } from '../../core/consent/opt-in';
import { inProperty } from '../shared/errors';
import { heldPatch } from '../shared/held-detail';
import { readOnce } from '../shared/parameters';
import { pause } from '../shared/pause';
import { AFRESH, failed, type Operation, type Person } from './operation';
import { byBrand, readPeople } from './people';
import { recordedOutcome, type AskSettings } from './recorded';
import { saidReader, type Said } from './said';

const DAY_MS = 24 * 3_600_000;
const AT_ONCE = 2_000;

/** Records what each person said; with Ask to Confirm it counts once the person has confirmed. */
export const optIn: Operation = async (call) => {
	const { context, ledger, write, now } = call;
	const ask = readAsk(context);
	const { people, outcomes } = await readPeople(call);
	const read = saidReader(call, ask !== undefined);
	const accepted: Said[] = [];
	for (const [position, person] of people.entries()) {
		if (position > 0 && position % AT_ONCE === 0) await pause();
		const said = read(person);
		if (said instanceof Error) {
			outcomes[person.index] = failed(context, said);
			continue;
		}
		const refused = refuseOptIn(said, { language: person.brand.language, now });
		if (refused === undefined) accepted.push(said);
		else {
			const { to, brand } = person;
			const known = { to, brand: brand.slug, consent: undefined };
			outcomes[person.index] = { sms: { ...AFRESH, ...known, ...heldPatch(refused, brand) } };
		}
	}
	for (const group of byBrand(accepted)) {
		const statements = group.filter(isSaid);
		const [first] = statements;
		if (!first) continue;
		const verdicts = await ledger.recordConsent({
			brand: first.brand.slug,
			statements: statements.map(({ to, status, basis, source, at, proof }) => ({
				...{ to, status, basis, source, at, proof },
			})),
			pendingMs: ask?.pendingMs,
			now,
			dryRun: !write,
			cancelled: () => context.getExecutionCancelSignal()?.aborted === true,
		});
		for (const [position, said] of statements.entries()) {
			if (position > 0 && position % AT_ONCE === 0) await pause();
			outcomes[said.index] = recordedOutcome(said, verdicts[position], ask);
		}
	}
	return outcomes;
};

const isSaid = (person: Person): person is Said => 'basis' in person;

function readAsk(context: IExecuteFunctions): AskSettings | undefined {
	if (!readOnce<boolean>(context, 'askToConfirm', false, { label: 'Ask to Confirm' }))
		return undefined;
	const label = 'Address of the Confirmation Page';
	const address = String(readOnce<unknown>(context, 'confirmAddress', '', { label })).trim();
	if (address !== '' && !/^https?:\/\/\S+$/.test(address)) {
		throw inProperty(
			context,
			0,
			`'${label}' is no web address: ${address}`,
			'Copy the Production URL of your SMS Trigger, or leave it empty and let people answer OUI.',
		);
	}
	const days = Number(readOnce<unknown>(context, 'confirmDays', 7, { label: 'Days to Confirm' }));
	if (!(days > 0 && days <= 365)) {
		throw inProperty(context, 0, `'Days to Confirm' is not usable: ${days}`, 'Give 1 to 365 days.');
	}
	return { address, pendingMs: days * DAY_MS };
}

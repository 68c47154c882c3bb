import type { IDataObject } from 'n8n-workflow';
import type { LedgerConsent, PersonRecord } from '../../core/ledger';
import { addHint, count } from '../shared/hints';
import { isoOf } from '../shared/held-detail';
import { stopped, type Operation } from './operation';
import { readPeople } from './people';

/** Everything the ledger holds of each person, to answer who asks: proof and history, times in ISO. */
export const exportProof: Operation = async (call) => {
	const { people, outcomes } = await readPeople(call);
	for (const { index, brand, to } of people) {
		const record = await call.ledger.exportPerson(brand.slug, to);
		outcomes[index] = { json: { to, ...onScreen(record) } };
	}
	return outcomes;
};

/** STOP for good, reserved messages cancelled, proofs removed. */
export const erase: Operation = async (call) => {
	const { context, ledger, write, now, run } = call;
	const { people, outcomes } = await readPeople(call);
	let proofs = 0;
	for (const person of people) {
		const { index, brand, to } = person;
		const request = { brand: brand.slug, to, sourceRef: `${run}/${index}`, now, dryRun: !write };
		proofs += (await ledger.erasePerson(request)).proofs;
		outcomes[index] = stopped(person, { status: 'withdrawn', at: isoOf(now), source: 'erasure' });
	}
	const done = write ? 'erased' : 'would be erased';
	addHint(context, `${count(people.length)} ${done}, with ${count(proofs)} consent proofs.`);
	return outcomes;
};

function onScreen(record: PersonRecord): IDataObject {
	const { consent, statements, optOuts, messages, suppressedAt, ...plain } = record;
	return {
		...plain,
		...(suppressedAt !== undefined && { suppressedAt: isoOf(suppressedAt) }),
		...(consent && { consent: dated<LedgerConsent>(consent) }),
		statements: statements.map(({ proof, recordedAt, confirmedAt, ...statement }) => ({
			...dated(statement),
			recordedAt: isoOf(recordedAt),
			...(confirmedAt !== undefined && { confirmedAt: isoOf(confirmedAt) }),
			proof: { ...proof, ...(proof.evidence && { evidence: { ...proof.evidence } }) },
		})),
		optOuts: optOuts.map(({ source, at, recordedAt }) => ({
			...{ source, at: isoOf(at), recordedAt: isoOf(recordedAt) },
		})),
		messages: messages.map(({ sentAt, ...message }) => ({
			...message,
			...(sentAt !== undefined && { sentAt: isoOf(sentAt) }),
		})),
	};
}

function dated<T extends { at?: number }>({ at, ...rest }: T): IDataObject {
	return { ...rest, ...(at !== undefined && { at: isoOf(at) }) };
}

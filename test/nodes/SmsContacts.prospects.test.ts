import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { SmsItem } from '../../core/item';
import { SmsContacts } from '../../nodes/SmsContacts/SmsContacts.node';
import { clock } from '../../nodes/shared/clock';
import { closeLedgers } from '../../nodes/shared/open-ledger';
import { runNode } from '../harness';
import { readRows, readTillFile } from '../data/till-file';

const NOW = Date.UTC(2026, 10, 24, 9);
const realNow = clock.now;
let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'sms prospects '));
	process.env.N8N_USER_FOLDER = folder;
	clock.now = () => NOW;
});

afterAll(async () => {
	clock.now = realNow;
	await closeLedgers();
	rmSync(folder, { recursive: true, force: true });
});

const QUALIFY = { fileIs: 'prospect', qualify: true };
const of = ({ json }: { json: IDataObject }): SmsItem => json.sms as SmsItem;
const row = (tel: string, more: IDataObject = {}): IDataObject => ({
	mobile: tel,
	zip: '35000',
	source: 'contest',
	sms_consent: 'true',
	consent_date: '2026-05-01',
	...more,
});

const withKnown = async (rows: IDataObject[], known: IDataObject[]) =>
	await runNode(new SmsContacts(), { ...QUALIFY, useKnownClients: true }, rows, {
		secondInput: known,
	});

it('qualified prospects are ready, the others held with what is missing', async () => {
	const { outputs, hints } = await runNode(new SmsContacts(), QUALIFY, [
		row('0612345678'),
		row('0612345679', { source: '' }),
		row('0612345680', { sms_consent: 'false' }),
		row('0142685300'),
		row('06 12 34 56 78', { source: 'store wifi' }),
	]);
	expect(outputs[0]!.map(of)).toEqual([
		{
			to: '+33612345678',
			brand: 'default',
			status: 'ready',
			contact: { kind: 'prospect', postalCode: '35000', from: 'prospect file' },
			consent: {
				status: 'granted',
				basis: 'consent',
				at: '2026-05-01',
				source: 'contest (prospect file)',
				origin: 'contest',
			},
		},
	]);
	expect(outputs[1]!.map(of).map(({ reason, detail }) => [reason, detail])).toEqual([
		['NO_CONSENT', 'Origine du consentement inconnue (jeu, formulaire…)'],
		['NO_CONSENT', 'Pas de consentement à recevoir des SMS publicitaires'],
		['NOT_MOBILE', 'Pas un numéro de mobile, ne peut pas recevoir de SMS'],
		['DUPLICATE', 'Le même numéro est déjà présent dans cet envoi'],
	]);
	expect(hints[0]!.message).toMatch(
		/^5 raw → 3 cleaned \(out: .+\) → 1 qualified \(out: .+\); 0 are clients;/,
	);
});

it('a source named by a person is the origin of the whole file', async () => {
	const { outputs } = await runNode(
		new SmsContacts(),
		{ ...QUALIFY, options: { consentSource: 'Jeu de Noël 2025' } },
		[row('0612345678', { source: '' })],
	);
	expect(outputs[0]).toHaveLength(1);
});

it('names the files of all rows of a number; who bought by one of them is a client', async () => {
	const file = (rows: string) => ({
		data: Buffer.from(`Tel;Achats\n${rows}`).toString('base64'),
		mimeType: 'text/csv',
	});
	const { outputs } = await runNode(new SmsContacts(), { inputFrom: 'file', fileIs: 'prospect' }, [
		{
			json: {},
			binary: {
				data_0: { ...file('0612345678;'), fileName: 'jeu.csv' },
				data_1: { ...file('+33612345678;2'), fileName: 'salon.csv' },
			},
		},
	]);
	expect(outputs[0]!.map(of)[0]!.contact).toEqual({
		kind: 'client',
		from: 'prospect file jeu.csv, prospect file salon.csv',
	});
});

it('a client of the other file is a client, with what is known there, and needs no qualification', async () => {
	const { outputs, hints, error } = await withKnown(
		[row('0612345678', { sms_consent: '' }), row('0612345679'), row('0612345680')],
		[
			{ Portable: '06 12 34 56 78', Statut: 'Or', 'Nb achats': '3' },
			{ Portable: '06 12 34 56 79', Statut: '', 'Nb achats': '0' },
		],
	);
	expect(error).toBeUndefined();
	expect(outputs[0]!.map(of).map(({ to, contact }) => [to, contact?.kind])).toEqual([
		['+33612345678', 'client'],
		['+33612345679', 'prospect'],
		['+33612345680', 'prospect'],
	]);
	expect(of(outputs[0]![0]!).contact).toMatchObject({ loyaltyTier: 'Or', purchases: { count: 3 } });
	expect(hints.map(({ message }) => message).join()).toContain('1 found among 2 known numbers');
});

it('a STOP in the client file counts in the prospect file, unless a later yes follows it', async () => {
	const known = (tel: string, more: IDataObject) => ({ Portable: tel, ...more });
	const { outputs } = await withKnown(
		[row('0612345678'), row('0612345679')],
		[
			known('0612345678', { 'Accord SMS': 'Non', 'Date accord': '2026-06-01', 'Nb achats': '0' }),
			known('0612345679', { 'Accord SMS': 'Non', 'Date accord': '2026-04-01', 'Nb achats': '0' }),
		],
	);
	expect(outputs[0]!.map(of).map(({ to }) => to)).toEqual(['+33612345679']);
	expect(of(outputs[1]![0]!)).toMatchObject({ to: '+33612345678', reason: 'NO_CONSENT' });
});

it('known clients may be contacts of another SMS Contacts node; an empty second input is said', async () => {
	const client = { sms: { to: '+33612345678', contact: { kind: 'client', points: 5 } } };
	const { outputs } = await withKnown([row('0612345678')], [client]);
	expect(of(outputs[0]![0]!).contact).toMatchObject({ kind: 'client', points: 5 });
	const nobody = await withKnown([row('0612345678')], []);
	expect(nobody.outputs[0]).toHaveLength(1);
	expect(nobody.hints.map(({ message }) => message).join()).toContain('No known clients came in');
	const strange = await withKnown([row('0612345678')], [{ Couleur: 'bleu' }]);
	expect(strange.error?.message).toContain("of the input 'Known Clients'");
});

it('sums a file up in one item for a page, both outputs together', async () => {
	const read = await runNode(new SmsContacts(), QUALIFY, [
		row('0612345678'),
		row('0612345679', { source: '' }),
		row('0142685300'),
	]);
	const { outputs } = await runNode(
		new SmsContacts(),
		{ operation: 'sumUp' },
		read.outputs.flat().map(({ json }) => json),
	);
	const [{ json }] = outputs[0]! as [{ json: IDataObject }];
	expect(json).toMatchObject({ qualified: 1, clients: 0 });
	expect(String(json.html)).toContain('Prospects qualifiés');
	expect(String(json.html)).toContain('Origine du consentement inconnue');
	expect(String(json.css)).toContain('table{');
});

it('the sample prospects: every number is counted once, and who bought is no prospect', async () => {
	const data = (name: string) =>
		readFileSync(join(__dirname, '..', '..', 'playground', 'data', name));
	const prospects = readRows(
		data('prospects.csv')
			.toString('utf8')
			.replace(/^\uFEFF/, ''),
		',',
	);
	const clients = readTillFile(data('clients.csv'));
	const { outputs, error } = await withKnown(prospects, clients);
	expect(error).toBeUndefined();
	const [ready, held] = [outputs[0]!.map(of), outputs[1]!.map(of)];
	expect(ready.length + held.length).toBe(prospects.length);
	expect(new Set(ready.map(({ to }) => to)).size).toBe(ready.length);
	const digits = (text: unknown) => String(text).replace(/\D/g, '').slice(-9);
	const buyers = new Set(
		clients
			.filter((client) => Number(client['Nb achats']) > 0)
			.map((client) => digits(client['T\u00e9l\u00e9phone portable'])),
	);
	const wronglyCold = ready.filter(
		({ to, contact }) => contact?.kind === 'prospect' && buyers.has(digits(to)),
	);
	expect(wronglyCold).toEqual([]);
	expect(ready.filter(({ contact }) => contact?.kind === 'client').length).toBeGreaterThan(0);
	const cold = ready.filter(({ contact }) => contact?.kind === 'prospect');
	expect(cold.filter(({ consent }) => consent?.status !== 'granted' || !consent.origin)).toEqual(
		[],
	);
	expect(cold.length).toBeGreaterThan(100);
});

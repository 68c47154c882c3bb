import type { Language } from '../../core/reasons';
import type { Stage, StageName } from '../../core/segment/prospects/stages';
import { section, table, type Row } from '../shared/html';

const WORDS: Record<
	Language,
	Record<StageName, string> & Record<'title' | 'clients' | 'why', string>
> = {
	fr: {
		title: 'Le fichier, étape par étape',
		raw: 'Lignes du fichier',
		cleaned: 'Nettoyés : un numéro de mobile, une seule fois',
		qualified: 'Prospects qualifiés',
		clients: 'Déjà clients, traités comme tels',
		why: 'Pourquoi des contacts sont retenus',
	},
	en: {
		title: 'The file, stage by stage',
		raw: 'Rows of the file',
		cleaned: 'Cleaned: a mobile number, once',
		qualified: 'Qualified prospects',
		clients: 'Clients already, treated as such',
		why: 'Why contacts are held',
	},
};

const LOCALES: Record<Language, string> = { fr: 'fr-FR', en: 'en-US' };

/** A fragment for a form page, in the brand's language. */
export function stagesHtml(stages: readonly Stage[], language: Language): string {
	const words = WORDS[language];
	const number = (value: number): string => value.toLocaleString(LOCALES[language]);
	const figures = stages.map(({ stage, clients, prospects }): Row => {
		return [words[stage], number(stage === 'qualified' ? prospects : clients + prospects)];
	});
	const clients = stages.at(-1)?.clients ?? 0;
	const reasons = stages.flatMap(({ left }) =>
		left.map(({ why, contacts }): Row => [why, number(contacts)]),
	);
	return [
		section(words.title, table([...figures, [words.clients, number(clients)]])),
		reasons.length > 0 ? section(words.why, table(reasons)) : '',
	].join('');
}

import { embeddedEngine } from './embedded-engine';
import { postgresEngine } from './postgres-engine';

/** Both engines keep the same rules; `share` = how many of a property's runs PostgreSQL gets, where each takes longer. */
export const ENGINES = [
	{ name: 'embedded', makeEngine: embeddedEngine, share: 1 },
	{ name: 'PostgreSQL', makeEngine: postgresEngine, share: 0.1 },
];

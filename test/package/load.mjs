// Loads an unpacked package exactly as n8n does and prints what it found. Usage: load.mjs <n8n-core's root> <package folder>
import { createRequire } from 'node:module';

const [core, folder] = process.argv.slice(2);
const require = createRequire(`${core}/package.json`);
require('reflect-metadata');
const { PackageDirectoryLoader } = require('n8n-core');

const loader = new PackageDirectoryLoader(folder);
await loader.loadAll();
const types = [...loader.types.nodes].map(({ name, displayName, iconUrl, codex }) => ({
	name,
	displayName,
	iconUrl,
	categories: codex?.categories,
	alias: codex?.alias,
}));
console.log(
	JSON.stringify({ package: loader.packageName, known: Object.keys(loader.known.nodes), types }),
);

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unpackPacked } from './packed';

const root = resolve(__dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
	dependencies?: object;
	peerDependencies: object;
	n8n: { nodes: string[]; credentials: string[] };
};

/** What n8n itself provides to a community package; nothing else is installed beside it. */
const PROVIDED = ['n8n-workflow', 'luxon'];

interface Loaded {
	package: string;
	known: string[];
	types: Array<{
		name: string;
		displayName: string;
		iconUrl: { light: string; dark: string } | string;
		categories?: string[];
		alias?: string[];
	}>;
}

describe('the packed package', () => {
	let folder: string;
	let files: string[];
	let loaded: Loaded;

	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'sms-marketing package '));
		const modules = join(folder, 'node_modules');
		const target = join(modules, 'n8n-nodes-sms-marketing');
		const packed = unpackPacked(root, folder, target);
		for (const name of PROVIDED) symlinkSync(join(root, 'node_modules', name), join(modules, name));
		files = execFileSync('tar', ['-tzf', packed], { encoding: 'utf8' }).split('\n').filter(Boolean);
		const output = execFileSync(
			process.execPath,
			[
				'--disable-warning=ExperimentalWarning',
				join(__dirname, 'load.mjs'),
				join(root, 'node_modules', 'n8n-core'),
				target,
			],
			{ encoding: 'utf8', env: { ...process.env, NODE_PATH: '' } },
		);
		loaded = JSON.parse(output.trim().split('\n').at(-1) ?? '') as Loaded;
	});

	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('needs nothing at run time but what n8n provides', () => {
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('loads in n8n under its own name, every node of the folder registered', () => {
		expect(loaded.package).toBe('n8n-nodes-sms-marketing');
		const folders = files.flatMap((file) => /\/nodes\/(\w+)\/\1\.node\.js$/.exec(file)?.[1] ?? []);
		expect(folders.length).toBeGreaterThan(5);
		expect(manifest.n8n.nodes.sort()).toEqual(
			folders.map((name) => `dist/nodes/${name}/${name}.node.js`).sort(),
		);
		expect(loaded.known.length).toBe(folders.length);
	});

	it('gives each node an icon for both themes, categories and search words', () => {
		for (const type of loaded.types.filter(({ name }) => !name.endsWith('Tool'))) {
			const { light, dark } = type.iconUrl as { light: string; dark: string };
			const inPackage = (url: string) => join(folder, 'node_modules', url.replace(/^icons\//, ''));
			expect([existsSync(inPackage(light)), existsSync(inPackage(dark))]).toEqual([true, true]);
			expect(type.displayName).toMatch(/^SMS /);
			expect(type.categories).toContain('Marketing & Content');
			expect(type.alias).toContain('sms');
		}
	});

	it('passes on the licence of every library it bundles', () => {
		const notices = readFileSync(
			join(folder, 'node_modules/n8n-nodes-sms-marketing/dist/vendor/LICENSES.txt'),
			'utf8',
		);
		for (const library of [
			'libphonenumber-js',
			'liquidjs',
			'papaparse',
			'read-excel-file',
			'fflate',
		]) {
			expect(notices).toMatch(new RegExp(`^${library} \\d+\\.\\d+`, 'm'));
		}
		expect(notices).toContain('Permission is hereby granted');
	});

	it('carries no source, test, map or data file', () => {
		const unneeded = files.filter(
			(file) =>
				!/^package\/(package\.json|README\.md|LICENSE\.md|CHANGELOG\.md|workflows\/[\w-]+\.(json|md)|dist\/vendor\/LICENSES\.txt|dist\/.+\.(js|svg|png|node\.json))$/.test(
					file,
				),
		);
		expect(unneeded).toEqual([]);
	});
});

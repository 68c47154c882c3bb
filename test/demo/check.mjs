// Runs the demonstration twice over one ledger and holds its figures against counts made independently from the
// sample file (test/data/count-clients.ts imports nothing of the package). Ends with `N passed, N failed`.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { loadTypeScript } from '../../scripts/load-ts.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const folder = mkdtempSync(join(tmpdir(), 'sms marketing demo '));
let passed = 0;
let failed = 0;

function check(what, actual, expected) {
	const holds = isDeepStrictEqual(actual, expected);
	if (holds) passed += 1;
	else failed += 1;
	console.log(`${holds ? '✓' : '✗'} ${what}: ${JSON.stringify(actual)}`);
	if (!holds) console.log(`  counted: ${JSON.stringify(expected)}`);
}

function demo() {
	const output = execFileSync(
		process.execPath,
		[join(root, 'playground', 'demo.mjs'), '--json', '--ledger', folder],
		{ cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
	);
	return JSON.parse(output.trim().split('\n').at(-1));
}

const load = async (name) => await loadTypeScript(join(root, 'test', 'data', `${name}.ts`));
const { countClients } = await load('count-clients');
const { PRIVATE_SALE } = await load('private-sale');
const counted = countClients(
	readFileSync(join(root, 'playground', 'data', 'clients.csv')),
	PRIVATE_SALE,
);
const inSegments = Object.values(counted.segments);
const minors = inSegments.reduce((sum, segment) => sum + segment.minors, 0);
const held = { ...counted.held, NOT_IN_SEGMENT: counted.everyoneElse, MINOR: minors };
const total = (counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);

try {
	const first = demo();
	check('contacts', first.contacts, counted.contacts);
	check('ready', first.ready, counted.ready);
	check(
		'segments',
		Object.values(first.segments),
		inSegments.map(({ size }) => size),
	);
	check('allowed', first.allowed, counted.allowed);
	check('held by reason', sorted(first.held), sorted(held));
	check('later', first.later, 0);
	check('sent', first.sent, counted.allowed);
	check('one part each', first.parts, counted.allowed);
	check('cost at 0.049 EUR a part', first.cost, {
		amount: Math.round(counted.allowed * 49) / 1000,
		currency: 'EUR',
	});
	check('nobody lost', first.sent + first.later + total(first.held), first.contacts);

	const second = demo();
	check('second run: sent', second.sent, 0);
	check(
		'second run: held',
		sorted(second.held),
		sorted({ ...held, ALREADY_SENT: counted.allowed }),
	);
	check('second run: nobody lost', second.later + total(second.held), second.contacts);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function sorted(counts) {
	return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)));
}

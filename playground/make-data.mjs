// Makes the sample data of playground/data: `npm run data`. Same bytes on every machine and every run.
// With --out DIR it writes there instead (the test compares such a run with the committed files).
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CLIENT_HEADER, clientRow } from './data-maker/client-row.mjs';
import { makeClients } from './data-maker/clients.mjs';
import { toCsv, toUtf8, toUtf8WithBom, toWindows1252 } from './data-maker/csv.mjs';
import { PROSPECT_HEADER, prospectRows } from './data-maker/prospects.mjs';
import { PURCHASE_HEADER, purchaseRows } from './data-maker/purchases.mjs';
import { randomFrom } from './data-maker/random.mjs';
import { sampleRows } from './data-maker/sample.mjs';
import { STORE_HEADER, storeRows } from './data-maker/stores.mjs';

const SEED = 20261102;
const TILL = { separator: ';', newline: '\r\n' };
const WEB = { separator: ',', newline: '\n' };

const { values } = parseArgs({ options: { out: { type: 'string' } } });
const folder = values.out ?? join(import.meta.dirname, 'data');

const { clients, purchases, numbers } = makeClients(SEED);
const handwriting = randomFrom(SEED + 1);
const written = clients.map((client) => [client, clientRow(handwriting, client)]);
const prospects = prospectRows(SEED + 2, clients, numbers);
const byDay = [...purchases].sort((a, b) => a.day - b.day || (a.card < b.card ? -1 : 1));

const files = {
	'stores.csv': toUtf8(toCsv(STORE_HEADER, storeRows(), WEB)),
	'clients.csv': toWindows1252(
		toCsv(
			CLIENT_HEADER,
			written.map(([, cells]) => cells),
			TILL,
		),
	),
	'prospects.csv': toUtf8WithBom(toCsv(PROSPECT_HEADER, prospects, WEB)),
	'purchases.csv': toUtf8(toCsv(PURCHASE_HEADER, purchaseRows(byDay), TILL)),
	'clients-sample.json': toUtf8(`${JSON.stringify(sampleRows(written), null, '\t')}\n`),
};

mkdirSync(folder, { recursive: true });
for (const [name, bytes] of Object.entries(files)) {
	writeFileSync(join(folder, name), bytes);
	console.log(`${name}: ${bytes.length.toLocaleString('en')} bytes`);
}

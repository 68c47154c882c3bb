/** Reading the sample files in tests, on purpose without a line of core/, nodes/ or vendor/. */

export type Row = Record<string, string>;

/** Windows-1252 bytes of a till export → one record per row, cells as they are written. */
export const readTillFile = (bytes: Uint8Array): Row[] =>
	readRows(new TextDecoder('windows-1252').decode(bytes), ';');

/** Character by character: separators, quotes and line breaks inside quotes. */
export function readRows(text: string, separator: string): Row[] {
	const table: string[][] = [[]];
	let cell = '';
	let quoted = false;
	const endCell = () => {
		table.at(-1)?.push(cell);
		cell = '';
	};
	for (let i = 0; i < text.length; i++) {
		const character = text.charAt(i);
		if (quoted && character === '"' && text.charAt(i + 1) === '"') {
			cell += '"';
			i++;
		} else if (character === '"') quoted = !quoted;
		else if (quoted) cell += character;
		else if (character === separator) endCell();
		else if (character === '\n') {
			endCell();
			table.push([]);
		} else if (character !== '\r') cell += character;
	}
	if (cell !== '' || table.at(-1)?.length) endCell();
	else table.pop();
	const [header = [], ...rows] = table;
	return rows.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i] ?? ''])));
}

import { NodeOperationError, type INode } from 'n8n-workflow';
import { readNumber } from '../../../core/contact';
import type { Unknown } from '../../../core/segment/criteria/rule';

/** Reads the fields of one criterion; an expression may have given anything. @throws NodeOperationError naming the field */
export interface FieldReader {
	number(name: string, label: string): number;
	/** a whole number of at least `least`; a field that is not there is `least` */
	whole(name: string, label: string, least: number): number;
	/** the first is the default */
	choice<T extends string>(name: string, label: string, known: readonly [T, ...T[]]): T;
	/** words of a list, or of a text with commas; at least one */
	words(name: string, label: string): string[];
	unknown(): Unknown;
}

/** @param place e.g. `'Age' in the segment 'Or'` */
export function fieldReader(
	node: INode,
	fields: Readonly<Record<string, unknown>>,
	place: string,
): FieldReader {
	const refuse = (label: string, how: string, hint: string): NodeOperationError =>
		new NodeOperationError(node, `'${label}' of ${place} ${how}`, {
			itemIndex: 0,
			description: hint,
		});

	const number = (name: string, label: string): number => {
		const read = readNumber(fields[name]);
		if (read !== undefined) return read;
		throw refuse(label, `is no number: ${shown(fields[name])}`, 'Give a number.');
	};

	const choice: FieldReader['choice'] = (name, label, known) => {
		const given = fields[name] ?? known[0];
		const found = known.find((one) => one === given);
		if (found !== undefined) return found;
		throw refuse(label, `is unknown: ${shown(given)}`, `Use one of: ${known.join(', ')}.`);
	};

	return {
		number,
		choice,
		whole(name, label, least) {
			if (fields[name] === undefined || fields[name] === null) return least;
			const read = number(name, label);
			if (Number.isInteger(read) && read >= least) return read;
			throw refuse(label, `is not usable: ${read}`, `Give a whole number of at least ${least}.`);
		},
		words(name, label) {
			const words = wordsOf(fields[name]);
			if (words.length > 0) return words;
			throw refuse(label, 'is empty', 'Choose or write at least one.');
		},
		unknown: () =>
			choice('unknown', 'When Unknown', ['out', 'in']) === 'in' ? { unknown: 'in' } : {},
	};
}

/** `Or, Platine` or the list itself. */
export function wordsOf(value: unknown): string[] {
	const list: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(/[,;\n]/);
	return list.map((word) => String(word ?? '').trim()).filter((word) => word !== '');
}

const shown = (value: unknown): string =>
	typeof value === 'string' ? `"${value.slice(0, 40)}"` : (JSON.stringify(value) ?? 'nothing');

import { accountText } from '../account';
import { isFields } from '../event-fields';
import type { Account } from '../gateway';

/** A list in a field of the credential: words between commas, in lower case. */
export const listOf = (account: Account | undefined, name: string): string[] =>
	accountText(account, name)
		.split(',')
		.map((word) => word.trim().toLowerCase())
		.filter((word) => word !== '');

/** `data.0.id` of a value: names and places in lists, one after the other. Undefined when it is not there. */
export function at(value: unknown, path: string): unknown {
	if (path === '') return undefined;
	return path.split('.').reduce<unknown>((found, name) => {
		const here = typeof found === 'object' && found !== null;
		return here && Object.hasOwn(found, name) ? Reflect.get(found, name) : undefined;
	}, value);
}

/** Headers besides the one with the secret; undefined when what is entered is no JSON object of texts. */
export function extraHeaders(account: Account | undefined): Record<string, string> | undefined {
	const entered = account?.extraHeaders;
	const headers = typeof entered === 'string' ? parsed(entered.trim() || '{}') : (entered ?? {});
	if (!isFields(headers)) return undefined;
	const pairs = Object.entries(headers);
	if (!pairs.every((pair): pair is [string, string] => typeof pair[1] === 'string'))
		return undefined;
	return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}

export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

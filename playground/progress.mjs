// Shows that long work is going on: one line that grows in a terminal, a line every half minute elsewhere.
import { elapsed } from './advice.ts';

const CLEAR_LINE = '\r\u001b[2K';

/**
 * @template T
 * @param {string} title what is being done
 * @param {() => Promise<T>} work
 * @param {() => string} [detail] how far it is, asked now and then
 * @returns {Promise<T>}
 */
export async function withProgress(title, work, detail = () => '') {
	const began = Date.now();
	const terminal = process.stdout.isTTY;
	const line = () => {
		const far = detail();
		return `  ${title}: ${elapsed((Date.now() - began) / 1000)}${far ? `, ${far}` : ''}`;
	};
	const show = () => process.stdout.write(terminal ? CLEAR_LINE + line() : `${line()}\n`);
	const timer = setInterval(show, terminal ? 1000 : 30_000);
	try {
		const result = await work();
		process.stdout.write(`${terminal ? CLEAR_LINE : ''}${line()}, done\n`);
		return result;
	} catch (error) {
		process.stdout.write(`${terminal ? CLEAR_LINE : ''}${line()}, stopped\n`);
		throw error;
	} finally {
		clearInterval(timer);
	}
}

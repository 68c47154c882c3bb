import { SegmentedMessage } from 'sms-segments-calculator';
import { split } from 'split-sms';
import { countParts, normalise } from '../core/message/parts';
import { generateTexts } from '../test/core/message/texts';
import type { BenchRow } from './row';

const TEXTS = 20_000;

/** Our parts counter beside both libraries, on the same texts in one run; ours, being short, is the median of 21 rounds. */
export async function benchParts(): Promise<BenchRow[]> {
	const texts = generateTexts(TEXTS).map(normalise);
	const rounds = Array.from({ length: 21 }, () =>
		milliseconds(() => total(texts, (text) => countParts(text).parts)),
	);
	const each = rounds.toSorted((a, b) => a - b)[10] ?? Number.NaN;
	return [
		against('sms-segments-calculator', 500, each, texts, (text) => {
			return new SegmentedMessage(text, 'auto', false).segmentsCount;
		}),
		against('split-sms', 1, each, texts, (text) => split(text).parts.length),
	];
}

function against(
	library: string,
	least: number,
	ours: number,
	texts: string[],
	count: (text: string) => number,
): BenchRow {
	const theirs = milliseconds(() => total(texts, count));
	const ratio = theirs / ours;
	return {
		what: `Parts counter against ${library}, ${TEXTS.toLocaleString('en-US')} texts`,
		ours: `${ours.toFixed(1)} ms`,
		theirs: `${Math.round(theirs).toLocaleString('en-US')} ms`,
		ratio,
		expected: `at least ${least} times faster`,
		holds: ratio >= least,
	};
}

/** The sum keeps the engine from skipping the work. */
const total = (texts: string[], count: (text: string) => number): number =>
	texts.reduce((sum, text) => sum + count(text), 0);

/** Processor time, which other programs on the machine do not add to. */
function milliseconds(work: () => void): number {
	const start = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1_000;
}

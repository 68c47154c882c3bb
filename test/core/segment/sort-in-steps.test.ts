import fc from 'fast-check';
import { sortInSteps } from '../../../core/segment/sort-in-steps';
import { randomFrom } from './zone-oracle';

function sorted(values: number[]): { result: number[]; steps: number } {
	const steps = sortInSteps(Float64Array.from(values));
	for (let count = 0; ; count++) {
		const { done, value } = steps.next();
		if (done === true) return { result: [...value], steps: count };
	}
}

const ascending = (values: number[]): number[] => values.toSorted((a, b) => a - b);

it('gives the numbers in ascending order', () => {
	fc.assert(
		fc.property(fc.array(fc.integer()), (values) => {
			expect(sorted(values).result).toEqual(ascending(values));
		}),
	);
});

it.each([32_767, 32_768, 32_769, 65_537, 150_000])(
	'%i numbers, many of them alike, in several steps',
	(size) => {
		const random = randomFrom(size);
		const values = Array.from({ length: size }, () => Math.floor(random() * size) / 2);
		const { result, steps } = sorted(values);
		expect(Buffer.from(Float64Array.from(result).buffer)).toEqual(
			Buffer.from(Float64Array.from(ascending(values)).buffer),
		);
		expect(steps).toBeGreaterThanOrEqual(Math.ceil(size / 32_768));
	},
);

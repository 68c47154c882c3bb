import { assigner } from '../../../core/segment/assign';

const over = (least: number) => (json: Readonly<Record<string, unknown>>) =>
	Number(json.points) >= least;

describe('assigner', () => {
	it('gives the first segment from the top, and looks no further', () => {
		const later = jest.fn(() => true);
		const assign = assigner([over(100), later], 'first');
		expect(assign({ points: 150 }, 0)).toEqual({ segments: [0] });
		expect(later).not.toHaveBeenCalled();
		expect(assign({ points: 50 }, 1)).toEqual({ segments: [1] });
	});

	it('gives every segment that fits', () => {
		const assign = assigner([over(100), over(10), over(1000)], 'all');
		expect(assign({ points: 150 }, 0)).toEqual({ segments: [0, 1] });
	});

	it('gives none when none fits', () => {
		expect(assigner([over(100)], 'all')({ points: 1 }, 0)).toEqual({ segments: [] });
		expect(assigner([], 'first')({ points: 1 }, 0)).toEqual({ segments: [] });
	});

	it('tells in which segment the answer failed', () => {
		const trouble = new Error('Wrong type');
		const broken = () => {
			throw trouble;
		};
		expect(assigner([over(100), broken], 'first')({ points: 1 }, 0)).toEqual({
			trouble,
			segment: 1,
		});
	});
});

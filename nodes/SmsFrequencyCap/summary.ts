import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Brand, Cap } from '../../core/ledger';
import { coldAmong } from '../shared/cold-prospects';
import { addHint, count } from '../shared/hints';
import { reasonWords } from '../shared/reason-words';
import type { CapSettings } from './settings';

/** "1,240 allowed, 62 at the cap, 8 without consent. Cold prospects: 310 allowed, 12 held. The cap is 2 per month." */
export function addSummary(
	context: IExecuteFunctions,
	[allowed = [], held = []]: INodeExecutionData[][],
	{ settings, live, brand }: { settings: CapSettings; live: boolean; brand?: Brand },
): void {
	const counts = [`${count(allowed.length)} allowed`, ...reasonWords(held)].join(', ');
	const cold = coldAmong({ allowed, held });
	const limits = [limitsOf('The cap is', brand?.cap), limitsOf('Here also', settings.cap)];
	const kept = settings.checkOnly
		? 'Checked only, no place is kept.'
		: live
			? ''
			: 'Test: no place is kept.';
	addHint(context, [`${counts}.`, cold && `${cold}.`, ...limits, kept].filter(Boolean).join(' '));
}

function limitsOf(start: string, cap: Cap = {}): string {
	const { perMonth, perDays, minGapHours } = cap;
	const limits = [
		perMonth !== undefined && `${perMonth} per month`,
		perDays && `${perDays.max} in ${perDays.days} days`,
		minGapHours !== undefined && minGapHours > 0 && `${minGapHours} hours apart`,
	].filter(Boolean);
	return limits.length === 0 ? '' : `${start} ${limits.join(', ')}.`;
}

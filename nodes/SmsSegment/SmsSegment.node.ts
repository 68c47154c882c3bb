import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { assigner, type AssignTo } from '../../core/segment/assign';
import { asOutputs, isHeld } from '../shared/items';
import { withLedger } from '../shared/ledger-credential';
import { readChoice } from '../shared/typed-parameters';
import { outputs } from './outputs';
import { asSegmentError, inSegments, outside, stillHeld, undecided } from './placing';
import { properties } from './properties';
import { readSegments } from './read-segments';
import { sayWhatHappened } from './summary';
import { inTurns } from './turns';

export class SmsSegment implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SMS Segment',
		name: 'smsSegment',
		icon: { light: 'file:smsSegment.svg', dark: 'file:smsSegment.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter.segments?.values ?? []).map((segment, index) => segment.name || "Segment " + (index + 1)).join(", ") }}',
		description: 'Split contacts into named segments, each with an output of its own',
		defaults: { name: 'SMS Segment' },
		inputs: [NodeConnectionTypes.Main],
		outputs,
		parameterPane: 'wide',
		usableAsTool: true,
		credentials: withLedger(),
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const segments = readSegments(this);
		const assign = assigner(
			segments.map(({ test }) => test),
			readChoice<AssignTo>(this, 'assignTo', 'Assign To', ['first', 'all']),
		);
		const everyoneElse: INodeExecutionData[] = [];
		const taken = segments.map((): INodeExecutionData[] => []);
		const judged: INodeExecutionData[] = [];
		await inTurns(this, items, (item, index) => {
			if (isHeld(item.json)) {
				everyoneElse.push(stillHeld(item, index));
				return;
			}
			judged.push(item);
			const assignment = assign(item.json, index);
			if (assignment.segments === undefined) {
				const error = asSegmentError(this, assignment, segments[assignment.segment], index);
				if (!this.continueOnFail()) throw error;
				everyoneElse.push(undecided(this, item, index, error));
				return;
			}
			if (assignment.segments.length === 0) everyoneElse.push(outside(item, index));
			const names = assignment.segments.map((position) => segments[position]?.name ?? '');
			for (const [nth, own] of inSegments(item, index, names).entries()) {
				taken[assignment.segments[nth] ?? 0]?.push(own);
			}
		});
		const result = [everyoneElse, ...taken];
		sayWhatHappened(this, segments, result, judged);
		return asOutputs(this, result);
	}
}

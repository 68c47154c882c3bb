import type { INodeExecutionData } from 'n8n-workflow';
import type { Composed } from '../../core/message/compose';
import type { SmsItem } from '../../core/item';
import { fromMicros, toMicros } from '../../core/money';
import { coldSentence, isColdProspect } from '../shared/cold-prospects';
import { count } from '../shared/hints';
import { readSms } from '../shared/items';

const BEFORE = 'held before';

/** Counts what was composed, for the one sentence above the node's output. */
export class Tally {
	readonly warnings = new Set<string>();
	private readonly byParts = new Map<number, number>();
	private readonly held = new Map<string, number>();
	private readonly changes = new Set<string>();
	private readonly cold = { texts: 0, held: 0, [BEFORE]: 0 };
	private before = 0;
	private savedParts = 0;
	private readonly saved = new Map<string, number>();

	add(composed: Composed, sms: SmsItem): void {
		if (isColdProspect(sms)) this.cold['held' in composed ? 'held' : 'texts']++;
		if ('held' in composed) {
			add(this.held, why(composed), 1);
			return;
		}
		const { message, savedParts } = composed;
		add(this.byParts, message.parts, 1);
		message.rewritten?.forEach((change) => this.changes.add(change));
		this.savedParts += savedParts;
		if (message.cost && savedParts > 0) {
			const perPart = toMicros(message.cost.amount) / message.parts;
			add(this.saved, message.cost.currency, perPart * savedParts);
		}
	}

	/** A contact that an earlier node held: the same item, paired anew. */
	passed(item: INodeExecutionData, index: number): INodeExecutionData {
		this.before++;
		if (isColdProspect(readSms(item.json))) this.cold[BEFORE]++;
		return { ...item, pairedItem: { item: index } };
	}

	/**
	 * "1,240 texts of 1 part, 12 held: 12 without {first_name}; character rewrite (ê → e) saved 1,240 parts (60.76 EUR).
	 * Cold prospects: 310 texts"
	 */
	sentence(): string {
		return [this.written(), coldSentence(this.cold)].filter(Boolean).join('. ');
	}

	private written(): string {
		const texts = [...this.byParts]
			.sort(([a], [b]) => a - b)
			.map(([parts, number]) => `${counted(number, 'text')} of ${counted(parts, 'part')}`);
		const held = [...this.held].map(([reason, number]) => `${count(number)} ${reason}`);
		const total = [...this.held.values()].reduce((sum, number) => sum + number, 0);
		if (total > 0) texts.push(`${count(total)} held: ${held.join(', ')}`);
		if (this.before > 0) texts.push(`${count(this.before)} ${BEFORE}`);
		const changes = [...this.changes].slice(0, 8).join(', ');
		if (changes === '') return texts.join(', ');
		return `${texts.join(', ')}; character rewrite (${changes})${this.saving()}`;
	}

	private saving(): string {
		if (this.savedParts === 0) return '';
		const money = [...this.saved].map(([currency, micros]) => `${fromMicros(micros)} ${currency}`);
		return ` saved ${counted(this.savedParts, 'part')}${money.length > 0 ? ` (${money.join(', ')})` : ''}`;
	}
}

const why = ({ held, values }: Extract<Composed, { held: unknown }>): string =>
	held === 'MISSING_FIELD'
		? `without ${values.field}`
		: `above ${counted(Number(values.max), 'part')}`;

const counted = (number: number, word: string): string =>
	`${count(number)} ${word}${number === 1 ? '' : 's'}`;

const add = <K>(map: Map<K, number>, key: K, number: number): void => {
	map.set(key, (map.get(key) ?? 0) + number);
};

import fc from 'fast-check';
import { kannelEvents } from '../../../core/gateway/kannel/events';

/** Bytes as Kannel writes them into an address: letters and digits as they are, a space as `+`, the rest as `%XX`. */
const written = (bytes: Uint8Array): string =>
	[...bytes]
		.map((byte) => {
			const sign = String.fromCharCode(byte);
			if (/[A-Za-z0-9]/.test(sign)) return sign;
			return sign === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
		})
		.join('');

const utf16 = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();

describe('texts that people send to a Kannel', () => {
	it('reads every text that comes as UTF-16, whatever n8n made of it', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const [event] = kannelEvents({
					url: `https://n8n.example/webhook/sms?from=%2B33639980001&text=${written(utf16(text))}&charset=UTF-16BE&id=e1`,
					query: { from: '+33639980001', text: '\u0000S', charset: 'UTF-16BE', id: 'e1' },
				});
				// TextDecoder takes a byte order mark at the beginning for what it is.
				expect(event).toMatchObject({ kind: 'inbound', text: text.replace(/^\uFEFF/, '') });
			}),
		);
	});

	it('reads the words that the address gives when no bytes are there', () => {
		const query = { from: '+33639980001', text: 'STOP', charset: 'UTF-16BE', id: 'e1' };
		const [event] = kannelEvents({ url: 'https://n8n.example/webhook/sms', query });
		expect(event).toMatchObject({ text: 'STOP' });
	});

	it('leaves out a call without number or text', () => {
		const calls: Array<Record<string, string>> = [
			{ text: 'STOP' },
			{ from: '+33639980001' },
			{ from: 'LUMEN', text: 'x' },
		];
		for (const query of calls) {
			expect(kannelEvents({ url: 'https://n8n.example/webhook/sms', query })).toEqual([]);
		}
	});
});

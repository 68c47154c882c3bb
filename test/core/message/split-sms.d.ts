declare module 'split-sms' {
	export function split(text: string): {
		characterSet: 'GSM' | 'Unicode';
		parts: Array<{ content: string; length: number; bytes: number }>;
		bytes: number;
		length: number;
	};
}

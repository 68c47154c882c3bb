// jStat has no types of its own; only what the seam uses.
declare module 'jstat' {
	export const jStat: { beta: { inv(p: number, alpha: number, beta: number): number } };
}

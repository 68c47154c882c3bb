/** The one place where nodes read the time, so that a demonstration or a test can set it. */
export const clock = {
	now: (): number => Date.now(),
	/** when this process of n8n was started, by the same clock */
	started: (): number => Date.now() - process.uptime() * 1000,
};

/** The one place where nodes read the time, so that a demonstration or a test can set it. */
export const clock = { now: (): number => Date.now() };

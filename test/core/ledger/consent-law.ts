/**
 * The rule of STOP written the slow way, to judge the ledger by: a person may be written to unless there is a STOP, or when
 * SMS Consent recorded a grant after the last STOP was recorded, dated after the last STOP, and not in the future.
 */
export class StopLaw {
	private stops: Array<{ at: number; recorded: number }> = [];
	private readonly known = new Set<string>();
	private closed = false;

	/** `id`: the same event or entry again is no other STOP. */
	stop(id: string, at: number, now: number): void {
		if (this.known.has(id)) return;
		this.known.add(id);
		this.stops.push({ at: Math.min(at, now), recorded: now });
		this.closed = true;
	}

	grant(at: number, now: number): void {
		if (at > now + 5 * 60_000) return;
		const dated = Math.min(at, now);
		if (this.stops.every((stop) => dated > stop.at && now > stop.recorded)) this.closed = false;
	}

	mayBeWrittenTo(): boolean {
		return !this.closed;
	}

	/** STOPs so far */
	count(): number {
		return this.stops.length;
	}
}

// Loaded into the n8n under test before anything else: every Date there is shifted by what the file says.
'use strict';
const { readFileSync } = require('node:fs');

const POLL_MS = 100;
/** n8n looks for waits that are over once a minute; no check waits for that. */
const WAIT_TRACKER_MS = 60_000;
const WAIT_TRACKER_HERE_MS = 2_000;

const RealDate = Date;
let offset = 0;

function readOffset() {
	offset = JSON.parse(readFileSync(process.env.E2E_CLOCK, 'utf8')).offset;
}

class ShiftedDate extends RealDate {
	constructor(...given) {
		if (given.length === 0) super(RealDate.now() + offset);
		else super(...given);
	}
	static now() {
		return RealDate.now() + offset;
	}
}

if (process.env.E2E_CLOCK) {
	readOffset();
	const every = setInterval;
	every(readOffset, POLL_MS).unref();
	// `Date()` without new gives a text: a class cannot be called, so a proxy does it.
	globalThis.Date = new Proxy(ShiftedDate, {
		apply: () => new ShiftedDate().toString(),
	});
	globalThis.setInterval = (work, ms, ...rest) =>
		every(work, ms === WAIT_TRACKER_MS ? WAIT_TRACKER_HERE_MS : ms, ...rest);
}

// The evening of a working day whose next day is one too, and a brand that keeps its sending hours.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { ROOT } from '../../playground/package.mjs';

const ZONE = 'Europe/Paris';
/** Holidays that move (Easter Monday, Ascension, Whit Monday) are Mondays and Thursdays. */
const FIXED_HOLIDAYS = '01-01 05-01 05-08 07-14 08-15 11-01 11-11 12-25'.split(' ');
const [TUESDAY, WEDNESDAY] = [2, 3];

/** @returns {{ evening: number, opening: number }} next Tuesday 21:30 and Wednesday 08:00, both no holidays, ms UTC */
export function nextEvening(now) {
	const isFree = (day) => FIXED_HOLIDAYS.includes(day.toFormat('MM-dd'));
	let evening = DateTime.fromMillis(now, { zone: ZONE }).set({ weekday: TUESDAY });
	evening = evening.startOf('day').set({ hour: 21, minute: 30 });
	while (evening.toMillis() < now + 24 * 3_600_000 || isFree(evening) || isFree(next(evening)))
		evening = evening.plus({ weeks: 1 });
	return { evening: evening.toMillis(), opening: next(evening).toMillis() };
}

const next = (evening) => evening.set({ weekday: WEDNESDAY, hour: 8, minute: 0 });

/** The sandbox of the playground sends at any hour; with `true` it keeps the hours as a real gateway does. */
export async function keepHours(world, wanted) {
	const require = createRequire(import.meta.url);
	const { openEmbeddedLedger } = require(join(ROOT, 'dist', 'core', 'ledger'));
	const ledger = await openEmbeddedLedger({ file: world.ledger });
	try {
		const { slug, sandbox } = await ledger.getBrand();
		const changed = { ...sandbox, ignoreHours: !wanted };
		await ledger.saveBrand({ slug, sandbox: changed }, world.clock.now());
	} finally {
		await ledger.close();
	}
}

/** The same person a second time: a new card, another way of typing, sometimes another answer about SMS. */
import { EXPORT_DAY, toFrench } from './dates.mjs';
import { writeMobile, writeOverseas } from './numbers.mjs';
import { withoutAccents } from './people.mjs';
import { drawPurchases } from './purchases.mjs';

const OTHER_ANSWER = 300;

export function duplicateOf(random, one, card) {
	const { person } = one;
	const agreed = one.agreed !== undefined && random.chance(OTHER_ANSWER) ? !one.agreed : one.agreed;
	const tier = random.chance(700) ? one.tier : 'Bronze';
	return {
		...one,
		phone: anotherWriting(random, one),
		lastName: withoutAccents(person.last).toUpperCase(),
		firstName: random.chance(500) ? withoutAccents(person.first) : `${person.first[0]}.`,
		card,
		tier,
		agreed,
		agreedOn: agreed ? toFrench(EXPORT_DAY - random.between(5, 980)) : '',
		interests: [],
		purchases: drawPurchases(random, card, tier, one.store.id),
	};
}

function anotherWriting(random, { number, overseas, phone }) {
	const write = overseas ? writeOverseas : writeMobile;
	for (;;) {
		const other = write(random, number);
		if (other !== phone) return other;
	}
}

import { ledgerFile } from '../../nodes/shared/open-ledger';
import { findLeaks } from '../core/ledger/leak';
import { cap, contact, message, numberOf, phonePage, send, smsOf, useScene } from './SmsSend.scene';

useScene();

it('a run leaves no number, name or text in the ledger, whatever the gateway answers', async () => {
	await phonePage((_, messages) => ({
		status: 200,
		body: {
			messages: messages.map(({ ref, to }, n) =>
				n % 2
					? { ref, status: 'refused', code: `Invalid number ${to}` }
					: { ref, status: 'accepted', id: to },
			),
		},
	}));
	const items = Array.from({ length: 60 }, (_, n) =>
		contact(n, {
			contact: { kind: 'client', firstName: 'Solveig', lastName: 'Kermadec' },
			message: message(`Solveig Kermadec, votre avantage ${n}. STOP au 36000`),
		}),
	);
	const { allowed } = await cap(
		items.map((item) => ({ ...item, phone: smsOf(item).to })) as never,
		{ campaign: 'sale', occasion: 'field', occasionField: 'phone' },
	);
	const { sent, failed } = await send(allowed);
	expect([sent.length, failed.length]).toEqual([30, 30]);
	const secrets = {
		numbers: items.map((_, n) => numberOf(n)),
		texts: ['Solveig', 'Kermadec', 'avantage', 'Invalid number'],
	};
	expect(await findLeaks(secrets, ledgerFile())).toEqual([]);
	expect(await findLeaks({ numbers: [], texts: ['sale'] }, ledgerFile())).not.toEqual([]);
});

// The operator behind Kannel: an SMPP server that keeps what it is given and answers by the number written to.
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { HOST } from '../../playground/ports.mjs';

const smpp = createRequire(import.meta.url)('smpp');

/** SMPP 3.4, command_status */
export const STATUS = { OK: 0, THROTTLED: 0x58, INVALID_DESTINATION: 0x0b };

/** SMPP 3.4, esm_class: this deliver_sm tells about an SMS, and this submit_sm is one of several pieces */
const RECEIPT = 0x04;
const HAS_UDH = 0x40;
/** registered_delivery */
const WANTS_RECEIPT = 0x01;
const INTERNATIONAL = 1;

/** Where people text to. */
export const SHORT_CODE = '36034';

/**
 * @returns {Promise<object>} `received`: each submit_sm as `{ at, to, from, text, coding, piece, status }`;
 *   `answer(number, { status?, state?, error? })`: how the next SMS to a number ends; `text(from, words)`: a person
 *   texts; `stop()`
 */
export async function startSmsc(port) {
	const received = [];
	const plans = new Map();
	let session;
	let ids = 0;
	const server = smpp.createServer((opened) => {
		// Kannel hangs up when it is stopped.
		opened.on('error', () => undefined);
		opened.on('bind_transceiver', (pdu) => {
			opened.send(pdu.response());
			session = opened;
		});
		opened.on('enquire_link', (pdu) => opened.send(pdu.response()));
		opened.on('unbind', (pdu) => {
			opened.send(pdu.response());
			opened.close();
		});
		opened.on('submit_sm', (pdu) => take(opened, pdu));
	});

	function take(opened, pdu) {
		const to = `+${pdu.destination_addr}`;
		const plan = plans.get(to)?.shift() ?? {};
		const { status = STATUS.OK, state = 'DELIVRD', error = '000' } = plan;
		const { message, udh } = pdu.short_message;
		received.push({
			at: Date.now(),
			to,
			from: pdu.source_addr,
			text: message,
			coding: pdu.data_coding,
			piece: pdu.esm_class & HAS_UDH ? piece(udh) : undefined,
			status,
		});
		if (status !== STATUS.OK) return opened.send(pdu.response({ command_status: status }));
		const id = String((ids += 1));
		opened.send(pdu.response({ message_id: id }));
		if (pdu.registered_delivery & WANTS_RECEIPT)
			opened.deliver_sm({
				source_addr: pdu.destination_addr,
				destination_addr: pdu.source_addr,
				esm_class: RECEIPT,
				short_message: `id:${id} sub:001 dlvrd:001 submit date:2611230800 done date:2611230801 stat:${state} err:${error} text:`,
			});
	}

	server.listen(port, HOST);
	await once(server, 'listening');
	return {
		received,
		bound: () => session !== undefined,
		answer: (number, ...endings) => plans.set(number, endings),
		text: (from, words) =>
			new Promise((resolve) => {
				session.deliver_sm(
					{
						source_addr: from.slice(1),
						source_addr_ton: INTERNATIONAL,
						source_addr_npi: 1,
						destination_addr: SHORT_CODE,
						short_message: words,
					},
					({ command_status }) => resolve(command_status),
				);
			}),
		async stop() {
			session?.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** `1/2` of a concatenated SMS: the last two bytes of its header are how many there are, and which this is. */
function piece([header]) {
	const bytes = header.data ?? header;
	return `${bytes.at(-1)}/${bytes.at(-2)}`;
}

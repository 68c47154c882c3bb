// What a person fills in after an import: the secret and address of SMS Trigger, and the keys the workflows ask for.
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TRIGGER = 'n8n-nodes-sms-marketing.smsTrigger';
const PATH = 'sms-answers';

/**
 * Made once for a user folder, so that a second start keeps them.
 * @returns {{ secret: string, tillKey: string, drawCode: string }}
 */
export function keysOf(userFolder) {
	const file = join(userFolder, 'keys.json');
	if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
	const random = () => randomBytes(18).toString('base64url');
	const keys = { secret: random(), tillKey: random(), drawCode: random() };
	writeFileSync(file, JSON.stringify(keys, null, '\t'), { mode: 0o600 });
	return keys;
}

/** Where people's confirmation links begin. */
export const confirmationAddress = (n8nUrl) => `${n8nUrl}/webhook/${PATH}`;

/** Where the phones post answers and delivery reports. */
export const triggerAddress = (n8nUrl, { secret }) =>
	`${confirmationAddress(n8nUrl)}?secret=${secret}`;

/** The forms of the other workflows, as the welcome names them. */
export const otherForms = (n8nUrl, { drawCode }) => [
	['Sign-up form', `${n8nUrl}/form/loyalty`],
	['Contest form', `${n8nUrl}/form/contest`],
	['  to draw', `${n8nUrl}/form/contest-draw  with the code  ${drawCode}`],
	['SMS to check', `${n8nUrl}/form/messages-to-check  with the code  ${drawCode}`],
];

/** A copy of a shipped workflow with its secret, path and settings filled in; the shipped one has none. */
export function filledIn(workflow, n8nUrl, { secret, tillKey, drawCode }) {
	const settings = {
		till_key: tillKey,
		draw_code: drawCode,
		desk_code: drawCode,
		confirmation_address: confirmationAddress(n8nUrl),
	};
	const copy = structuredClone(workflow);
	for (const { name, type, parameters } of copy.nodes) {
		if (type === TRIGGER) Object.assign(parameters, { secret, path: PATH });
		if (name !== 'Settings') continue;
		for (const field of parameters.assignments.assignments)
			if (Object.hasOwn(settings, field.name)) field.value = settings[field.name];
	}
	return copy;
}

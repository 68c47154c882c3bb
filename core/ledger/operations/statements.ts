/** Statements of more than one operation; the others stand beside their only reader. */

export const FIND_RECIPIENT =
	'SELECT id, opted_out_at, consent, consent_at FROM recipient WHERE brand_id = ? AND hmac = ?';

export const FREE_MESSAGE =
	'UPDATE message SET state = ?, slot_at = NULL, updated_at = ? WHERE id = ?';

export const CANCEL_OF_RECIPIENT = `UPDATE message SET state = ?, slot_at = NULL, updated_at = ?
WHERE recipient_id = ? AND live IN (0, 1) AND slot_at IS NOT NULL AND state = 'reserved' AND purpose = 'marketing'`;

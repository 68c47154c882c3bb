/** Migration 5: how many contacts answered a campaign. */
export const RESPONSE_TABLE = `
CREATE TABLE response(
	campaign_id INTEGER NOT NULL REFERENCES campaign(id),
	kind TEXT NOT NULL CHECK (kind IN ('client', 'prospect')),
	objective TEXT NOT NULL,
	responses INTEGER NOT NULL CHECK (responses >= 0),
	sent INTEGER NOT NULL CHECK (sent >= 0),
	at INTEGER NOT NULL,
	PRIMARY KEY(campaign_id, kind, objective)
) STRICT, WITHOUT ROWID;
`;

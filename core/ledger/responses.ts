/** What a campaign was to bring about, as the estimate knows it. */
export type CampaignObjective = 'drive_to_store' | 'drive_to_web' | 'conversion';

/** How many contacts answered a campaign (came, clicked, bought), as a till or a person tells. Counts only, nobody's number. */
export interface ResponseCount {
	brand: string;
	campaign: string;
	/** clients and cold prospects are never mixed */
	kind: 'client' | 'prospect';
	objective: CampaignObjective;
	responses: number;
	/** SMS of that kind; absent: all live SMS of the campaign that were accepted */
	sent?: number;
	now: number;
}

export interface PastResponses {
	campaign: string;
	sent: number;
	responses: number;
	/** ms UTC of the count */
	at: number;
}

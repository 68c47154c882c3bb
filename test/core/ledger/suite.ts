import type { Ledger } from '../../../core/ledger';
import { campaignRules } from './rules/campaign';
import { capRules } from './rules/cap';
import { claimRules } from './rules/claim';
import { doubtRules } from './rules/doubt';
import { dryRunRules } from './rules/dry-run';
import { listeningRules } from './rules/listening';
import { onceRules } from './rules/once';
import { reportRules } from './rules/report';
import { responseRules } from './rules/responses';
import { settleRules } from './rules/settle';
import { stopRules } from './rules/stop';
import { turnRules } from './rules/turns';
import { Scene, type Engine } from './scene';

/** What a group of rules runs on; the ledger is a new one for each test. */
export interface Stage {
	scene(): Scene;
	ledger(): Ledger;
	engine(): Engine;
}

/** The rules every engine keeps. */
export function ledgerSuite(name: string, makeEngine: () => Promise<Engine>): void {
	describe(name, () => {
		let engine: Engine;
		let scene: Scene;

		beforeEach(async () => {
			engine = await makeEngine();
			scene = new Scene(await engine.open());
		});
		afterEach(async () => {
			await scene.ledger.close();
			await engine.discard();
		});

		const stage: Stage = {
			scene: () => scene,
			ledger: () => scene.ledger,
			engine: () => engine,
		};
		describe('once', () => onceRules(stage));
		describe('cap', () => capRules(stage));
		describe('claim', () => claimRules(stage));
		describe('answers', () => settleRules(stage));
		describe('delivery reports', () => reportRules(stage));
		describe('messages to check', () => doubtRules(stage));
		describe('turns at a gateway account', () => turnRules(stage));
		describe('STOP', () => stopRules(stage));
		describe('listening', () => listeningRules(stage));
		describe('campaigns, brands and runs', () => campaignRules(stage));
		describe('answers to campaigns', () => responseRules(stage));
		describe('dry run', () => dryRunRules(stage));
	});
}

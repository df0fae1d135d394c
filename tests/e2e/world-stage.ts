import type { Page } from 'playwright-core';
import { buildWorld } from '../../world/build-world.ts';
import { found } from '../../world/demonstration.ts';
import type { Demonstration } from '../../world/demonstration.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

export interface WorldStage extends Stage {
	readonly world: Demonstration;
	/** A window of somebody of the demonstration, by their key in its data. */
	actAs(key: string, width?: number): Promise<Page>;
	appraisalOf(key: string): Promise<string>;
	councilOf(round: string): string;
}

/** A portal that serves the demonstration world; its clock stands at the day of the start. `line`: see `openStage`. */
export async function openWorldStage(line?: Parameters<typeof openStage>[0]): Promise<WorldStage> {
	const stage = await openStage(line);
	try {
		const world = await buildWorld(stage.app, stage.database.ownerUrl);
		return {
			...stage,
			world,
			actAs: (key, width) => stage.signedIn(found(world.known.accounts.get(key), key), width),
			async appraisalOf(key) {
				const id = found(world.known.applications.get(key), key);
				return found(await stage.app.db.read.budgets.appraisalOf(id), key).id;
			},
			councilOf: (round) => found(world.known.councils.get(round), round)
		};
	} catch (thrown) {
		await stage.close();
		throw thrown;
	}
}

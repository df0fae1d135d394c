import pg from 'pg';
import { storeProgrammes } from '../src/cli/store-programmes.ts';
import type { App } from '#lib/server/app/ports.ts';
import { demonstrationOf, letHappen } from './demonstration.ts';
import type { Demonstration } from './demonstration.ts';
import { appraisedMapRound, openedMapRound, sealedMapRound } from './map-extra-rounds.ts';
import { firstMapRound, secondMapRound } from './map-rounds.ts';
import { fundTheYear } from './money.ts';
import { openItems } from './open-items.ts';
import { waitingChange } from './changes.ts';
import { waitingClaims } from './claims.ts';
import { settlePeople } from './people.ts';
import { openedProposalRound, proposalRounds } from './proposals.ts';
import { firstTaskRound, nextTaskList, secondTaskRound } from './task-rounds.ts';

/**
 * Builds the demonstration world on a database without history: the real use cases, as the real people, while the
 * clock of the database goes from half a year ago to the day of the start. `ownerUrl` is the role that may move it.
 * `lead`: for tests, a start so many seconds from now; the clock then stays there.
 */
export async function buildWorld(
	app: App,
	ownerUrl: string,
	options: { readonly lead?: number; readonly told?: (what: string, at: number, all: number) => void } = {}
): Promise<Demonstration> {
	const owner = new pg.Pool({ connectionString: ownerUrl, max: 1 });
	const lead = options.lead ?? 0;
	try {
		const world = demonstrationOf(app, new Date(Date.now() + lead * 1000));
		await letHappen(
			world,
			owner,
			[
				{ daysBefore: 160, hour: 8, what: 'chương trình', run: () => storeProgrammes(app) },
				{ daysBefore: 159, hour: 8, what: 'con người, tổ chức', run: () => settlePeople(world) },
				{ daysBefore: 158, hour: 8, what: 'nguồn kinh phí', run: () => fundTheYear(world) },
				...firstMapRound(world),
				...secondMapRound(world),
				...appraisedMapRound(world),
				...openedMapRound(world),
				...sealedMapRound(world),
				...proposalRounds(world),
				...openedProposalRound(world),
				...firstTaskRound(world),
				...secondTaskRound(world),
				...nextTaskList(world),
				...waitingClaims(world),
				waitingChange(world),
				...openItems(world)
			],
			options.told ?? (() => undefined)
		);
		await owner.query('UPDATE app_clock SET offset_sec = $1', [lead]);
		return world;
	} finally {
		await owner.end();
	}
}

import { seeded } from '../../support/seeded.ts';
import type { DraftAdapter } from '../../../src/lib/features/draft/ports.ts';
import type { SectionValues } from '../../../src/lib/domain/definitions/stored-value.ts';
import { Desk } from './chaos-desk.ts';
import type { ChaosPortal, DeskPlan } from './chaos-desk.ts';
import { Chronicle } from './chaos-judge.ts';
import { ChaosLine } from './chaos-line.ts';
import { ChaosTime } from './chaos-time.ts';

export interface ChaosSetting {
	readonly seed: number;
	/** Values typed. */
	readonly values: number;
	/** At one browser at a time. */
	readonly windows: 1 | 2;
	/** Rows come and go. */
	readonly rows: boolean;
	readonly desks: readonly Pick<DeskPlan, 'name' | 'person' | 'own'>[];
	readonly shared: readonly string[];
	readonly adapter: DraftAdapter<SectionValues>;
}

/** Two desks write one section while everything goes wrong; gives what must not have happened. */
export async function runChaos(
	setting: ChaosSetting,
	portalOf: (desk: number, chronicle: Chronicle) => ChaosPortal
): Promise<{ readonly faults: readonly string[]; readonly typed: number; readonly told: string }> {
	const { seed, shared, adapter, windows } = setting;
	const chance = seeded(seed);
	const time = new ChaosTime();
	const line = new ChaosLine(time, chance);
	const chronicle = new Chronicle();
	const world = { time, line, chronicle, chance, adapter, rows: setting.rows, slowStore: windows > 1 };
	const oneWriter = setting.desks.every(({ person }) => person === setting.desks[0]?.person);
	const portals = setting.desks.map((_, at) => portalOf(at, chronicle));
	const desks = setting.desks.map((plan, at) => {
		const portal = portals[at];
		if (portal === undefined) throw new Error('a desk without a portal');
		return new Desk(world, { ...plan, shared, mayBeCalled: windows > 1 ? ['window'] : [] }, portal);
	});
	for (const desk of desks) await desk.open();
	while (chronicle.typed < setting.values) {
		for (const desk of desks) if (chance() < 0.6) desk.type();
		await time.pass(20 + chance() ** 4 * 2_000);
		const desk = desks[chance() < 0.5 ? 0 : 1];
		const what = chance();
		if (what < 0.006) await desk?.die();
		else if (what < 0.01) await desk?.reload();
		else if (what < 0.014) desk?.glance();
		else if (what < 0.018 && windows > 1 && (desk?.tabs.length ?? 2) < windows) await desk?.open();
		else if (what < 0.022) {
			line.cut = true;
			time.after(500 + chance() * 8_000, () => {
				line.cut = false;
			});
		}
	}
	await time.pass(40_000);
	line.faulty = false;
	for (let turn = 0; turn < 4; turn += 1)
		for (const desk of desks) {
			// Whoever comes back finds what other windows left.
			await desk.open();
			for (const tab of desk.tabs) {
				void tab.engine.finish();
				await time.pass(60_000);
				while (tab.engine.conflicts.length > 0) {
					desk.settle(tab, chance() < 0.5 ? 'mine' : 'theirs');
					void tab.engine.retry();
					await time.pass(30_000);
				}
				desk.look(tab);
				if (tab.engine.paths.length > 0)
					chronicle.faults.push(
						`${tab.name} still waits: ${tab.engine.phase} ${tab.engine.message} ${tab.engine.paths.join()} ${JSON.stringify(tab.engine.problems)}`
					);
			}
		}
	for (const desk of desks) if (desk.left.length > 0) chronicle.faults.push(`left: ${desk.left.join()}`);
	const end = await portals[0]?.now();
	const told = `chaos: seed ${String(seed)}, ${oneWriter ? 'one person' : 'two people'}, ${String(windows)} window(s): ${String(chronicle.typed)} typed, revision ${String(end?.revision)}, ${JSON.stringify(Object.fromEntries(line.happened))}`;
	const faults = [...new Set([...chronicle.faults, ...chronicle.lost(end?.content ?? {})])];
	return { faults, typed: chronicle.typed, told };
}

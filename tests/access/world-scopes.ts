import { expect, it } from 'vitest';
import { ROLES } from '../../src/lib/domain/access/actor.ts';
import { COUNCIL_ROLES } from '../../src/lib/domain/councils/council-role.ts';
import { listAppraisals } from '../../src/lib/server/app/budgets/list-appraisals.ts';
import { readAppraisal } from '../../src/lib/server/app/budgets/read-appraisal.ts';
import { listStaffCalls, readCallCockpit } from '../../src/lib/server/app/calls/staff-calls.ts';
import { listDefinitions } from '../../src/lib/server/app/definitions/read-definitions.ts';
import { listDemonstrationSignIns } from '../../src/lib/server/app/identity/demonstration-sign-ins.ts';
import { listApplications } from '../../src/lib/server/app/intake/list-applications.ts';
import { readOfficeApplication } from '../../src/lib/server/app/intake/read-office-application.ts';
import { readSelection } from '../../src/lib/server/app/selection/read-selection.ts';
import { countTasks, readTasks } from '../../src/lib/server/app/tasks/read-tasks.ts';
import { done, found } from '../../world/demonstration.ts';
import type { BuiltWorld } from '../support/world.ts';

/** What the people of the demonstration may see of each other's programmes, asked of the verbs behind the pages. */
export function testScopes(world: () => BuiltWorld): void {
	const applicationOf = (key: string): string => found(world().world.known.applications.get(key), key);
	const appraisalOf = async (key: string): Promise<string> =>
		found(await world().app.db.read.budgets.appraisalOf(applicationOf(key)), key).id;

	it('offers an account of each role at the door of the embedded demonstration, and nowhere else', async () => {
		const built = world();
		const visitor = { app: built.app, actor: { kind: 'visitor' }, requestId: 'r', locale: 'vi' } as const;
		const rows = await listDemonstrationSignIns(visitor);
		expect(rows.map(({ role }) => role)).toEqual([...ROLES, ...COUNCIL_ROLES]);
		expect(new Set(rows.map(({ email }) => email)).size).toBeGreaterThan(11);
		for (const config of [{ embedded: false }, { production: true }]) {
			const elsewhere = { ...visitor, app: { ...built.app, config: { ...built.app.config, ...config } } };
			expect(await listDemonstrationSignIns(elsewhere)).toEqual([]);
		}
	});

	it('shows each officer the programmes of the office, in lists, counts, to-dos and pages', async () => {
		const built = world();
		const seen = async (key: string) => {
			const ctx = await built.world.as(key);
			const calls = done(await listStaffCalls(ctx, { standing: 'all', search: '', page: 1, size: 100 }));
			const question = { search: '', callCode: '', state: '', sort: 'code', descending: false, page: 1 };
			const applications = done(await listApplications(ctx, question));
			const appraisals = done(await listAppraisals(ctx, { search: '', onlyMine: false, page: 1 }));
			const definitions = done(await listDefinitions(ctx));
			const tasks = done(await readTasks(ctx));
			const counts = done(await countTasks(ctx));
			return {
				calls: calls.rows.map(({ code }) => code),
				applications: applications.rows.map(({ code }) => code),
				offered: applications.calls.map(({ code }) => code),
				appraisals: appraisals.rows.map(({ applicationCode }) => applicationCode),
				definitions: definitions.map(({ key: programme }) => programme),
				waiting: tasks.waiting.map(({ code, target }) => `${code} ${target}`),
				counted: counts.tasks ?? 0,
				total: [calls.total, applications.total, appraisals.total] as const
			};
		};
		const [measurement, science, director] = [
			await seen('measurement'),
			await seen('science'),
			await seen('director')
		];
		expect([...new Set(measurement.definitions)]).toEqual(['MAP']);
		expect([...new Set(science.definitions)].sort()).toEqual(['PROPOSAL', 'TASK']);
		const ofMap = /^MAP-/;
		for (const list of ['calls', 'applications', 'offered', 'appraisals'] as const) {
			expect(measurement[list].length, list).toBeGreaterThan(0);
			expect(science[list].length, list).toBeGreaterThan(0);
			expect(measurement[list].filter((code) => !ofMap.test(code))).toEqual([]);
			expect(science[list].filter((code) => ofMap.test(code))).toEqual([]);
		}
		// Together they hold the whole, and no row twice.
		for (const [index, all] of director.total.entries())
			expect((measurement.total[index] ?? 0) + (science.total[index] ?? 0)).toBe(all);
		expect(measurement.waiting.length).toBeGreaterThan(0);
		expect(science.waiting.length).toBeGreaterThan(0);
		expect(measurement.waiting.filter((text) => /TASK-|PROPOSAL-|GL-DL/.test(text))).toEqual([]);
		expect(science.waiting.filter((text) => /MAP-/.test(text))).toEqual([]);
		expect(measurement.counted).toBe(measurement.waiting.length);
		expect(science.counted).toBe(science.waiting.length);

		const year = String(built.world.year);
		const officer = await built.world.as('measurement');
		const researcher = await built.world.as('science');
		const foreign = [
			await readCallCockpit(officer, `TASK-${year}-1`),
			await readCallCockpit(researcher, `MAP-${year}-1`),
			await readOfficeApplication(officer, applicationOf('gl01')),
			await readOfficeApplication(researcher, applicationOf('map1.dn1')),
			await readAppraisal(officer, await appraisalOf('gl01')),
			await readSelection(researcher, `MAP-${year}-1`)
		];
		for (const page of foreign) expect(page).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
	});
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { addCalendarDay } from '#lib/server/app/calendar/add-calendar-day.ts';
import { compareWork, settleAllLeftWork, settleLeftWork } from '#lib/server/app/steps/work/keep-work.ts';
import { settleOwnWork } from '#lib/server/app/steps/work/settle-work.ts';
import { signUndertaking } from '#lib/server/app/councils/sign-undertaking.ts';
import { readTasks } from '#lib/server/app/tasks/read-tasks.ts';
import { workComparisonRound } from '#lib/server/outbox/work-rounds.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission
} from '../intake/world.ts';
import { must, openTaskWorld } from '../scoring/scoring-world.ts';
import type { ScoringWorld } from '../scoring/scoring-world.ts';

describe('the table of work', () => {
	let world: ScoringWorld;
	beforeAll(async () => {
		world = await openTaskWorld({ silent: ['long'] });
		await settleAllLeftWork(world.app);
	}, 120_000);
	afterAll(() => world.close());

	const marks = async (): Promise<number> => {
		const { rows } = await world.database.owner.query('SELECT 1 FROM work_mark');
		return rows.length;
	};
	const itemsOf = async (personId: string) => {
		const { rows } = await world.database.owner.query<{
			kind: string;
			closed: boolean;
			closed_by: string | null;
			closed_verb: string;
		}>(
			`SELECT kind, closed_at IS NOT NULL AS closed, closed_by, closed_verb FROM work_item
			 WHERE person_id = $1 ORDER BY opened_at, kind`,
			[personId]
		);
		return rows;
	};

	it('is settled by the verb itself, which says who did it by what', async () => {
		const long = world.people['long'];
		if (long === undefined) throw new Error('no such seat');
		must(await signUndertaking(await world.as('long'), { councilId: world.councilId }));
		expect(await marks()).toBe(0);
		expect(await itemsOf(long.personId)).toEqual([
			{
				kind: 'sign_undertaking',
				closed: true,
				closed_by: long.personId,
				closed_verb: 'sign_undertaking'
			},
			{ kind: 'declare_interests', closed: false, closed_by: null, closed_verb: '' }
		]);
	});

	it('keeps nothing of a verb that was refused', async () => {
		const before = await world.database.owner.query('SELECT id FROM work_item');
		const again = await signUndertaking(await contextOf(world, world.officer), {
			councilId: world.councilId
		});
		expect(again.ok).toBe(false);
		const after = await world.database.owner.query('SELECT id FROM work_item');
		expect(after.rows.length).toBe(before.rows.length);
		expect(await marks()).toBe(0);
	});

	it('is reckoned by a round where something else than a verb made the change', async () => {
		const { owner } = world.database;
		const organisationId = await insertOrganisation(world, 'Hợp tác xã Ia Grai', '5999907799');
		const call = await insertCall(world, 'map', 'MAP-2026-21', ['MAP-21']);
		await insertSubmission(world, call, 'MAP-21', { code: 'MAP-2026-21-0001', organisationId });
		const ctx = await contextOf(
			world,
			await insertPerson(world, 'Cán bộ', { grants: [{ role: 'measurement_officer' }] })
		);
		const own = async () =>
			must(await readTasks(ctx))
				.waiting.filter(({ code }) => code === 'MAP-2026-21')
				.map(({ kind }) => kind);
		await owner.query(`UPDATE call SET closes_at = app_now() - interval '1 minute' WHERE id = $1`, [call.id]);
		expect(await own()).toEqual([]);
		expect(await settleLeftWork(world.app)).toBeGreaterThan(0);
		await settleAllLeftWork(world.app);
		expect(await own()).toEqual(['open_dossiers']);
	});

	it('counts two dossiers that are settled at the same moment as both settled', async () => {
		const { owner } = world.database;
		const organisationId = await insertOrganisation(world, 'Công ty Hai Hồ Sơ', '5999907798');
		const call = await insertCall(world, 'map', 'MAP-2026-22', ['MAP-22']);
		const codes = ['MAP-2026-22-0001', 'MAP-2026-22-0002'];
		const ids: string[] = [];
		for (const code of codes) {
			const { id } = await insertSubmission(world, call, 'MAP-22', { code, organisationId });
			ids.push(id);
		}
		await owner.query(`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`, [call.id]);
		await settleAllLeftWork(world.app);
		const kinds = async () => {
			const { rows } = await owner.query<{ kind: string }>(
				`SELECT kind FROM work_item WHERE call_id = $1 AND closed_at IS NULL AND NOT held ORDER BY kind`,
				[call.id]
			);
			return rows.map(({ kind }) => kind);
		};
		expect(await kinds()).toEqual(['check_validity', 'check_validity']);
		// Each sees the other's dossier as it was, until the one who reckons last sees both.
		const both = Promise.withResolvers<undefined>();
		let arrived = 0;
		await Promise.all(
			ids.map((id) =>
				world.app.db.transaction(async (tx) => {
					const found = await tx.applications.find(id);
					if (found === undefined) throw new Error('no such dossier');
					expect(await tx.applications.advance(found, 'valid')).toBe(true);
					arrived += 1;
					if (arrived === ids.length) both.resolve(undefined);
					await both.promise;
					await settleOwnWork(tx, { by: '', verb: 'check_validity' });
				})
			)
		);
		expect(await kinds()).toEqual(['form_council', 'record_survey', 'record_survey']);
	});

	it('moves a term when a day of it is taken off, and says so nowhere else', async () => {
		const { owner } = world.database;
		const call = await insertCall(world, 'task', 'NV-2026-23', ['NV-23']);
		await settleAllLeftWork(world.app);
		const due = async (): Promise<Date | undefined> => {
			const { rows } = await owner.query<{ due: Date }>(
				`SELECT due FROM work_item WHERE call_id = $1 AND kind = 'open_dossiers' AND closed_at IS NULL`,
				[call.id]
			);
			return rows[0]?.due;
		};
		const before = await due();
		if (before === undefined) throw new Error('the opening has no term');
		const lastDay = formatDate(deadlineDay(before), 'vi');
		const administrator = await insertPerson(world, 'Quản trị', { grants: [{ role: 'administrator' }] });
		must(
			await addCalendarDay(await contextOf(world, administrator), {
				date: lastDay,
				kind: 'day_off',
				name: 'Nghỉ theo quyết định',
				source: 'QĐ 1'
			})
		);
		expect(await marks()).toBe(0);
		expect((await due())?.getTime()).toBeGreaterThan(before.getTime());
	});

	it('is compared by night, and repaired and reported where it differs', async () => {
		const { owner } = world.database;
		expect(await compareWork(world.app)).toMatchObject({ repaired: 0 });
		await owner.query(`UPDATE work_item SET closed_at = app_now() WHERE kind = 'submit_sheets' AND id IN (
			SELECT id FROM work_item WHERE kind = 'submit_sheets' AND closed_at IS NULL LIMIT 1)`);
		await owner.query(`UPDATE work_item SET count = 99 WHERE id IN (
			SELECT id FROM work_item WHERE kind = 'submit_sheets' AND closed_at IS NULL LIMIT 1)`);
		await owner.query(`INSERT INTO work_item (id, subject, subject_id, key, kind, person_id, target, bundle, named_as, since, opened_at)
			SELECT gen_random_uuid(), subject, subject_id, 'foreign', 'close_session', person_id, target, 'foreign', 'nothing', since, opened_at
			FROM work_item WHERE kind = 'submit_sheets' AND closed_at IS NULL LIMIT 1`);
		// Two in the morning in Vietnam, of a day after today.
		await owner.query(`UPDATE app_clock SET offset_sec = offset_sec +
			ceil(extract(epoch FROM date_trunc('day', app_now() + interval '7 hours') + interval '26 hours 5 minutes' - (app_now() + interval '7 hours')))`);
		const round = workComparisonRound();
		await expect(round.run(world.app)).rejects.toThrow('3 pieces of work differed');
		expect(await round.run(world.app)).toBe(0);
		expect(await compareWork(world.app)).toMatchObject({ repaired: 0 });
	});

	it('lets the portal neither delete work nor rewrite what is closed', async () => {
		const { app } = world.database;
		await expect(app.query('DELETE FROM work_item')).rejects.toThrow('permission denied for table work_item');
		await expect(
			app.query(`UPDATE work_item SET closed_by = NULL WHERE closed_at IS NOT NULL`)
		).rejects.toThrow('a piece of work that is closed never changes');
	});
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECOVERY_WAIT_HOURS } from '#lib/domain/access/factor-recovery.ts';
import { addTotp } from '#lib/server/app/identity/factors/change-factors.ts';
import { enterSecondFactor } from '#lib/server/app/identity/factors/enter-second-factor.ts';
import { offerTotp, readFactors } from '#lib/server/app/identity/factors/read-factors.ts';
import {
	askRecovery,
	confirmRecovery,
	recoverAtTerminal,
	stopRecovery
} from '#lib/server/app/identity/factors/recover-factors.ts';
import { signIn } from '#lib/server/app/identity/sign-in.ts';
import { readTasks } from '#lib/server/app/tasks/read-tasks.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { must, PASSWORD, peopleWorld, said } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

const all = { type: 'all' } as const;
const administrator = { grants: [{ role: 'administrator', scope: all }] } as const;

let world: PeopleWorld;
let one: Context;
let two: Context;
beforeAll(async () => {
	world = await peopleWorld();
	one = await world.as((await world.enrol('quan.tri.1@so.example', administrator)).accountId);
	two = await world.as((await world.enrol('quan.tri.2@so.example', administrator)).accountId);
	await world.enrol('giam.doc@so.example', { grants: [{ role: 'director', scope: all }] });
});
afterAll(() => world.close());

async function withFactor(email: string) {
	const made = await world.enrol(email);
	const ctx = await world.as(made.accountId);
	const { sealed } = must(await offerTotp(ctx));
	const { codes } = must(await addTotp(ctx, { sealed, name: 'Điện thoại' }, ''));
	return { ...made, codes, ctx };
}

async function enters(email: string): Promise<string[]> {
	return Object.keys(must(await signIn(world.visitor, { email, password: PASSWORD, address: '10.3.0.1' })));
}

async function later(hours: number): Promise<void> {
	await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + $1', [hours * 3600]);
}

async function trail(action: string) {
	const { rows } = await world.database.owner.query<{ outcome: string; refusal: string }>(
		'SELECT outcome, refusal FROM audit_entry WHERE action = $1 ORDER BY at, id',
		[action]
	);
	return rows;
}

/** Of whom this administrator is asked to take the factors away. */
const waitingOf = async (ctx: Context): Promise<readonly string[]> =>
	must(await readTasks(ctx)).waiting.flatMap(({ kind, target }) =>
		kind === 'confirm_recovery' ? [target] : []
	);

describe('second factors that are lost', () => {
	it('go by the word of two administrators, after a time, and the owner is told of each step', async () => {
		const email = 'mat.may@so.example';
		const { personId, ctx } = await withFactor(email);
		const asked = { personId, reason: 'Mất điện thoại; đã gặp trực tiếp.' };
		expect(said(await confirmRecovery(two, personId))).toBe('recovery_over');
		expect(said(await askRecovery(one, { ...asked, reason: ' ' }))).toBe('reason_missing');
		expect(said(await askRecovery(ctx, asked))).toBe('not_found');
		must(await askRecovery(one, asked));
		// Who has to confirm is told that somebody waits.
		expect((await world.letters('quan.tri.2@so.example')).at(-1)?.subject).toContain('Gỡ cách xác nhận');
		expect(await waitingOf(two)).toEqual([personId]);
		expect(await waitingOf(one)).toEqual([]);
		expect(await waitingOf(ctx)).toEqual([]);
		expect(said(await askRecovery(two, asked))).toBe('recovery_waits');
		expect(said(await confirmRecovery(one, personId))).toBe('recovery_own');
		expect(await enters(email)).toEqual(['half']);
		must(await confirmRecovery(two, personId));
		expect(await waitingOf(two)).toEqual([]);
		await later(RECOVERY_WAIT_HOURS - 1);
		expect(await enters(email)).toEqual(['half']);
		await later(2);
		expect(await enters(email)).not.toContain('half');
		expect(must(await readFactors(ctx))).toMatchObject({ factors: [], codesLeft: 0 });
		const subjects = (await world.letters(email)).map(({ subject }) => subject);
		expect(subjects.filter((subject) => subject === 'Gỡ cách xác nhận thứ hai của bạn')).toHaveLength(2);
		expect(subjects.at(-1)).toBe('Bảo mật tài khoản của bạn vừa thay đổi');
		expect((await world.letters('giam.doc@so.example')).at(-1)?.body).toContain('Hai quản trị viên');
		expect(await trail('confirm_recovery')).toEqual([
			{ outcome: 'refused', refusal: 'recovery_over' },
			{ outcome: 'refused', refusal: 'recovery_own' },
			{ outcome: 'done', refusal: '' }
		]);
	});

	it('stay where their owner signs in by them meanwhile, and where an administrator stops it', async () => {
		const email = 'tim.thay@so.example';
		const { personId, codes } = await withFactor(email);
		const stop = async (): Promise<void> => {
			must(await askRecovery(one, { personId, reason: 'Nói là mất máy.' }));
			must(await confirmRecovery(two, personId));
		};
		await stop();
		const half = must(await signIn(world.visitor, { email, password: PASSWORD, address: '10.3.0.2' }));
		const typed = { password: '', code: codes[0] ?? '', assertion: '', nonce: '' };
		must(
			await enterSecondFactor(world.visitor, {
				...{ half: 'half' in half ? half.half : '', typed, address: '10.3.0.2' }
			})
		);
		await later(RECOVERY_WAIT_HOURS + 1);
		expect(await enters(email)).toEqual(['half']);
		await stop();
		must(await stopRecovery(two, personId));
		expect(said(await stopRecovery(two, personId))).toBe('recovery_over');
		await later(RECOVERY_WAIT_HOURS + 1);
		expect(await enters(email)).toEqual(['half']);
	});

	it('of an administrator are nobody’s to take away by oneself, on the portal or in the database', async () => {
		const me = one.actor.kind === 'person' ? one.actor.personId : '';
		expect(said(await askRecovery(one, { personId: me, reason: 'Mất máy.' }))).toBe('recovery_about_oneself');
		const { personId } = await withFactor('nguoi.khac@so.example');
		const { app } = world.database;
		await expect(
			app.query(
				`INSERT INTO factor_recovery (id, person_id, asked_by, asked_at, reason, state)
				 VALUES (gen_random_uuid(), $1, $1, app_now(), 'x', 'asked')`,
				[me]
			)
		).rejects.toThrow('factor_recovery_two_people');
		await expect(
			app.query(
				`INSERT INTO factor_recovery (id, person_id, asked_by, asked_at, reason, state)
				 VALUES (gen_random_uuid(), $1, $2, app_now(), 'x', 'asked')`,
				[me, personId]
			)
		).rejects.toThrow('asked for by an administrator');
		must(await askRecovery(one, { personId, reason: 'Mất máy.' }));
		await expect(
			app.query(
				`UPDATE factor_recovery SET state = 'confirmed', confirmed_by = asked_by, confirmed_at = app_now(), ready_at = app_now() + interval '1 s'
				 WHERE person_id = $1`,
				[personId]
			)
		).rejects.toThrow('factor_recovery_two_people');
		must(await confirmRecovery(two, personId));
		await expect(
			app.query(`UPDATE factor_recovery SET state = 'done', ended_at = app_now() WHERE person_id = $1`, [
				personId
			])
		).rejects.toThrow('waits for its time');
	});

	it('of both administrators go by a command on the machine, and not while two others can', async () => {
		for (const ctx of [one, two]) {
			const { sealed } = must(await offerTotp(ctx));
			must(await addTotp(ctx, { sealed, name: 'Điện thoại' }, ''));
		}
		await withFactor('vien.chuc@so.example');
		const lost = { email: 'vien.chuc@so.example', reason: 'Mất máy.' };
		expect(said(await recoverAtTerminal(one, lost))).toBe('not_found');
		expect(said(await recoverAtTerminal(world.system, lost))).toBe('recovery_administrators_enough');
		expect(said(await recoverAtTerminal(world.system, { ...lost, reason: '' }))).toBe('reason_missing');
		const first = { email: 'quan.tri.1@so.example', reason: 'Cả hai quản trị viên mất thiết bị.' };
		expect(must(await recoverAtTerminal(world.system, first)).name).toBe('Rơ Chăm Hương');
		expect(await enters('quan.tri.1@so.example')).not.toContain('half');
		expect(said(await recoverAtTerminal(world.system, first))).toBe('no_factor');
		expect((await world.letters('quan.tri.2@so.example')).at(-1)?.subject).toContain('Gỡ cách xác nhận');
		expect((await world.letters('giam.doc@so.example')).at(-1)?.body).toContain('lệnh trên máy chủ');
		expect((await trail('recover_at_terminal')).at(-2)).toEqual({ outcome: 'done', refusal: '' });
	});
});

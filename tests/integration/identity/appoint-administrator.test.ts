import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appointAdministrator } from '../../../src/lib/server/app/identity/appoint-administrator.ts';
import { must, peopleWorld, said } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

const COMMAND = path.resolve(import.meta.dirname, '../../../src/cli/appoint-administrator.ts');
const run = promisify(execFile);

let world: PeopleWorld;
beforeAll(async () => {
	world = await peopleWorld();
});
afterAll(() => world.close());

const reason = 'Quản trị viên còn lại nghỉ ốm dài ngày.';
const appoint = (email: string) => appointAdministrator(world.system, { email, reason });

describe('an administrator by a command on the machine', () => {
	it('is not how an empty installation gets its first one', async () => {
		await world.enrol('dau.tien@so.example');
		expect(said(await appoint('dau.tien@so.example'))).toBe('administrators_never');
	});

	it('is made while one is left, from an account that works; audited and mailed', async () => {
		const one = await world.enrol('mot@so.example', {
			grants: [{ role: 'administrator', scope: { type: 'all' } }]
		});
		await world.enrol('giamdoc@so.example', { grants: [{ role: 'director', scope: { type: 'all' } }] });
		await world.enrol('kiemtra@so.example', { grants: [{ role: 'auditor', scope: { type: 'all' } }] });
		const two = await world.enrol('hai@so.example', { fullName: 'Lê Thị Thu Hà' });
		expect(said(await appoint('khong.co@so.example'))).toBe('not_found');
		expect(said(await appoint('giamdoc@so.example'))).toBe('roles_exclude');
		expect(said(await appoint('mot@so.example'))).toBe('grant_exists');
		expect(said(await appointAdministrator(world.system, { email: 'hai@so.example', reason: ' ' }))).toBe(
			'reason_missing'
		);
		const admin = await world.as(one.accountId);
		expect(said(await appointAdministrator(admin, { email: 'hai@so.example', reason }))).toBe('not_found');
		await world.database.owner.query('UPDATE account SET email_verified_at = NULL WHERE id = $1', [
			two.accountId
		]);
		expect(said(await appoint('hai@so.example'))).toBe('account_not_ready');
		await world.database.owner.query('UPDATE account SET email_verified_at = app_now() WHERE id = $1', [
			two.accountId
		]);

		const { grantId } = must(await appoint('hai@so.example'));
		expect((await world.as(two.accountId)).actor).toMatchObject({ grants: [{ role: 'administrator' }] });
		for (const email of ['hai', 'mot', 'giamdoc', 'kiemtra']) {
			const letter = (await world.letters(`${email}@so.example`)).at(-1);
			expect(letter?.subject).toBe('Vai trò Quản trị viên có hiệu lực');
			expect(letter?.body).toContain('Lệnh trên máy chủ của cổng');
		}
		const trail = await world.app.db.read.audit.list({
			objectId: two.personId,
			action: 'appoint_administrator',
			page: 1,
			size: 9
		});
		expect(trail.rows.map(({ outcome }) => outcome)).toContain('done');
		expect(grantId).not.toBe('');
	});

	it('is refused while two are active, in both languages, by the command itself', async () => {
		await world.enrol('ba@so.example');
		expect(said(await appoint('ba@so.example'))).toBe('administrators_enough');
		const env = { ...process.env, DATABASE_URL: world.database.appUrl };
		const ended = await run(process.execPath, [COMMAND, 'ba@so.example', 'vì'], { env }).then(
			() => ({ code: 0, stderr: '' }),
			(thrown: { code: number; stderr: string }) => thrown
		);
		expect(ended.code).toBe(1);
		expect(ended.stderr).toContain('Đang có từ hai quản trị viên trở lên');
		expect(ended.stderr).toContain('There are two administrators or more');
	});

	it('makes one by the command when one is left again', async () => {
		await world.database.owner.query(
			`UPDATE account SET disabled_at = app_now() WHERE email = 'mot@so.example'`
		);
		const env = { ...process.env, DATABASE_URL: world.database.appUrl };
		const { stdout } = await run(process.execPath, [COMMAND, 'ba@so.example', 'Thay', 'người', 'nghỉ'], {
			env
		});
		expect(stdout).toContain('is an administrator from now on');
	});
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../../src/lib/domain/shared/result.ts';
import { transact } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertPerson, openWorld } from '../intake/world.ts';
import type { World } from '../intake/world.ts';

let world: World;
beforeAll(async () => {
	world = await openWorld();
});
afterAll(() => world.close());

describe('a verb that a person does', () => {
	it('is thrown and leaves nothing when no permission was granted', async () => {
		const ctx = await contextOf(
			world,
			await insertPerson(world, 'Siu Thảo', { grants: [{ role: 'auditor' }] })
		);
		const write = (asks: boolean) =>
			transact(ctx, 'publish_call', { type: 'call', id: '' }, async ({ tx, permit }) => {
				// Asked, and refused: the verb goes on all the same.
				if (asks) permit('call.manage');
				await tx.mail.enqueue({
					idempotencyKey: 'planted',
					recipient: 'a@chuan.test',
					recipientName: '',
					language: 'vi',
					subject: 'x',
					body: 'x'
				});
				return ok(true);
			});
		await expect(write(false)).rejects.toThrow(/without asking the permission table/);
		await expect(write(true)).rejects.toThrow(/without asking the permission table/);
		const { rows } = await world.database.owner.query(
			`SELECT (SELECT count(*)::int FROM mail_message) AS mails, (SELECT count(*)::int FROM audit_entry) AS entries`
		);
		expect(rows).toEqual([{ mails: 0, entries: 0 }]);
	});

	it('enters by name without one: nobody is known yet', async () => {
		const visitor = { app: world.app, actor: { kind: 'visitor' }, requestId: 'r', locale: 'vi' } as const;
		const entered = await transact(visitor, 'sign_in', { type: 'account', id: '' }, () =>
			Promise.resolve(ok(true))
		);
		expect(entered.ok).toBe(true);
	});
});

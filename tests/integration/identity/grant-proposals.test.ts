import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROLES } from '../../../src/lib/domain/access/actor.ts';
import { signsOrAdministers } from '../../../src/lib/domain/access/duties.ts';
import { setAccountDisabled } from '../../../src/lib/server/app/identity/close-account.ts';
import { confirmGrant, declineGrant } from '../../../src/lib/server/app/identity/decide-grant.ts';
import { grantRole, revokeRole } from '../../../src/lib/server/app/identity/manage-grants.ts';
import { proposeGrant, withdrawGrant } from '../../../src/lib/server/app/identity/propose-grant.ts';
import { listPeople, readPerson } from '../../../src/lib/server/app/identity/read-people.ts';
import { listProposals, readProposal } from '../../../src/lib/server/app/identity/read-proposals.ts';
import { reviewGrant } from '../../../src/lib/server/app/identity/review-grant.ts';
import { readTasks } from '../../support/tasks.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { must, peopleWorld, said } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
let first: Context;
let second: Context;
const ids = { first: '', second: '' };
const all = { type: 'all' } as const;

beforeAll(async () => {
	world = await peopleWorld();
	const one = await world.enrol('mot@so.example', {
		fullName: 'Mai Quốc Việt',
		grants: [{ role: 'administrator', scope: all }]
	});
	const two = await world.enrol('hai@so.example', {
		fullName: 'Lê Thị Thu Hà',
		grants: [{ role: 'administrator', scope: all }]
	});
	await world.enrol('giamdoc@so.example', { grants: [{ role: 'director', scope: all }] });
	await world.enrol('kiemtra@so.example', { grants: [{ role: 'auditor', scope: all }] });
	Object.assign(ids, { first: one.personId, second: two.personId });
	first = await world.as(one.accountId);
	second = await world.as(two.accountId);
});
afterAll(() => world.close());

const everything = { programme: '', from: '', to: '' };
let made = 0;
/** Somebody new, with a proposal of the first administrator that waits. */
async function proposed(role = 'finance_head') {
	made += 1;
	const email = `nguoi.${made}@so.example`;
	const { personId, accountId } = await world.enrol(email, { fullName: `Đinh Người Thứ ${made}` });
	const { proposalId } = must(await proposeGrant(first, { personId, role, ...everything }));
	return { email, personId, accountId, proposalId };
}

const grantsOf = async (accountId: string) => {
	const { actor } = await world.as(accountId);
	return actor.kind === 'person' ? actor.grants.map(({ role }) => role) : [];
};
const trailOf = async (personId: string, action: string) =>
	(await world.app.db.read.audit.list({ objectId: personId, action, page: 1, size: 9 })).rows.map(
		({ outcome, refusal }) => [outcome, refusal]
	);
const subjects = async (email: string) => (await world.letters(email)).map(({ subject }) => subject);
const waitingOf = async (ctx: Context) =>
	must(await readTasks(ctx)).waiting.flatMap(({ kind, target }) =>
		kind === 'confirm_grant' ? [target] : []
	);

describe('a role that signs or administers', () => {
	it('is not given by one administrator', async () => {
		const { personId } = await world.enrol('rieng@so.example');
		for (const role of ['finance_officer', 'finance_head', 'director', 'administrator']) {
			expect(said(await grantRole(first, { personId, role, ...everything }))).toBe(
				'second_administrator_needed'
			);
		}
		expect(said(await proposeGrant(first, { personId, role: 'auditor', ...everything }))).toBe(
			'proposal_not_needed'
		);
		expect(must(await reviewGrant(first, { personId, role: 'director', ...everything })).second).toBe(true);
		expect(must(await reviewGrant(first, { personId, role: 'auditor', ...everything })).second).toBe(false);
		const late = { personId, role: 'director', ...everything, to: '01/01/2020' };
		expect(said(await reviewGrant(first, late))).toBe('grant_term_empty');
	});

	it('changes nothing while it is proposed, and is work of the other administrators alone', async () => {
		const { personId, accountId, proposalId } = await proposed();
		const { token } = await world.app.sessions.create(accountId);
		expect(await grantsOf(accountId)).toEqual([]);
		expect(await world.app.sessions.accountOf(token)).toBeDefined();
		expect(await waitingOf(second)).toContain(proposalId);
		expect(await waitingOf(first)).not.toContain(proposalId);
		const page = must(await readPerson(second, personId));
		expect(page.waiting).toMatchObject([
			{ role: 'finance_head', proposer: 'Mai Quốc Việt', state: 'waiting' }
		]);
		expect(must(await listPeople(second, { search: '', sort: 'name', page: 1 })).proposals).toBeGreaterThan(
			0
		);
		expect(must(await readProposal(second, proposalId))).toMatchObject({
			turn: 'confirm',
			somebodyCan: true
		});
		expect(must(await readProposal(first, proposalId))).toMatchObject({
			turn: 'withdraw',
			somebodyCan: true
		});
		const again = { personId, role: 'finance_head', ...everything };
		expect(said(await proposeGrant(second, again))).toBe('proposal_waits');
		const found = must(await listProposals(second, { search: 'dinh nguoi', standing: 'waiting', page: 1 }));
		expect(found.rows.map(({ id }) => id)).toContain(proposalId);
	});

	it('is in force once another confirms it: sessions end, holder, director and auditor are told, once', async () => {
		const { personId, accountId, email, proposalId } = await proposed();
		const { token } = await world.app.sessions.create(accountId);
		const before = (await subjects('giamdoc@so.example')).length;
		const both = await Promise.all([confirmGrant(second, proposalId), confirmGrant(second, proposalId)]);
		expect(both.map(said).sort()).toEqual(['ok', 'proposal_over']);
		expect(await grantsOf(accountId)).toEqual(['finance_head']);
		expect(await world.app.sessions.accountOf(token)).toBeUndefined();
		const subject = 'Vai trò Trưởng phòng Kế hoạch – Tài chính có hiệu lực';
		expect(await subjects(email)).toEqual([subject]);
		expect((await subjects('giamdoc@so.example')).slice(before)).toEqual([subject]);
		expect((await subjects('kiemtra@so.example')).at(-1)).toBe(subject);
		const body = (await world.letters('giamdoc@so.example')).at(-1)?.body ?? '';
		expect(body).toContain('Mai Quốc Việt, Lê Thị Thu Hà');
		expect(await waitingOf(second)).not.toContain(proposalId);
		expect(await trailOf(personId, 'confirm_grant')).toEqual(
			expect.arrayContaining([
				['done', ''],
				['refused', 'proposal_over']
			])
		);
		expect(must(await readPerson(second, personId)).grants).toMatchObject([
			{ grantedByName: 'Lê Thị Thu Hà', proposedByName: 'Mai Quốc Việt' }
		]);
	});

	it('is not confirmed by its proposer, nor by anybody who is no administrator', async () => {
		const { personId, accountId, proposalId } = await proposed();
		expect(said(await confirmGrant(first, proposalId))).toBe('proposal_own');
		expect(await trailOf(personId, 'confirm_grant')).toEqual([['refused', 'proposal_own']]);
		expect(said(await confirmGrant(await world.as(accountId), proposalId))).toBe('not_found');
		expect(said(await confirmGrant(world.visitor, proposalId))).toBe('sign_in_needed');
		expect(said(await confirmGrant(second, 'khong-co'))).toBe('not_found');
	});

	it('is declined with a reason that its proposer reads, or withdrawn by the proposer', async () => {
		const { personId, accountId, email, proposalId } = await proposed('director');
		expect(said(await declineGrant(second, { proposalId, reason: ' ' }))).toBe('reason_missing');
		expect(said(await declineGrant(first, { proposalId, reason: 'Đổi ý.' }))).toBe('proposal_own');
		expect(said(await declineGrant(second, { proposalId, reason: 'x'.repeat(1001) }))).toBe('text_too_long');
		must(await declineGrant(second, { proposalId, reason: 'Chưa có quyết định bổ nhiệm.' }));
		expect(said(await confirmGrant(second, proposalId))).toBe('proposal_over');
		const letter = (await world.letters('mot@so.example')).at(-1);
		expect(letter?.subject).toBe('Đề nghị trao vai trò không được xác nhận');
		expect(letter?.body).toContain('Chưa có quyết định bổ nhiệm.');
		expect(await subjects(email)).toEqual([]);
		expect(await grantsOf(accountId)).toEqual([]);
		expect(await trailOf(personId, 'decline_grant')).toContainEqual(['done', '']);

		const again = must(await proposeGrant(first, { personId, role: 'director', ...everything })).proposalId;
		expect(said(await withdrawGrant(second, again))).toBe('proposal_not_yours');
		must(await withdrawGrant(first, again));
		expect(said(await withdrawGrant(first, again))).toBe('proposal_over');
		expect(must(await readProposal(second, again)).turn).toBe('over');
		expect(await trailOf(personId, 'withdraw_grant')).toContainEqual(['done', '']);
	});

	it('ends by one administrator alone, and that is mailed likewise', async () => {
		const { personId, email, proposalId } = await proposed('finance_officer');
		const { grantId } = must(await confirmGrant(second, proposalId));
		must(await revokeRole(first, { personId, grantId }));
		const subject = 'Vai trò Chuyên viên Kế hoạch – Tài chính đã kết thúc';
		expect((await subjects(email)).at(-1)).toBe(subject);
		expect((await subjects('giamdoc@so.example')).at(-1)).toBe(subject);
		expect((await subjects('kiemtra@so.example')).at(-1)).toBe(subject);
	});

	it('is judged anew when it is confirmed: its term, and what the person holds by then', async () => {
		const excluded = await proposed('director');
		must(await grantRole(first, { personId: excluded.personId, role: 'auditor', ...everything }));
		expect(said(await confirmGrant(second, excluded.proposalId))).toBe('roles_exclude');
		const { personId } = await world.enrol('ngan@so.example');
		const now = await world.app.db.read.clock.now();
		const day = new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
		const { proposalId } = must(
			await proposeGrant(first, { personId, role: 'director', ...everything, to: day })
		);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 86400');
		expect(said(await confirmGrant(second, proposalId))).toBe('grant_term_empty');
	});

	it('needs its proposer to be an administrator still', async () => {
		const gone = await world.enrol('sap.nghi@so.example', {
			grants: [{ role: 'administrator', scope: all }]
		});
		const { personId } = await world.enrol('sap.duoc@so.example');
		const { proposalId } = must(
			await proposeGrant(await world.as(gone.accountId), { personId, role: 'director', ...everything })
		);
		must(await setAccountDisabled(first, { personId: gone.personId, disabled: true }));
		expect(said(await confirmGrant(second, proposalId))).toBe('proposer_not_administrator');
		expect(must(await readProposal(second, proposalId))).toMatchObject({
			turn: 'decline_only',
			somebodyCan: false
		});
		must(await declineGrant(second, { proposalId, reason: 'Người đề nghị đã nghỉ.' }));
	});
});

describe('the database', () => {
	it('names the same roles as the domain', async () => {
		const { rows } = await world.database.app.query<{ role: string; second: boolean }>(
			'SELECT role, needs_second_administrator(role) AS second FROM unnest($1::text[]) AS role',
			[[...ROLES]]
		);
		expect(rows).toEqual(ROLES.map((role) => ({ role, second: signsOrAdministers(role) })));
	});

	it('refuses self-confirmation and every shortcut', async () => {
		const { personId, proposalId } = await proposed();
		const { app } = world.database;
		const confirm = (by: string) =>
			app.query(
				`UPDATE grant_proposal SET state = 'in_force', decided_by = $2, decided_at = app_now(), grant_id = gen_random_uuid() WHERE id = $1`,
				[proposalId, by]
			);
		await expect(confirm(ids.first)).rejects.toThrow('grant_proposal_two_people');
		await expect(confirm(personId)).rejects.toThrow('two administrators give this role together');
		const grant = (by: string | null) =>
			app.query(
				`INSERT INTO role_grant (id, person_id, role, scope_type, valid_from, granted_by) VALUES (gen_random_uuid(), $1, 'director', 'all', app_now(), $2)`,
				[personId, by]
			);
		await expect(grant(ids.second)).rejects.toThrow('a second administrator puts this role in force');
		await expect(
			app.query(
				`INSERT INTO grant_proposal (id, person_id, role, scope_type, valid_from, proposed_by, proposed_at, state, decided_by, decided_at, grant_id)
				 VALUES (gen_random_uuid(), $1, 'director', 'all', app_now(), $2, app_now(), 'in_force', $3, app_now(), gen_random_uuid())`,
				[personId, ids.first, ids.second]
			)
		).rejects.toThrow('a proposal begins undecided');
		await expect(
			app.query(
				`INSERT INTO grant_proposal (id, person_id, role, scope_type, valid_from, proposed_at, state, decided_at, reason, grant_id)
				 VALUES (gen_random_uuid(), $1, 'administrator', 'all', app_now(), app_now(), 'in_force', app_now(), 'x', gen_random_uuid())`,
				[personId]
			)
		).rejects.toThrow('two administrators give this role together');
		await expect(
			app.query(
				`INSERT INTO grant_proposal (id, person_id, role, scope_type, valid_from, proposed_by, proposed_at, state)
				 VALUES (gen_random_uuid(), $1, 'director', 'all', app_now(), $1, app_now(), 'waiting')`,
				[ids.first]
			)
		).rejects.toThrow('grant_proposal_not_oneself');
		await expect(
			app.query('UPDATE grant_proposal SET role = $2 WHERE id = $1', [proposalId, 'director'])
		).rejects.toThrow('a proposal can only be decided');
		await expect(app.query('DELETE FROM grant_proposal WHERE id = $1', [proposalId])).rejects.toThrow(
			'permission denied'
		);
		must(await declineGrant(second, { proposalId, reason: 'Thử.' }));
		await expect(confirm(ids.second)).rejects.toThrow('a proposal is decided once');
	});

	it('keeps the term of a confirmed grant from growing', async () => {
		const { personId } = await world.enrol('dai.han@so.example');
		const { proposalId } = must(
			await proposeGrant(first, { personId, role: 'director', ...everything, to: '31/12/2098' })
		);
		const { grantId } = must(await confirmGrant(second, proposalId));
		await expect(
			world.database.app.query(
				`UPDATE role_grant SET valid_to = valid_to + interval '1 year' WHERE id = $1`,
				[grantId]
			)
		).rejects.toThrow('a grant is ended, and another one given');
	});
});

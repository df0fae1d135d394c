import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scopeOf } from '../../../src/lib/domain/access/policy.ts';
import { formatDate } from '../../../src/lib/i18n/formats/dates.ts';
import { ruledOutWords } from '../../../src/lib/i18n/ruled-out-words.ts';
import {
	acceptInvitation,
	declineInvitation
} from '../../../src/lib/server/app/organisations/answer-invitation.ts';
import { inviteMember } from '../../../src/lib/server/app/organisations/invite-member.ts';
import { listMembers } from '../../../src/lib/server/app/organisations/read-organisations.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { readSession } from '../../../src/lib/server/app/sessions/read-session.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import { readTasks } from '../../support/tasks.ts';
import { listTies, readTie } from '../../../src/lib/server/app/ties/read-ties.ts';
import { ruleTie } from '../../../src/lib/server/app/ties/rule-tie.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import type { TestPerson } from '../intake/world.ts';
import {
	attend,
	BALLOTS_A,
	BALLOTS_B,
	elect,
	must,
	openTaskWorld,
	PRESENT,
	score
} from '../scoring/scoring-world.ts';
import type { ScoringWorld } from '../scoring/scoring-world.ts';
import { paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import { factsIn, tableIn, under } from '../../support/paper-blocks.ts';

const LOT = 'GL-DL-03';
/** Those whose ballots the applicant would rather not have. */
const SIX = ['duy', 'yblang', 'lan', 'huong', 'tuan', 'ngoc'] as const;

let world: ScoringWorld;
let organisationId: string;
let applicant: TestPerson;
let head: TestPerson;

beforeAll(async () => {
	world = await openTaskWorld();
	const { rows } = await world.database.owner.query<{ id: string }>(
		'SELECT organisation_id AS id FROM application WHERE id = $1',
		[world.cases['A']?.id]
	);
	organisationId = rows[0]?.id ?? '';
	applicant = await insertPerson(world, 'Ksor Phước', {
		grants: [{ role: 'representative', scopeType: 'organisation', scopeId: organisationId }]
	});
	head = await insertPerson(world, 'Trịnh Công Danh', { grants: [{ role: 'finance_head' }] });
	for (const [at, key] of PRESENT.entries()) {
		await score(world, key, 'A', BALLOTS_A[at] ?? 0);
		await score(world, key, 'B', BALLOTS_B[at] ?? 0);
	}
	await attend(world, 'lan', LOT, PRESENT);
	const session = await world.session(LOT);
	must(await openSession(await world.as('lan'), { lotId: session.lotId, version: session.version }));
	await elect(world, 'lan', LOT, ['hanh', 'duy', 'yblang']);
	const opened = await world.session(LOT);
	must(await tallySession(await world.as('lan'), { lotId: opened.lotId, version: opened.version }));
});
afterAll(() => world.close());

const lotId = (): string => world.call.lots[LOT] ?? '';

/** Everything that the attack is after: what the chair sees, what is counted, who may act on the case. */
async function whatCounts() {
	const chair = await world.as('khai');
	const session = must(await readSession(chair, { lotId: lotId() }));
	const staff = await Promise.all(
		[head, world.director].map(async (person) => {
			const ctx = await contextOf(world, person);
			if (ctx.actor.kind !== 'person') throw new Error('nobody');
			return {
				tasks: must(await readTasks(ctx))
					.waiting.map(({ kind, target }) => `${kind} ${target}`)
					.filter((line) => !/^(answer_invitation|rule_tie) /.test(line)),
				approves: scopeOf(ctx.actor, 'budget.approve').all,
				ties: ctx.actor.grants.filter(({ scope }) => scope.type === 'organisation'),
				former: ctx.actor.formerTies
			};
		})
	);
	const tallies = await world.app.db.read.sessions.tallies(session.session.id);
	return {
		members: session.members.map(({ name, recused, sheets }) => ({ name, recused, sheets })),
		quorum: session.quorum,
		outdated: session.outdated,
		ranking: session.ranking,
		rows: session.rows,
		tallies,
		staff
	};
}

const invite = async (person: TestPerson): Promise<string> =>
	must(
		await inviteMember(await contextOf(world, applicant), {
			organisationId,
			email: person.email,
			role: 'editor'
		})
	).invitationId;

const person = (key: string): TestPerson => {
	const found = world.people[key];
	if (found === undefined) throw new Error(`no ${key}`);
	return found;
};

async function findingOf(someone: TestPerson): Promise<string> {
	const { rows } = await world.database.owner.query<{ id: string }>(
		'SELECT id FROM tie_finding WHERE person_id = $1 ORDER BY found_at DESC LIMIT 1',
		[someone.personId]
	);
	return rows[0]?.id ?? '';
}

async function mailsTo(someone: TestPerson): Promise<string[]> {
	const { rows } = await world.database.owner.query<{ subject: string }>(
		'SELECT subject FROM mail_message WHERE recipient = $1 ORDER BY created_at, id',
		[someone.email]
	);
	return rows.map(({ subject }) => subject);
}

async function timelineKinds(): Promise<string[]> {
	const rows = await world.app.db.read.timeline.of(world.cases['A']?.id ?? '', 'office');
	return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('tie_'));
}

describe('an applicant who ties six members, the finance head and the director to itself', () => {
	const invitations = new Map<string, string>();
	let before: Awaited<ReturnType<typeof whatCounts>>;

	it('changes nothing by inviting them', async () => {
		before = await whatCounts();
		expect(before.members.filter(({ sheets }) => sheets?.submitted === 2)).toHaveLength(7);
		for (const key of SIX) invitations.set(key, await invite(person(key)));
		invitations.set('head', await invite(head));
		invitations.set('director', await invite(world.director));
		expect(await whatCounts()).toEqual(before);
	});

	it('changes nothing even where they accept: each acceptance waits for its ruling', async () => {
		for (const key of SIX) {
			const accepted = await acceptInvitation(await world.as(key), invitations.get(key) ?? '');
			expect(must(accepted)).toBe('under_ruling');
		}
		for (const [key, someone] of [
			['head', head],
			['director', world.director]
		] as const) {
			const ctx = await contextOf(world, someone);
			expect(must(await acceptInvitation(ctx, invitations.get(key) ?? ''))).toBe('under_ruling');
			expect(said(await acceptInvitation(ctx, invitations.get(key) ?? ''))).toBe('invitation_under_ruling');
		}
		expect(await whatCounts()).toEqual(before);
	});

	it('learns nothing of who judges: an acceptance that waits looks unanswered', async () => {
		const [mine] = must(await listMembers(await contextOf(world, applicant)));
		expect(new Set(mine?.invitations.map(({ state }) => state))).toEqual(new Set(['waiting']));
		expect(mine?.members).toHaveLength(1);
		expect(await mailsTo(applicant)).toEqual([]);
	});

	it('is told to the chair and the director, with a task, a mail and a line of the office', async () => {
		const chair = await world.as('khai');
		const waiting = must(await readTasks(chair)).waiting.filter(({ kind }) => kind === 'rule_tie');
		expect(waiting).toHaveLength(6);
		expect(
			(await mailsTo(person('khai'))).filter((subject) => /quan hệ lợi ích mới/.test(subject))
		).toHaveLength(6);
		const director = await contextOf(world, world.director);
		const theirs = must(await readTasks(director)).waiting.filter(({ kind }) => kind === 'rule_tie');
		// The head's; nobody rules on their own.
		expect(theirs.map(({ target }) => target)).toEqual([await findingOf(head)]);
		expect(await timelineKinds()).toEqual(SIX.map(() => 'tie_found'));
		expect(must(await listTies(chair, { search: '', standing: 'waiting', page: 1 })).total).toBe(6);
		expect(must(await listTies(director, { search: '', standing: 'waiting', page: 1 })).total).toBe(7);
		expect(said(await listTies(await world.as('duy'), { search: '', standing: 'all', page: 1 }))).toBe(
			'not_found'
		);
	});

	it('shows the chair what a ruling would change before it is made', async () => {
		const view = must(await readTie(await world.as('khai'), await findingOf(person('duy'))));
		expect(view.mayRule).toBe(true);
		expect(view.consequences).toMatchObject({
			kind: 'seat',
			lots: [
				{
					code: LOT,
					applications: 2,
					submittedSheets: 2,
					quorum: { before: { present: 7, met: true }, after: { present: 6 } }
				}
			]
		});
	});

	it('keeps the session from being closed over it', async () => {
		const { version } = await world.session(LOT);
		const closing = await closeSession(await world.as('khai'), {
			lotId: lotId(),
			version,
			conclusion: 'Kiến nghị chọn.'
		});
		expect(closing).toMatchObject({ refusal: { code: 'ties_unruled', params: { count: '6' } } });
	});
});

describe('a ruling', () => {
	const rule = async (ctx: Context, someone: TestPerson, ruling: 'excluded' | 'kept', reason: string) =>
		ruleTie(ctx, { findingId: await findingOf(someone), ruling, reason });

	it('is the chair’s about a member, the director’s about the office, and nobody’s about themself', async () => {
		const chair = await world.as('khai');
		const director = await contextOf(world, world.director);
		const duy = person('duy');
		expect(said(await rule(await world.as('duy'), duy, 'kept', 'Tôi ổn.'))).toBe('not_found');
		expect(said(await rule(await world.as('hanh'), duy, 'kept', 'Không sao.'))).toBe('ruling_not_yours');
		expect(said(await rule(director, duy, 'kept', 'Không sao.'))).toBe('ruling_not_yours');
		expect(said(await rule(chair, head, 'kept', 'Không sao.'))).toBe('not_found');
		expect(said(await rule(director, world.director, 'kept', 'Không sao.'))).toBe('ruling_own_case');
		expect(said(await rule(chair, duy, 'kept', ' '))).toBe('reason_missing');
		expect(said(await rule(await contextOf(world, applicant), duy, 'kept', 'x'))).toBe('not_found');
	});

	it('keeps the member: the membership never begins, and the inviter reads a refusal without its reason', async () => {
		const before = await whatCounts();
		for (const key of ['yblang', 'lan', 'huong', 'duy', 'ngoc']) {
			must(await rule(await world.as('khai'), person(key), 'kept', 'Nhận lời sau khi đã chấm.'));
		}
		expect(await whatCounts()).toEqual(before);
		expect((await mailsTo(person('duy'))).at(-1)).toBe('Kết luận về quan hệ lợi ích của bạn');
		expect(
			(await mailsTo(applicant)).filter((subject) => subject === 'Lời mời không được nhận')
		).toHaveLength(5);
		expect(said(await rule(await world.as('khai'), person('duy'), 'excluded', 'Đổi ý.'))).toBe(
			'already_done'
		);
	});

	it('excludes from then on: the sheets leave the count, stated with the reason, and the membership begins', async () => {
		const chair = await world.as('khai');
		must(await rule(chair, person('tuan'), 'excluded', 'Là người của đơn vị nộp.'));
		const session = must(await readSession(chair, { lotId: lotId() }));
		expect(session.members.filter(({ recused }) => recused).map(({ name }) => name)).toEqual([
			'Đỗ Minh Tuấn'
		]);
		expect(session.outdated).toBe(true);
		expect(session.lateTies).toMatchObject({
			waiting: 0,
			ruledOut: [{ member: 'Đỗ Minh Tuấn', reason: 'Là người của đơn vị nộp.' }]
		});
		const view = must(await readTie(chair, await findingOf(person('tuan'))));
		expect(view).toMatchObject({ mayRule: false, finding: { ruling: 'excluded', ruler: 'Nguyễn Văn Khải' } });
		expect(view.consequences).toMatchObject({ lots: [{ submittedSheets: 2 }] });
		const tuan = await world.as('tuan');
		if (tuan.actor.kind !== 'person') throw new Error('nobody');
		expect(tuan.actor.grants).toMatchObject([{ role: 'editor', scope: { type: 'organisation' } }]);
		expect((await mailsTo(applicant)).at(-1)).toBe('Lời mời đã được nhận');
		expect((await timelineKinds()).at(-1)).toBe('tie_excluded');
		const { rows } = await world.database.owner.query<{ line: string }>(
			`SELECT action || ' ' || outcome AS line FROM audit_entry WHERE object_id = $1 AND outcome = 'done'`,
			[await findingOf(person('tuan'))]
		);
		expect(rows).toEqual([{ line: 'rule_tie done' }]);
	});

	it('is stated in the minutes and on the page of the session, as it stood when that was closed', async () => {
		const chair = await world.as('khai');
		await elect(world, 'lan', LOT, ['hanh', 'duy', 'yblang']);
		const { version } = await world.session(LOT);
		must(await tallySession(await world.as('lan'), { lotId: lotId(), version }));
		const tallied = await world.session(LOT);
		must(
			await closeSession(chair, {
				lotId: lotId(),
				version: tallied.version,
				conclusion: 'Kiến nghị chọn.'
			})
		);
		const session = must(await readSession(chair, { lotId: lotId() }));
		const [one] = session.lateTies.ruledOut;
		if (one === undefined) throw new Error('no ruling');
		const record = must(await readRecord(chair, session.minutesId ?? ''));
		const attended = under(paperOf(record), 'I. Thành phần tham dự');
		const last = factsIn(attended).at(-1);
		expect(last).toEqual({
			label: 'Phiếu bị loại theo kết luận về quan hệ lợi ích',
			text: `Đỗ Minh Tuấn thôi tham gia từ ${formatDate(one.ruledAt, 'vi')} vì quan hệ với ${one.organisation}. Lý do: Là người của đơn vị nộp.`
		});
		expect(last?.text).toBe(ruledOutWords(one, 'vi'));
		expect(
			tableIn(attended)
				?.rows.find(([, name]) => name === 'Đỗ Minh Tuấn')
				?.at(-1)
		).toBe('Không tham gia đánh giá vì xung đột lợi ích');
		// A ruling of a later day, as it would stand had it come then.
		const { owner } = world.database;
		await owner.query('ALTER TABLE tie_finding DISABLE TRIGGER USER');
		await owner.query(`UPDATE tie_finding SET ruled_at = app_now() WHERE id = $1`, [
			await findingOf(person('tuan'))
		]);
		await owner.query('ALTER TABLE tie_finding ENABLE TRIGGER USER');
		expect(must(await readSession(chair, { lotId: lotId() })).lateTies.ruledOut).toEqual([]);
	});

	it('about the office takes the person out of the applicant’s cases; what they did stays', async () => {
		must(await rule(await contextOf(world, world.director), head, 'excluded', 'Có quan hệ với đơn vị.'));
		const ctx = await contextOf(world, head);
		const verifies = (await import('../../../src/lib/domain/access/policy.ts')).can(
			ctx.actor,
			'budget.verify',
			{ organisationId, callId: world.call.id, programme: 'TASK' }
		);
		expect(said(verifies)).toBe('tied_to_applicant');
	});

	it('is not needed any more when the acceptance is taken back', async () => {
		const director = await contextOf(world, world.director);
		const { rows } = await world.database.owner.query<{ id: string }>(
			'SELECT invitation_id AS id FROM tie_finding WHERE person_id = $1',
			[world.director.personId]
		);
		must(await declineInvitation(director, rows[0]?.id ?? ''));
		expect(said(await declineInvitation(director, rows[0]?.id ?? ''))).toBe('invitation_over');
		const auditor = await insertPerson(world, 'Phan Văn Hậu', { grants: [{ role: 'auditor' }] });
		const view = must(await readTie(await contextOf(world, auditor), await findingOf(world.director)));
		expect(view.finding.withdrawnAt).not.toBeNull();
		expect(view.mayRule).toBe(false);
	});
});

describe('the database', () => {
	it('holds a finding: ruled on once, by somebody else, never rewritten or deleted', async () => {
		const { app } = world.database;
		const [duy, director] = [await findingOf(person('duy')), await findingOf(world.director)];
		await expect(
			app.query('UPDATE tie_finding SET ruling_note = $2 WHERE id = $1', [duy, 'khác'])
		).rejects.toThrow('a finding can only be ruled on, once');
		await expect(
			app.query(`UPDATE tie_finding SET withdrawn_at = NULL WHERE id = $1`, [director])
		).rejects.toThrow('a finding can only be ruled on, once');
		await expect(app.query('DELETE FROM tie_finding WHERE id = $1', [duy])).rejects.toThrow(
			'permission denied'
		);
		const third = await insertPerson(world, 'Kpă Tuấn', { grants: [{ role: 'finance_officer' }] });
		must(await acceptInvitation(await contextOf(world, third), await invite(third)));
		await expect(
			app.query(
				`UPDATE tie_finding SET ruling = 'kept', ruling_note = 'x', ruled_by = person_id, ruled_at = app_now(), seen = '{}' WHERE id = $1`,
				[await findingOf(third)]
			)
		).rejects.toThrow('tie_finding_not_oneself');
		await expect(
			app.query(
				`UPDATE membership_invitation SET state = 'in_force', grant_id = gen_random_uuid(), ended_at = app_now() WHERE person_id = $1 AND state = 'under_ruling'`,
				[third.personId]
			)
		).rejects.toThrow('the tie waits for its ruling');
	});
});

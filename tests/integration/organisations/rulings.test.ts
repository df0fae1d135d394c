import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/lib/server/app/applications/create-application.ts';
import { acceptInvitation } from '../../../src/lib/server/app/organisations/answer-invitation.ts';
import { correctOrganisation } from '../../../src/lib/server/app/organisations/correct-organisation.ts';
import { endRepresentation, handOver } from '../../../src/lib/server/app/organisations/end-representation.ts';
import { inviteMember } from '../../../src/lib/server/app/organisations/invite-member.ts';
import { mergeOrganisations } from '../../../src/lib/server/app/organisations/merge-organisations.ts';
import { readClaim } from '../../../src/lib/server/app/organisations/read-claims.ts';
import { refuseClaim } from '../../../src/lib/server/app/organisations/refuse-claim.ts';
import { must } from '../applications/filled-dossier.ts';
import { insertPerson, said } from '../intake/world.ts';
import { openClaimsWorld, profile } from './claims-world.ts';
import type { ClaimsWorld } from './claims-world.ts';

let claims: ClaimsWorld;

beforeAll(async () => {
	claims = await openClaimsWorld();
});
afterAll(() => claims.world.close());

const idOf = async (sql: string, values: readonly unknown[]): Promise<string> => {
	const { rows } = await claims.world.database.owner.query<{ id: string }>(sql, [...values]);
	return rows[0]?.id ?? '';
};
const grantOf = (personId: string): Promise<string> =>
	idOf(
		`SELECT id FROM role_grant WHERE person_id = $1 AND scope_type = 'organisation' AND valid_to IS NULL`,
		[personId]
	);
const membersOf = async (id: string) =>
	(await claims.world.app.db.read.organisations.membersOf(id)).map(
		({ personId, role }) => `${role} ${personId}`
	);

describe('a correction', () => {
	const correct = async (
		id: string,
		taxCode: string,
		change: Record<string, string>,
		reason = 'Gõ nhầm khi đăng ký.'
	) =>
		correctOrganisation(await claims.as(claims.officer), {
			...(await claims.seen(id)),
			profile: profile(taxCode, change),
			reason
		});

	it('changes name, code, kind and representative, tells what stood there before, and leaves the submitted copy', async () => {
		const [wrong, right] = [claims.code(), claims.code()];
		const one = await claims.claim(wrong);
		must(await claims.prove(one.id));
		const dossier = await claims.submission(one.id);
		const before = await claims.world.app.db.read.applications.find(dossier.id);
		const change = { kind: 'cooperative', name: 'Hợp tác xã Hồ tiêu Chư Sê', repName: 'Siu Bình' };
		expect(said(await correct(one.id, right, change))).toBe('ok');
		expect(await claims.world.app.db.read.organisations.find(one.id)).toMatchObject({
			taxCode: right,
			...change
		});
		expect(await claims.world.app.db.read.applications.find(dossier.id)).toMatchObject({
			organisationName: before?.organisationName,
			revisionId: before?.revisionId,
			version: before?.version
		});
		const [ruling] = await claims.world.app.db.read.standings.rulingsOf(one.id);
		expect(ruling).toMatchObject({
			kind: 'corrected',
			before: { taxCode: wrong, name: 'Công ty TNHH Hồ tiêu Chư Sê', repName: 'Rơ Lan Hương' },
			after: { taxCode: right, name: 'Hợp tác xã Hồ tiêu Chư Sê', repName: 'Siu Bình' }
		});
		const letter = (await claims.lettersTo(one.rep)).at(-1);
		for (const words of [
			`${wrong} → ${right}`,
			'Doanh nghiệp → Hợp tác xã',
			'Rơ Lan Hương → Siu Bình',
			'Gõ nhầm'
		])
			expect(letter).toContain(words);
		expect(await claims.timelineOf(dossier.id)).toContain('organisation_corrected');
		expect((await claims.trailOf(one.id))[0]).toMatchObject({
			action: 'correct_organisation',
			outcome: 'done'
		});
	});

	it('needs a reason, a change, a live claim, and a code that is nobody else’s', async () => {
		const [taken, free] = [claims.code(), claims.code()];
		const proved = await claims.claim(taken);
		must(await claims.prove(proved.id));
		const other = await claims.claim(free);
		must(await claims.prove(other.id));
		expect(said(await correct(other.id, free, {}))).toBe('correction_empty');
		expect(said(await correct(other.id, free, { name: 'Tên khác' }, ' '))).toBe('reason_missing');
		expect(said(await correct(other.id, taken, {}))).toBe('code_proved_by_another');
		const gone = await claims.claim(free);
		must(
			await refuseClaim(await claims.as(claims.officer), {
				...(await claims.seen(gone.id)),
				reason: 'Không đúng.'
			})
		);
		expect(said(await correct(gone.id, free, { name: 'Tên khác' }))).toBe('organisation_over');
	});
});

describe('a merger', () => {
	const merge = async (
		from: string,
		intoId: string,
		members: 'move' | 'end' = 'move',
		reason = 'Cùng một đơn vị.'
	) =>
		mergeOrganisations(await claims.as(claims.officer), {
			...(await claims.seen(from)),
			intoId,
			members,
			reason
		});

	it('moves dossiers, drafts, people, proposals, employment and history; submitted copies stay', async () => {
		const taxCode = claims.code();
		const [into, from] = [await claims.claim(taxCode), await claims.claim(taxCode)];
		must(await claims.prove(into.id));
		const dossier = await claims.submission(from.id);
		const draft = must(
			await createApplication(await claims.as(from.rep), {
				callCode: claims.call.code,
				lotId: undefined,
				organisationId: from.id
			})
		);
		const { owner } = claims.world.database;
		await owner.query('UPDATE lot SET proposer_id = $1 WHERE call_id = $2', [from.id, claims.call.id]);
		const expert = await insertPerson(claims.world, 'Chuyên gia của đơn vị', { employerId: from.id });
		const guest = await insertPerson(claims.world, 'Người được mời');
		must(
			await inviteMember(await claims.as(from.rep), {
				organisationId: from.id,
				email: guest.email,
				role: 'editor'
			})
		);
		const frozen = () =>
			owner.query('SELECT number, hash, bytes FROM application_revision WHERE application_id = $1', [
				dossier.id
			]);
		const before = await frozen();

		expect(must(await merge(from.id, into.id))).toEqual({ dossiers: 2 });
		expect(await claims.standingOf(from.id)).toBe('merged');
		const { rows } = await owner.query<{ organisation_id: string; slot: string | null }>(
			'SELECT organisation_id, slot FROM application WHERE id = ANY($1)',
			[[dossier.id, draft.id]]
		);
		expect(rows.map((row) => row.organisation_id)).toEqual([into.id, into.id]);
		expect(rows.map(({ slot }) => slot).join()).not.toContain(from.id);
		expect((await frozen()).rows).toEqual(before.rows);
		expect(await membersOf(from.id)).toEqual([]);
		expect((await membersOf(into.id)).sort()).toEqual(
			[`representative ${into.rep.personId}`, `representative ${from.rep.personId}`].sort()
		);
		const held = await owner.query<{ proposer: string; employer: string; ties: string[] }>(
			`SELECT l.proposer_id AS proposer, p.employer_id AS employer, tied_organisations($2, $1) AS ties
			 FROM lot l, person p WHERE l.call_id = $1 AND p.id = $3`,
			[claims.call.id, from.rep.personId, expert.personId]
		);
		expect(held.rows).toEqual([{ proposer: into.id, employer: into.id, ties: [into.id] }]);
		expect(await claims.world.app.db.read.standings.openInvitations(from.id)).toEqual([]);
		const rulings = await claims.world.app.db.read.standings.rulingsOf(into.id);
		expect(rulings.map(({ kind }) => kind)).toEqual(['merged', 'proved']);
		for (const person of [from.rep, into.rep])
			expect((await claims.lettersTo(person)).at(-1)).toContain('đã được gộp');
		expect(await claims.timelineOf(dossier.id)).toContain('organisation_merged');
		expect((await claims.trailOf(from.id))[0]).toMatchObject({
			action: 'merge_organisations',
			outcome: 'done'
		});
		expect(must(await readClaim(await claims.as(claims.officer), from.id)).into?.id).toBe(into.id);
	});

	it('ends the people of a claim that is not sure, and what they were tied to stays', async () => {
		const taxCode = claims.code();
		const [into, from] = [await claims.claim(taxCode), await claims.claim(taxCode)];
		must(await merge(from.id, into.id, 'end'));
		expect(await membersOf(into.id)).toEqual([`representative ${into.rep.personId}`]);
		const { rows } = await claims.world.database.owner.query<{ ties: string[] }>(
			'SELECT tied_organisations($1, $2) AS ties',
			[from.rep.personId, claims.call.id]
		);
		expect(rows).toEqual([{ ties: [into.id] }]);
		// Merged on: what was merged follows.
		const last = await claims.claim(taxCode);
		must(await merge(into.id, last.id));
		expect((await claims.world.app.db.read.standings.find(from.id))?.mergedIntoId).toBe(last.id);
	});

	it('is refused where a lot would hold two dossiers of one firm, into itself, of a proved into a claim, without a reason', async () => {
		const taxCode = claims.code();
		const [into, from] = [await claims.claim(taxCode), await claims.claim(taxCode)];
		for (const { id, rep } of [into, from])
			must(
				await createApplication(await claims.as(rep), {
					callCode: claims.call.code,
					lotId: undefined,
					organisationId: id
				})
			);
		expect(said(await merge(from.id, into.id))).toBe('merge_two_dossiers');
		expect(said(await merge(from.id, from.id))).toBe('merge_into_itself');
		expect(said(await merge(from.id, into.id, 'move', ''))).toBe('reason_missing');
		expect(said(await merge(from.id, claims.officer.personId))).toBe('not_found');
		must(await claims.prove(from.id));
		expect(said(await merge(from.id, into.id))).toBe('merge_proved_goes');
		expect(await claims.standingOf(from.id)).toBe('proved');
	});
});

describe('a representation', () => {
	it('is ended by the office, also the last one, and handed to somebody who accepts', async () => {
		const one = await claims.claim(claims.code());
		must(await claims.prove(one.id));
		const heir = await insertPerson(claims.world, 'Người đại diện mới');
		const reason = 'Doanh nghiệp có văn bản thay người đại diện.';
		const ended = await endRepresentation(await claims.as(claims.officer), {
			...(await claims.seen(one.id)),
			grantId: await grantOf(one.rep.personId),
			handTo: heir.email,
			reason
		});
		expect(said(ended)).toBe('ok');
		expect(await membersOf(one.id)).toEqual([]);
		expect((await claims.lettersTo(one.rep)).at(-1)).toContain(reason);
		expect((await claims.trailOf(one.id))[0]).toMatchObject({
			action: 'end_representation',
			outcome: 'done'
		});
		const [task] = await claims.waitingFor(heir);
		expect(task).toMatch(/^answer_invitation /);
		must(await acceptInvitation(await claims.as(heir), task?.split(' ')[1] ?? ''));
		expect(await membersOf(one.id)).toEqual([`representative ${heir.personId}`]);
		const kinds = (await claims.world.app.db.read.standings.rulingsOf(one.id)).map(({ kind }) => kind);
		expect(kinds.sort()).toEqual(['ended', 'handed', 'proved']);
	});

	it('is not ended without a reason, twice, by others; and a hand-over needs an address', async () => {
		const one = await claims.claim(claims.code());
		const grantId = await grantOf(one.rep.personId);
		const end = async (person = claims.officer, reason = 'Lý do') =>
			endRepresentation(await claims.as(person), {
				...(await claims.seen(one.id)),
				grantId,
				handTo: '',
				reason
			});
		expect(said(await end(one.rep))).toBe('not_found');
		expect(said(await end(claims.officer, ''))).toBe('reason_missing');
		const hand = async (handTo: string) =>
			handOver(await claims.as(claims.officer), { ...(await claims.seen(one.id)), handTo, reason: 'Lý do' });
		expect(said(await hand('không phải thư'))).toMatch(/^email_/);
		expect(said(await hand(one.rep.email))).toBe('member_exists');
		must(await end());
		expect(said(await end())).toBe('already_done');
		must(await hand('nguoi.khac@chuan.test'));
		expect(said(await hand('nguoi.khac@chuan.test'))).toBe('invitation_waiting');
	});
});

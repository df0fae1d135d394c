import { sayTimeline } from '#lib/server/http/say-timeline.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	editOrganisation,
	withdrawChange
} from '../../../src/lib/server/app/organisations/edit-organisation.ts';
import { mergeOrganisations } from '../../../src/lib/server/app/organisations/merge-organisations.ts';
import { listClaims, readClaim } from '../../../src/lib/server/app/organisations/read-claims.ts';
import { listOwnOrganisations } from '../../../src/lib/server/app/organisations/read-organisations.ts';
import { refuseClaim } from '../../../src/lib/server/app/organisations/refuse-claim.ts';
import { ruleChange } from '../../../src/lib/server/app/organisations/rule-change.ts';
import { readTasks } from '../../support/tasks.ts';
import { must } from '../applications/filled-dossier.ts';
import { insertPerson, moveClock, said } from '../intake/world.ts';
import { openClaimsWorld, profile } from './claims-world.ts';
import type { Claim, ClaimsWorld } from './claims-world.ts';

let claims: ClaimsWorld;

beforeAll(async () => {
	claims = await openClaimsWorld();
});
afterAll(() => claims.world.close());

const RENAMED = 'Công ty Cổ phần Hồ tiêu Chư Sê';
const kept = async (id: string) => claims.world.app.db.read.standings.find(id);
const waits = async (id: string) => claims.world.app.db.read.standings.waitingChange(id);

/** A proved organisation, with a dossier that is with the office where `underWay`. */
async function firm(underWay: boolean) {
	const taxCode = claims.code();
	const one = await claims.claim(taxCode);
	must(await claims.prove(one.id));
	const dossier = underWay ? (await claims.submission(one.id)).id : '';
	const edit = async (change: Record<string, string>) =>
		editOrganisation(await claims.as(one.rep), {
			id: one.id,
			version: (await claims.seen(one.id)).version,
			profile: profile(taxCode, change)
		});
	return { ...one, taxCode, dossier, edit };
}

const rule = async ({ id }: Claim, accepted: boolean, more: { reason?: string; changeId?: string } = {}) =>
	ruleChange(await claims.as(claims.officer), {
		...(await claims.seen(id)),
		changeId: more.changeId ?? (await waits(id))?.id ?? '',
		accepted,
		reason: more.reason ?? 'Giấy chứng nhận thay đổi lần 3.'
	});

describe('a change of name or representative', () => {
	it('stands at once while no dossier is under way', async () => {
		const one = await firm(false);
		const change = { name: 'Công ty CP Chè Bàu Cạn', repName: 'Siu Bình' };
		expect(must(await one.edit(change)).asked).toBeUndefined();
		expect(await kept(one.id)).toMatchObject(change);
		expect(await waits(one.id)).toBeUndefined();
	});

	it('waits for the office while a dossier is under way; all else stands at once', async () => {
		const one = await firm(true);
		expect(must(await one.edit({ name: RENAMED, phone: '0269 3 123 456' })).asked).toBe('under_way');
		expect(await kept(one.id)).toMatchObject({ name: 'Công ty TNHH Hồ tiêu Chư Sê', phone: '+842693123456' });
		expect(await waits(one.id)).toMatchObject({ name: RENAMED, repName: 'Rơ Lan Hương', why: 'under_way' });
		expect(await claims.timelineOf(one.dossier)).toContain('organisation_change_asked_as');
		expect((await claims.trailOf(one.id))[0]).toMatchObject({ action: 'edit_organisation', outcome: 'done' });
		expect(await claims.waitingFor(claims.officer)).toContain(`rule_change ${one.id}`);
		const held = must(await readTasks(await claims.as(one.rep))).held;
		expect(held.map(({ kind, target }) => `${kind} ${target}`)).toContain(`held_change ${one.id}`);
		const list = must(
			await listClaims(await claims.as(claims.officer), { search: one.taxCode, standing: 'claimed', page: 1 })
		);
		expect(list.rows.map(({ id, asks }) => [id, asks])).toEqual([[one.id, true]]);
		const own = must(await listOwnOrganisations(await claims.as(one.rep)));
		expect(own[0]?.change).toMatchObject({ name: RENAMED });
	});

	it('of the position alone stands at once', async () => {
		const one = await firm(true);
		expect(must(await one.edit({ repTitle: 'Tổng giám đốc' })).asked).toBeUndefined();
		expect(await kept(one.id)).toMatchObject({ repTitle: 'Tổng giám đốc' });
	});

	it('asked anew takes the place of what waited, and may be taken back', async () => {
		const one = await firm(true);
		expect(must(await one.edit({ name: RENAMED })).replaced).toBe(false);
		const first = await waits(one.id);
		expect(must(await one.edit({ repName: 'Siu Bình' })).replaced).toBe(true);
		expect(await waits(one.id)).toMatchObject({ name: 'Công ty TNHH Hồ tiêu Chư Sê', repName: 'Siu Bình' });
		expect(said(await rule(one, true, { changeId: first?.id ?? '' }))).toBe('change_over');
		const stranger = await insertPerson(claims.world, 'Người ngoài');
		expect(said(await withdrawChange(await claims.as(stranger), { id: one.id }))).toBe('not_found');
		must(await withdrawChange(await claims.as(one.rep), { id: one.id }));
		expect(await waits(one.id)).toBeUndefined();
		// Each line names what was asked: the first one is over once another took its place.
		const told = sayTimeline(
			await claims.world.app.db.read.timeline.of(one.dossier, 'applicant'),
			'applicant'
		);
		expect(told.slice(-3).map(({ title }) => title)).toEqual([
			`Đơn vị gửi Sở đề nghị ghi tên “${RENAMED}”, người đại diện Rơ Lan Hương.`,
			'Đơn vị gửi đề nghị mới, thay cho đề nghị trước: tên “Công ty TNHH Hồ tiêu Chư Sê”, người đại diện Siu Bình.',
			'Đơn vị rút đề nghị ghi tên “Công ty TNHH Hồ tiêu Chư Sê”, người đại diện Siu Bình.'
		]);
		expect((await claims.trailOf(one.id))[0]).toMatchObject({
			action: 'withdraw_organisation_change',
			outcome: 'done'
		});
		expect(said(await withdrawChange(await claims.as(one.rep), { id: one.id }))).toBe('change_over');
		expect(await claims.waitingFor(claims.officer)).not.toContain(`rule_change ${one.id}`);
	});
});

describe('a name that another organisation bears', () => {
	it('goes to the office in whatever capitals and marks it is written', async () => {
		const [one, other] = [await firm(false), await firm(false)];
		must(await other.edit({ name: 'Công ty CP Mía đường Ayun Thượng' }));
		expect(must(await one.edit({ name: 'CÔNG TY CP MIA ĐƯỜNG  AYUN THƯỢNG' })).asked).toBe('name_elsewhere');
		const view = must(await readClaim(await claims.as(claims.officer), one.id));
		expect(view.namesakes.map(({ id }) => id)).toEqual([other.id]);
		expect(said(await rule(one, true))).toBe('ok');
		expect(await kept(one.id)).toMatchObject({ name: 'CÔNG TY CP MIA ĐƯỜNG AYUN THƯỢNG' });
	});

	it('is no namesake when it only contains the other', async () => {
		const [one, other] = [await firm(false), await firm(false)];
		must(await other.edit({ name: 'Công ty CP Cao su Măng Yang' }));
		expect(must(await one.edit({ name: 'Công ty CP Cao su Măng Yang 2' })).asked).toBeUndefined();
	});

	it('is shown beside a claim that waits', async () => {
		const other = await firm(false);
		must(await other.edit({ name: 'Hợp tác xã Mật ong Kon Chiêng' }));
		const claim = await claims.claim(claims.code(), { name: 'Hợp tác xã mật ong Kon Chiêng' });
		const view = must(await readClaim(await claims.as(claims.officer), claim.id));
		expect(view.namesakes.map(({ id }) => id)).toEqual([other.id]);
	});
});

describe('the ruling on a change', () => {
	it('accepted: the name stands, the submitted copy stays, representatives and dossiers are told', async () => {
		const one = await firm(true);
		must(await one.edit({ name: RENAMED, repName: 'Siu Bình' }));
		const before = await claims.world.app.db.read.applications.find(one.dossier);
		expect(said(await rule(one, true))).toBe('ok');
		expect(await kept(one.id)).toMatchObject({ name: RENAMED, repName: 'Siu Bình', standing: 'proved' });
		expect(await claims.world.app.db.read.applications.find(one.dossier)).toMatchObject({
			organisationName: before?.organisationName,
			revisionId: before?.revisionId
		});
		const [ruling] = await claims.world.app.db.read.standings.rulingsOf(one.id);
		expect(ruling).toMatchObject({
			kind: 'changed',
			reason: 'Giấy chứng nhận thay đổi lần 3.',
			before: { name: 'Công ty TNHH Hồ tiêu Chư Sê' },
			after: { name: RENAMED, repName: 'Siu Bình' }
		});
		const own = must(await listOwnOrganisations(await claims.as(one.rep)));
		expect(own[0]).toMatchObject({
			change: null,
			changeRefusedFor: '',
			changeAccepted: {
				before: { name: 'Công ty TNHH Hồ tiêu Chư Sê', repName: 'Rơ Lan Hương' },
				after: { name: RENAMED, repName: 'Siu Bình' },
				reason: 'Giấy chứng nhận thay đổi lần 3.'
			}
		});
		const letter = (await claims.lettersTo(one.rep)).at(-1);
		for (const words of ['chấp nhận', `→ ${RENAMED}`, 'Rơ Lan Hương → Siu Bình', 'thay đổi lần 3'])
			expect(letter).toContain(words);
		expect(await claims.timelineOf(one.dossier)).toContain('organisation_changed_to');
		expect((await claims.trailOf(one.id))[0]).toMatchObject({
			action: 'rule_organisation_change',
			outcome: 'done',
			grantUsed: 'enterprise_officer/all'
		});
		expect(await claims.waitingFor(claims.officer)).not.toContain(`rule_change ${one.id}`);
	});

	it('refused: what stood stands, and the organisation reads why', async () => {
		const one = await firm(true);
		must(await one.edit({ name: RENAMED }));
		expect(said(await rule(one, false, { reason: 'Chưa có giấy chứng nhận.' }))).toBe('ok');
		expect(await kept(one.id)).toMatchObject({ name: 'Công ty TNHH Hồ tiêu Chư Sê' });
		expect((await claims.lettersTo(one.rep)).at(-1)).toContain('Chưa có giấy chứng nhận.');
		expect(await claims.timelineOf(one.dossier)).toContain('organisation_change_refused_as');
		expect((await claims.trailOf(one.id))[0]).toMatchObject({ action: 'rule_organisation_change' });
		const own = must(await listOwnOrganisations(await claims.as(one.rep)));
		expect(own[0]).toMatchObject({
			change: null,
			changeRefusedFor: 'Chưa có giấy chứng nhận.',
			changeAccepted: null
		});
	});

	it('needs a reason, what was seen, and somebody who is not of the organisation', async () => {
		const one = await firm(true);
		must(await one.edit({ name: RENAMED }));
		expect(said(await rule(one, true, { reason: ' ' }))).toBe('reason_missing');
		const change = await waits(one.id);
		const seen = await claims.seen(one.id);
		const input = { ...seen, changeId: change?.id ?? '', accepted: true, reason: 'Đủ giấy tờ.' };
		expect(
			said(await ruleChange(await claims.as(claims.officer), { ...input, version: seen.version - 1 }))
		).toBe('stale_version');
		expect(said(await ruleChange(await claims.as(claims.checker), input))).toBe('not_found');
		const tied = await insertPerson(claims.world, 'Chuyên viên có người nhà', {
			grants: [{ role: 'enterprise_officer' }],
			employerId: one.id
		});
		expect(said(await ruleChange(await claims.as(tied), input))).toBe('tied_to_applicant');
		expect(await claims.waitingFor(tied)).not.toContain(`rule_change ${one.id}`);
		expect(await kept(one.id)).toMatchObject({ name: 'Công ty TNHH Hồ tiêu Chư Sê' });
	});

	it('is not given twice when two officers rule at once', async () => {
		const one = await firm(true);
		must(await one.edit({ name: RENAMED }));
		const outcomes = await Promise.all([rule(one, true), rule(one, false)]);
		expect(outcomes.map(said).sort()).toEqual(
			expect.arrayContaining(['ok', expect.stringMatching(/stale_version|change_over/)])
		);
		const rulings = await claims.world.app.db.read.standings.rulingsOf(one.id);
		expect(rulings.filter(({ kind }) => kind.startsWith('change'))).toHaveLength(1);
	});

	it('is over once the claim was refused or merged', async () => {
		const taxCode = claims.code();
		const claim = await claims.claim(taxCode);
		await claims.submission(claim.id);
		must(
			await editOrganisation(await claims.as(claim.rep), {
				id: claim.id,
				version: 1,
				profile: profile(taxCode, { name: RENAMED })
			})
		);
		must(
			await refuseClaim(await claims.as(claims.officer), {
				...(await claims.seen(claim.id)),
				reason: 'Không đúng.'
			})
		);
		expect(await waits(claim.id)).toBeUndefined();
		const into = await firm(false);
		const from = await claims.claim(into.taxCode);
		await claims.submission(from.id);
		must(
			await editOrganisation(await claims.as(from.rep), {
				id: from.id,
				version: 1,
				profile: profile(into.taxCode, { repName: 'Siu Bình' })
			})
		);
		expect(await waits(from.id)).toMatchObject({ repName: 'Siu Bình' });
		must(
			await mergeOrganisations(await claims.as(claims.officer), {
				...(await claims.seen(from.id)),
				intoId: into.id,
				members: 'end',
				reason: 'Cùng một đơn vị.'
			})
		);
		expect(await waits(from.id)).toBeUndefined();
	});

	it('accepted is told until the next is asked for, and for a month', async () => {
		const one = await firm(true);
		must(await one.edit({ name: RENAMED }));
		must(await rule(one, true));
		const told = async () =>
			must(await listOwnOrganisations(await claims.as(one.rep)))[0]?.changeAccepted?.after.name;
		expect(await told()).toBe(RENAMED);
		must(await one.edit({ name: RENAMED, repName: 'Siu Bình' }));
		expect(await told()).toBeUndefined();
		must(await withdrawChange(await claims.as(one.rep), { id: one.id }));
		expect(await told()).toBe(RENAMED);
		// Last in this file: the clock goes forward only.
		await moveClock(claims.world, 31 * 24);
		expect(await told()).toBeUndefined();
	});
});

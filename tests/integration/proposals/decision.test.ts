import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCall } from '../../../src/lib/server/app/calls/create-call.ts';
import { readPublicCall } from '../../../src/lib/server/app/calls/public-calls.ts';
import { removeLot } from '../../../src/lib/server/app/calls/edit-call.ts';
import { acceptProposal, declineProposal } from '../../../src/lib/server/app/proposals/decide-proposal.ts';
import { listProposals, readProposal } from '../../../src/lib/server/app/proposals/read-proposals.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { draftFor, store } from '../calls/call-world.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	openWorld,
	said,
	stateOf
} from '../intake/world.ts';
import type { TestApplication, TestPerson, World } from '../intake/world.ts';

let world: World;
let officer: Context;
let tied: Context;
let proposer: TestPerson;
let organisationId: string;
let first: TestApplication;
let second: TestApplication;
let unchecked: TestApplication;
let callId: string;

beforeAll(async () => {
	world = await openWorld();
	organisationId = await insertOrganisation(world, 'Công ty CP Cao su Đức Cơ Xanh', '5999901387');
	const grants = [{ role: 'science_officer' }];
	officer = await contextOf(world, await insertPerson(world, 'Rơ Châm Hạnh', { grants }));
	tied = await contextOf(
		world,
		await insertPerson(world, 'Cán bộ có liên hệ', { grants, employerId: organisationId })
	);
	proposer = await insertPerson(world, 'Đại diện', {
		grants: [{ role: 'representative', scopeType: 'organisation', scopeId: organisationId }]
	});
	const call = await insertCall(world, 'proposal', 'DX-2026', ['DX-2026']);
	const answers = {
		need: { task_type: 'trial_production' },
		work: {
			objectives: 'Đo đúng',
			products: [{ id: 'a', cells: { name: 'Quy trình', requirement: 'Được nghiệm thu' } }]
		}
	};
	const submit = (code: string) =>
		insertSubmission(world, call, 'DX-2026', { code, organisationId, answers });
	[first, second, unchecked] = [
		await submit('PROPOSAL-2026-0001'),
		await submit('PROPOSAL-2026-0002'),
		await submit('PROPOSAL-2026-0003')
	];
	const { owner } = world.database;
	await owner.query(
		`UPDATE call SET state = 'opened', opens_at = app_now() - interval '2 days', closes_at = app_now() - interval '1 day', opened_at = app_now() WHERE id = $1`,
		[call.id]
	);
	await owner.query(`UPDATE application SET state = 'valid' WHERE id = ANY($1)`, [[first.id, second.id]]);
	await store(officer, 'task');
	const made = await createCall(officer, {
		programme: 'TASK',
		code: 'TASK-2027',
		draft: await draftFor(world, 60)
	});
	if (!made.ok) throw new Error(made.refusal.code);
	callId = made.value.id;
});
afterAll(() => world.close());

async function accept(application: TestApplication, more: object = {}, ctx = officer) {
	const { version } = await stateOf(world, application.id);
	const input = { applicationId: application.id, version, callId, lotCode: 'GL-01' };
	return said(await acceptProposal(ctx, { ...input, variant: 'applied_research', ...more }));
}

async function mailed(): Promise<string[]> {
	const { rows } = await world.database.owner.query<{ body: string }>(
		`SELECT body FROM mail_message WHERE recipient = $1 ORDER BY id`,
		[proposer.email]
	);
	return rows.map(({ body }) => body);
}

describe('accepting a proposal', () => {
	it('is refused with its reason, and changes nothing', async () => {
		expect(await accept(first, {}, tied)).toBe('tied_to_applicant');
		expect(await accept(first, {}, await contextOf(world, proposer))).toBe('not_found');
		expect(await accept(first, { version: 99 })).toBe('stale_version');
		expect(await accept(first, { lotCode: '' })).toBe('lot_code_missing');
		expect(await accept(first, { variant: 'x' })).toBe('variant_unknown');
		expect(await accept(first, { callId: first.id })).toBe('proposal_call_missing');
		expect(await accept(unchecked)).toBe('state_forbids');
		expect((await stateOf(world, first.id)).state).toBe('valid');
		expect(await world.app.db.read.calls.lots(callId)).toEqual([]);
	});

	it('makes a task that names proposal and proposer and says what they want, and tells them', async () => {
		const read = await readProposal(officer, first.id);
		expect(read.ok && read.value.proposed.variant).toBe('trial_production');
		expect(await accept(first)).toBe('ok');
		expect((await stateOf(world, first.id)).state).toBe('accepted');
		const lots = await world.app.db.read.calls.lots(callId);
		expect(lots).toMatchObject([
			{
				code: 'GL-01',
				proposerId: organisationId,
				proposalApplicationId: first.id,
				objectives: 'Đo đúng',
				expectedProducts: 'Quy trình: Được nghiệm thu'
			}
		]);
		const told = await world.app.db.read.timeline.of(first.id, 'applicant');
		expect(told.at(-1)).toMatchObject({ kind: 'proposal_accepted', params: { lot: 'GL-01' } });
		expect((await mailed())[0]).toContain('GL-01');
		expect(await accept(first, { lotCode: 'GL-02' })).toBe('state_forbids');
		expect(await accept(second)).toBe('lot_code_taken');
		const promised = { callCode: 'TASK-2027', lotId: lots[0]?.id ?? '' };
		expect(said(await removeLot(officer, promised))).toBe('lot_promised');
	});

	it('is not into a list that is published', async () => {
		const { owner } = world.database;
		await owner.query(`UPDATE call SET state = 'published', published_at = app_now() WHERE id = $1`, [
			callId
		]);
		expect(await accept(second, { lotCode: 'GL-02' })).toBe('proposal_call_published');
		// The list of tasks is public with the organisation that proposed each; nobody's own name is.
		const visitor: Context = { ...officer, actor: { kind: 'visitor' } };
		const shown = await readPublicCall(visitor, 'TASK-2027');
		expect(shown.ok && shown.value.lots).toMatchObject([
			{ code: 'GL-01', proposer: 'Công ty CP Cao su Đức Cơ Xanh' }
		]);
		expect(JSON.stringify(shown.ok && shown.value.lots)).not.toContain('Đại diện');
		await owner.query(`UPDATE call SET state = 'draft', published_at = NULL WHERE id = $1`, [callId]);
	});
});

describe('declining a proposal', () => {
	it('needs a reason, which the proposer reads; of two decisions one counts', async () => {
		const { version } = await stateOf(world, second.id);
		const input = { applicationId: second.id, version, reason: 'Trùng với nhiệm vụ đang thực hiện.' };
		expect(said(await declineProposal(officer, { ...input, reason: '  ' }))).toBe('reason_missing');
		expect(said(await declineProposal(tied, input))).toBe('tied_to_applicant');
		const both = await Promise.all([
			declineProposal(officer, input).then(said),
			accept(second, { lotCode: 'GL-03' })
		]);
		expect(both.filter((outcome) => outcome === 'ok')).toHaveLength(1);
		const { state } = await stateOf(world, second.id);
		expect(['accepted', 'declined']).toContain(state);
		expect((await mailed()).at(-1)).toContain(state === 'declined' ? input.reason : 'GL-03');
	});
});

describe('the office', () => {
	it('finds proposals by words without accents and by where they stand', async () => {
		const codes = async (standing: 'all' | 'decided' | 'unchecked', search = '') => {
			const listed = await listProposals(officer, { standing, search, page: 1 });
			return listed.ok ? listed.value.rows.map(({ code }) => code).sort() : listed.refusal.code;
		};
		expect(await codes('all')).toHaveLength(3);
		expect(await codes('unchecked')).toEqual([unchecked.code]);
		expect(await codes('decided')).toEqual([first.code, second.code]);
		expect(await codes('all', 'proposal-2026-0003')).toEqual([unchecked.code]);
		const read = await readProposal(officer, first.id);
		expect(read.ok && read.value.task).toEqual({ callCode: 'TASK-2027', lotCode: 'GL-01' });
	});
});

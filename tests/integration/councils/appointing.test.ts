import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appointMember } from '../../../src/lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '../../../src/lib/server/app/councils/create-council.ts';
import { readCallCouncil } from '../../../src/lib/server/app/councils/read-call-council.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import type { TestPerson } from '../intake/world.ts';
import { openCouncilWorld } from './council-world.ts';
import type { CouncilWorld } from './council-world.ts';

let world: CouncilWorld;
let councilId: string;
const people: Record<string, TestPerson> = {};

beforeAll(async () => {
	world = await openCouncilWorld();
	const made = await createCouncil(await contextOf(world, world.officer), {
		callCode: world.call.code,
		name: '',
		decisionNo: '12/QĐ-SKHCN'
	});
	if (!made.ok) throw new Error(made.refusal.code);
	({ councilId } = made.value);
	const { sugar, university } = world.organisations;
	people['own'] = await insertPerson(world, 'Siu Thị Hà', {
		grants: [{ role: 'representative', scopeType: 'organisation', scopeId: sugar }]
	});
	people['partner'] = await insertPerson(world, 'Ksor Bình', { employerId: university });
	people['auditor'] = await insertPerson(world, 'Phan Văn Hậu', { grants: [{ role: 'auditor' }] });
	people['head'] = await insertPerson(world, 'Trịnh Công Danh', { grants: [{ role: 'finance_head' }] });
});
afterAll(() => world.close());

async function found(name: string) {
	const view = await readCallCouncil(await contextOf(world, world.officer), {
		callCode: world.call.code,
		search: name
	});
	if (!view.ok) throw new Error(view.refusal.code);
	return view.value;
}

const appoint = async (key: string, role: string, reason = '') =>
	said(
		await appointMember(await contextOf(world, world.officer), {
			councilId,
			personId: people[key]?.personId ?? '',
			role,
			reason
		})
	);

describe('the search for members', () => {
	it.each([
		['Siu Thị Hà', [{ code: 'host_staff', applicationCode: 'TASK-2026-0003' }]],
		['Ksor Bình', [{ code: 'cooperating_staff', applicationCode: 'TASK-2026-0003' }]],
		['Võ Thành Long', [{ code: 'participant', applicationCode: 'TASK-2026-0006' }]],
		['Phan Văn Hậu', [{ code: 'auditor' }]],
		['Trịnh Công Danh', [{ code: 'office_part' }]],
		['Đỗ Minh Tuấn', []]
	])('says of %s what is known', async (name, findings) => {
		const { candidates } = await found(name);
		expect(candidates).toHaveLength(1);
		expect(candidates[0]?.findings).toMatchObject(findings);
		expect(candidates[0]?.findings).toHaveLength(findings.length);
	});
});

describe('an appointment of somebody of whom something is known', () => {
	it('is refused to an auditor, and asks for a reason of everybody else', async () => {
		expect(await appoint('auditor', 'chair', 'Có kinh nghiệm.')).toBe('appointment_auditor');
		expect(await appoint('head', 'member')).toBe('appointment_reason_missing');
		expect(await appoint('partner', 'member')).toBe('appointment_reason_missing');
		expect(await appoint('own', 'member')).toBe('appointment_reason_missing');
	});

	it('is kept with what was known and why; who was just appointed is found as such', async () => {
		expect(await appoint('partner', 'member', 'Trường không thực hiện phần việc nào.')).toBe('ok');
		const { candidates, seats } = await found('Ksor Bình');
		expect(candidates).toMatchObject([{ name: 'Ksor Bình', seated: true }]);
		expect(seats).toMatchObject([{ appointedReason: 'Trường không thực hiện phần việc nào.' }]);
		const { rows } = await world.database.owner.query<{ findings: unknown; ruled_by: string }>(
			'SELECT findings, ruled_by FROM appointment_ruling'
		);
		expect(rows).toMatchObject([
			{ findings: [{ code: 'cooperating_staff' }], ruled_by: world.officer.personId }
		]);
		await expect(world.database.app.query(`UPDATE appointment_ruling SET reason = 'khác'`)).rejects.toThrow(
			'permission denied'
		);
	});

	it('is refused where the applicant’s own would have nothing left to judge', async () => {
		await world.database.owner.query(`UPDATE application SET state = 'invalid' WHERE id = ANY ($1)`, [
			[world.cases.water.id, world.cases.hydro.id]
		]);
		expect(await appoint('own', 'member', 'Chuyên gia duy nhất.')).toBe('appointment_barred');
	});

	it('tells nothing of a sealed call: who applied is not known before the opening', async () => {
		await world.database.owner.query(`UPDATE call SET state = 'published' WHERE id = $1`, [world.call.id]);
		expect((await found('Siu Thị Hà')).candidates[0]?.findings).toEqual([]);
	});
});

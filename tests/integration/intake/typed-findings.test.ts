import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SaveOperations } from '../../../src/lib/contracts/drafts/save-operations.ts';
import { recordSurvey } from '../../../src/lib/server/app/intake/record-survey.ts';
import { readOfficeApplication } from '../../../src/lib/server/app/intake/read-office-application.ts';
import { saveTypedFindings } from '../../../src/lib/server/app/intake/save-typed-findings.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	moveClock,
	openWorld,
	said
} from './world.ts';
import type { TestPerson, World } from './world.ts';

let world: World;
let first: { readonly person: TestPerson; readonly ctx: Context };
let second: typeof first;
let applicationId = '';

beforeAll(async () => {
	world = await openWorld();
	const call = await insertCall(world, 'map', 'MAP-2026-61', ['MAP']);
	const organisationId = await insertOrganisation(world, 'Công ty CP Chè Ia Grai', '5999900612');
	const made = await insertSubmission(world, call, 'MAP', { code: 'MAP-2026-61-0001', organisationId });
	applicationId = made.id;
	await moveClock(world, 25);
	await world.database.owner.query(`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`, [
		call.id
	]);
	await world.database.owner.query(`UPDATE application SET state = 'valid' WHERE id = $1`, [applicationId]);
	const officer = async (name: string) => {
		const person = await insertPerson(world, name, { grants: [{ role: 'measurement_officer' }] });
		return { person, ctx: await contextOf(world, person) };
	};
	first = await officer('Nguyễn Thị Thanh Tâm');
	second = await officer('Trần Văn Bình');
}, 120_000);
afterAll(() => world.close());

const device = { one: identifiers.v4(), two: identifiers.v4() };
const runs = { one: identifiers.v4(), two: identifiers.v4() };
function message(
	who: 'one' | 'two',
	about: { readonly number: number; readonly base: number; readonly path: string; readonly value: unknown }
): SaveOperations {
	const { person } = who === 'one' ? first : second;
	return {
		person: person.personId,
		device: device[who],
		run: runs[who],
		settled: 0,
		revision: about.base,
		operations: [{ id: identifiers.v4(), run: runs[who], ...about }]
	};
}
const type = (ctx: Context, part: 'validity' | 'survey', sent: SaveOperations) =>
	saveTypedFindings(ctx, { applicationId, part, message: sent });

describe('what an officer types into the survey', () => {
	it('is kept place by place before there are minutes, and read again by both officers', async () => {
		const saved = await type(
			first.ctx,
			'survey',
			message('one', { number: 1, base: 0, path: 'conclusion', value: 'Đúng như hồ sơ.' })
		);
		expect(saved).toMatchObject({ ok: true, value: { revision: 1, outcomes: [{ kind: 'applied' }] } });
		const page = await readOfficeApplication(second.ctx, applicationId);
		expect(page.ok && page.value.typed.survey?.content).toEqual({ conclusion: 'Đúng như hồ sơ.' });
		expect(page.ok && page.value.survey).toBeUndefined();
	});

	it('is taken once, however often it is sent', async () => {
		const sent = message('one', { number: 2, base: 1, path: 'participants', value: 'Bà Mai' });
		await type(first.ctx, 'survey', sent);
		expect(await type(first.ctx, 'survey', sent)).toMatchObject({
			value: { revision: 2, outcomes: [{ kind: 'already' }] }
		});
	});

	it('is a conflict with the other’s name where both wrote something else, and nothing is overwritten', async () => {
		const other = await type(
			second.ctx,
			'survey',
			message('two', { number: 1, base: 0, path: 'conclusion', value: 'Chưa đủ thiết bị.' })
		);
		expect(other).toMatchObject({
			value: {
				outcomes: [{ kind: 'conflict', theirs: 'Đúng như hồ sơ.', by: { name: 'Nguyễn Thị Thanh Tâm' } }]
			}
		});
	});

	it('is refused at a place that is not there, and of another kind than text', async () => {
		for (const [path, value] of [
			['khong_co', 'x'],
			['conclusion', 7]
		] as const) {
			const sent = message('one', { number: path === 'khong_co' ? 3 : 4, base: 2, path, value });
			expect(await type(first.ctx, 'survey', sent)).toMatchObject({
				value: { outcomes: [{ kind: 'refused', problems: [{ code: 'input_wrong_type' }] }] }
			});
		}
	});

	it('goes when the form itself is saved, and nothing is typed into finished minutes', async () => {
		const heldOn = new Intl.DateTimeFormat('vi-VN', {
			day: '2-digit',
			month: '2-digit',
			year: 'numeric',
			timeZone: 'Asia/Ho_Chi_Minh'
		}).format(await world.app.db.read.clock.now());
		const groups = await readOfficeApplication(first.ctx, applicationId);
		const findings = groups.ok
			? groups.value.surveyGroups.map(({ key }) => ({ groupKey: key, finding: 'Đã xem.' }))
			: [];
		const input = { applicationId, heldOn, participants: 'Bà Mai', conclusion: 'Đúng.', findings };
		expect(said(await recordSurvey(first.ctx, { ...input, finish: true }))).toBe('ok');
		const page = await readOfficeApplication(first.ctx, applicationId);
		expect(page.ok && page.value.typed.survey?.content).toEqual({});
		const late = message('one', { number: 9, base: 3, path: 'conclusion', value: 'x' });
		expect(said(await type(first.ctx, 'survey', late))).toBe('survey_finished');
	});
});

describe('what is typed into the validity check', () => {
	it('is kept with an answer and a note of each item, and audited', async () => {
		const saved = await type(
			first.ctx,
			'validity',
			message('one', { number: 20, base: 0, path: 'reason', value: 'Thiếu chữ ký.' })
		);
		expect(saved).toMatchObject({ value: { revision: 1 } });
		const { rows } = await world.database.owner.query<{ count: string }>(
			`SELECT count(*) AS count FROM audit_entry WHERE action = 'type_findings' AND object_id = $1 AND outcome = 'done'`,
			[applicationId]
		);
		expect(Number(rows[0]?.count)).toBeGreaterThan(0);
	});

	it('is nobody else’s', async () => {
		const stranger = await insertPerson(world, 'Người ngoài', { grants: [{ role: 'auditor' }] });
		const ctx = await contextOf(world, stranger);
		const sent = message('one', { number: 21, base: 1, path: 'reason', value: 'x' });
		expect(said(await type(ctx, 'validity', sent))).toBe('not_found');
	});
});

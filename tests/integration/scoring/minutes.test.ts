import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tallyReading } from '../../../src/lib/features/session/tally-reading.ts';
import { attendanceWords, presidingWords } from '../../../src/lib/i18n/attendance-words.ts';
import { formatDate, formatDateTime } from '../../../src/lib/i18n/formats/dates.ts';
import { tieSentence } from '../../../src/lib/i18n/tie-words.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { replaceMember } from '../../../src/lib/server/app/councils/replace-member.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import { issuingOf } from '../../../src/lib/server/app/records/issuing.ts';
import { resultLetter } from '../../../src/lib/server/app/records/letter-paper.ts';
import { paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import { resultFacts } from '../../../src/lib/server/app/records/result-facts.ts';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { declareBallotInvalid } from '../../../src/lib/server/app/sessions/declare-ballot-invalid.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { readSession } from '../../../src/lib/server/app/sessions/read-session.ts';
import { recordAttendance } from '../../../src/lib/server/app/sessions/record-attendance.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { flatTextOfPdf } from '../../support/pdf-text.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import type { TestPerson } from '../intake/world.ts';
import { attend, elect, must, openScoringWorld, score, TASK_SEATS } from './scoring-world.ts';
import type { ScoringWorld } from './scoring-world.ts';
import { paragraphsIn } from '../../support/paper-blocks.ts';
import { minutesSections } from '../../support/minutes-sections.ts';

const LOT = 'GL-DL-06';
const CONCLUSION = 'Hội đồng kiến nghị giao Công ty CP Thủy điện Ia Ly Hạ chủ trì nhiệm vụ.';

type Minutes = ReturnType<typeof minutesSections>;

const openLot = (two = false): Promise<ScoringWorld> =>
	openScoringWorld({
		programme: 'task',
		code: 'TASK-2026-2',
		envelope: 3_000_000_000n,
		seats: TASK_SEATS,
		silent: ['huong'],
		applicants: [
			{
				key: 'hydro',
				name: 'Công ty CP Thủy điện Ia Ly Hạ',
				taxCode: '5999908230',
				lot: LOT,
				asks: 850_000_000n
			},
			...(two
				? [
						{
							key: 'water',
							name: 'Viện Thủy công Cao nguyên',
							taxCode: '5999911000',
							lot: LOT,
							asks: 790_000_000n
						}
					]
				: [])
		]
	});

/** Signs, and declares the same of every dossier. */
async function declare(world: ScoringWorld, ctx: Context, ground = ''): Promise<void> {
	must(await signUndertaking(ctx, { councilId: world.councilId }));
	const declarations = Object.values(world.cases).map(({ id }) => ({
		applicationId: id,
		kind: ground === '' ? ('none' as const) : ('blocking' as const),
		ground,
		note: ground === '' ? '' : 'Anh ruột là thành viên chính của nhiệm vụ.'
	}));
	must(await declareConflicts(ctx, { councilId: world.councilId, declarations }));
}

const lotOf = (world: ScoringWorld): string => world.call.lots[LOT] ?? '';
const version = async (world: ScoringWorld): Promise<number> => (await world.session(LOT)).version;

async function hold(world: ScoringWorld, voters: readonly string[], marks: readonly number[]): Promise<void> {
	const lotId = lotOf(world);
	must(await openSession(await world.as('lan'), { lotId, version: await version(world) }));
	for (const [at, key] of voters.entries()) {
		const total = marks[at];
		if (total === undefined) continue;
		for (const dossier of Object.keys(world.cases)) await score(world, key, dossier, total);
	}
}

/** Counts, closes as the one who leads, and reads paper and page. */
async function finish(world: ScoringWorld, lead: Context, board: readonly string[]) {
	const lotId = lotOf(world);
	await elect(world, 'lan', LOT, board);
	must(await tallySession(await world.as('lan'), { lotId, version: await version(world) }));
	must(await closeSession(lead, { lotId, version: await version(world), conclusion: CONCLUSION }));
	const view = must(await readSession(lead, { lotId }));
	const record = must(await readRecord(lead, view.minutesId ?? ''));
	const paper = must(await world.app.typesetting.paper(record));
	return { view, record, minutes: minutesSections(paperOf(record)), text: flatTextOfPdf(paper), paper };
}

/** Codes are boxes of their own on paper, and the words around them lines of their own. */
const closed = (text: string): string => text.replace(/\s+/g, '');

const numbered = ([number = '', points = '']: readonly string[]): string => `${number}: ${points}`;

/** Where the paper says of attendance what the page says, in the same words. */
function expectSameAsPage({ view, minutes, text }: Awaited<ReturnType<typeof finish>>): void {
	const { quorum } = view;
	expect(minutes.facts[0]?.text).toBe(
		`${quorum.presentCount} trong ${quorum.denominator} thành viên có mặt, cần ít nhất ${quorum.needed}`
	);
	expect(minutes.members.map(([, name, , words]) => [name, words])).toEqual(
		view.members
			.filter(({ role, present }) => role !== 'administrative_secretary' || present)
			.map((member) => [member.name, attendanceWords(member, 'vi')])
	);
	// One numbering and one order: "ballot 1" is the same ballot, and the next dossier the same dossier.
	expect(
		minutes.applications.map(({ heading, ballots }) => [heading.split(' – ')[0], ballots.map(numbered)])
	).toEqual(
		view.applications.map(({ code, tally }) => [
			code,
			tallyReading(tally?.steps ?? [], 'vi').ballots.map(
				({ ballotId, points }) => `${ballotId}: ${String(points)}`
			)
		])
	);
	const { openedAt, closedAt } = view.session;
	for (const at of [openedAt, closedAt])
		expect(closed(text)).toContain(closed(formatDateTime(at ?? new Date(0), 'vi')));
	for (const sentence of [...minutes.opening, ...minutes.ties, CONCLUSION])
		expect(closed(text)).toContain(closed(sentence));
}

const signed = ({ signatures }: Minutes): string[] =>
	signatures.map(({ onBehalf, title, name }) => [...onBehalf, title, name].join(' | '));

describe('a session whose chair was replaced before it', () => {
	let world: ScoringWorld;
	let hau: TestPerson;
	beforeAll(async () => {
		world = await openLot();
		hau = await insertPerson(world, 'Phan Văn Hậu');
		const officer = await contextOf(world, world.officer);
		const memberId = await world.memberId('khai');
		must(
			await replaceMember(officer, { memberId, personId: hau.personId, reason: 'Đi công tác nước ngoài.' })
		);
		await declare(world, await contextOf(world, hau));
		await declare(world, await world.as('huong'), 'relative');
	}, 120_000);
	afterAll(() => world.close());

	it('names the one who presided, who was recused and whose ballot was not valid, and nobody who had left', async () => {
		const voters = ['hanh', 'duy', 'yblang', 'lan', 'ngoc'] as const;
		await attend(world, 'lan', LOT, voters);
		const lan = await world.as('lan');
		const members = await world.app.db.read.councils.members(world.councilId);
		const chair = members.find(({ personId }) => personId === hau.personId);
		const attendance = [{ memberId: chair?.memberId ?? '', present: true }];
		must(await recordAttendance(lan, { lotId: lotOf(world), attendance }));
		await hold(world, voters, [82, 78, 85, 80]);
		const people = { ...world.people, hau };
		await score({ ...world, people, as: () => contextOf(world, hau) }, 'hau', 'hydro', 75);
		must(
			await declareBallotInvalid(lan, {
				lotId: lotOf(world),
				memberId: await world.memberId('ngoc'),
				applicationId: world.cases.hydro?.id ?? '',
				reason: 'Vắng trong lúc bỏ phiếu.'
			})
		);
		const done = await finish(world, await contextOf(world, hau), ['duy', 'yblang', 'hanh']);
		expect(done.record.numberText).toBe('01/BB-SKHCN');
		expect(done.minutes.facts).toEqual([
			{ label: 'Điều kiện họp', text: '6 trong 8 thành viên có mặt, cần ít nhất 6' },
			{ label: 'Chủ trì phiên họp', text: 'Chủ tịch Phan Văn Hậu' },
			{ label: 'Trưởng ban kiểm phiếu', text: 'Lê Quang Duy' },
			{ label: 'Ủy viên ban kiểm phiếu', text: 'Y Blăng Niê' },
			{ label: 'Ủy viên ban kiểm phiếu', text: 'Trần Thị Mỹ Hạnh' }
		]);
		expect(done.minutes.members).toEqual([
			['1', 'Phan Văn Hậu', 'Chủ tịch', 'Có mặt, chủ trì'],
			['2', 'Trần Thị Mỹ Hạnh', 'Phó Chủ tịch', 'Có mặt'],
			['3', 'Lê Quang Duy', 'Ủy viên phản biện', 'Có mặt'],
			['4', 'Y Blăng Niê', 'Ủy viên phản biện', 'Có mặt'],
			['5', 'Phạm Thị Thu Lan', 'Thư ký khoa học', 'Có mặt'],
			['6', 'Rơ Châm Hương', 'Ủy viên', 'Không tham gia đánh giá vì xung đột lợi ích'],
			['7', 'Đỗ Minh Tuấn', 'Ủy viên', 'Vắng mặt'],
			['8', 'Hoàng Bảo Ngọc', 'Ủy viên', 'Có mặt'],
			['9', 'Võ Thành Long', 'Ủy viên', 'Vắng mặt']
		]);
		const [hydro] = done.minutes.applications;
		expect(hydro?.steps.slice(0, 2)).toEqual([
			'Thành viên có mặt tham gia đánh giá: 6; số phiếu được kiểm: 5; số phiếu không hợp lệ: 1.',
			'Phiếu không hợp lệ: Hoàng Bảo Ngọc. Lý do: Vắng trong lúc bỏ phiếu.'
		]);
		const [shown] = done.view.applications;
		expect(shown?.invalid).toEqual([{ name: 'Hoàng Bảo Ngọc', reason: 'Vắng trong lúc bỏ phiếu.' }]);
		expect(signed(done.minutes)).toEqual([
			'THƯ KÝ KHOA HỌC | Phạm Thị Thu Lan',
			'TRƯỞNG BAN\nKIỂM PHIẾU | Lê Quang Duy',
			'CHỦ TỊCH HỘI ĐỒNG | Phan Văn Hậu'
		]);
		expectSameAsPage(done);
		expect(done.text).not.toContain('Nguyễn Văn Khải');
		expect(done.text.match(/Chủ tịch/g)).toHaveLength(3);
	}, 60_000);

	it('is frozen under the names of its day', async () => {
		const chair = await contextOf(world, hau);
		const before = must(await readSession(chair, { lotId: lotOf(world) }));
		const { owner } = world.database;
		await owner.query(`UPDATE person SET full_name = 'Tên Khác' WHERE full_name = 'Đỗ Minh Tuấn'`);
		await owner.query(`UPDATE council_member SET role = 'reviewer' WHERE id = $1`, [
			await world.memberId('long')
		]);
		const after = must(await readSession(chair, { lotId: lotOf(world) }));
		expect(after.members).toEqual(before.members);
		expect(after.members.map(({ name }) => name)).toContain('Đỗ Minh Tuấn');
	});

	it('opens its minutes to all who sat in it and to the office, not to the recused nor to who had left', async () => {
		const chair = await contextOf(world, hau);
		const id = must(await readSession(chair, { lotId: lotOf(world) })).minutesId ?? '';
		const opens = async (ctx: Context) => {
			const read = await readSession(ctx, { lotId: lotOf(world) });
			const record = await readRecord(ctx, id);
			return [said(record), read.ok ? read.value.minutesId === id : read.refusal.code];
		};
		for (const key of ['hanh', 'ngoc', 'tuan', 'chi'])
			expect(await opens(await world.as(key))).toEqual(['ok', true]);
		expect(await opens(await contextOf(world, world.officer))).toEqual(['ok', true]);
		expect((await opens(await world.as('huong')))[0]).toBe('not_found');
		expect((await opens(await world.as('khai')))[0]).toBe('not_found');
		// A grant in the office does not give back what the conflict takes.
		await world.database.owner.query(
			`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from) VALUES (gen_random_uuid(), $1, 'auditor', 'all', '', app_now())`,
			[world.people.huong?.personId]
		);
		expect((await opens(await world.as('huong')))[0]).toBe('not_found');
	});
});

describe('a session that the vice-chair leads', () => {
	let world: ScoringWorld;
	beforeAll(async () => {
		world = await openLot();
		await declare(world, await world.as('huong'));
	}, 120_000);
	afterAll(() => world.close());

	const VOTERS = ['hanh', 'duy', 'yblang', 'lan', 'huong', 'tuan'] as const;

	it('needs number and date of the authorisation, not later than the day', async () => {
		const lan = await world.as('lan');
		const memberId = await world.memberId('hanh');
		const record = async (more: object) =>
			said(
				await recordAttendance(lan, {
					lotId: lotOf(world),
					attendance: [{ memberId, present: true, authorised: true, ...more }]
				})
			);
		expect(await record({})).toEqual(['authorisation_needs_number', 'date_empty']);
		expect(await record({ authorisationNo: '05/GUQ', authorisedOn: '31/02/2026' })).toEqual([
			'date_not_in_calendar'
		]);
		expect(await record({ authorisationNo: '05/GUQ', authorisedOn: '01/01/2090' })).toEqual([
			'authorisation_in_future'
		]);
		expect(await record({ authorisationNo: 'x'.repeat(61), authorisedOn: '01/01/2026' })).toEqual([
			'text_too_long'
		]);
	});

	it('says by which paper she presided, and she signs in the chair’s place', async () => {
		await attend(world, 'lan', LOT, VOTERS);
		const now = await world.app.db.read.clock.now();
		const authorisedOn = formatDate(now, 'vi');
		const attendance = [
			{
				memberId: await world.memberId('hanh'),
				present: true,
				authorised: true,
				authorisationNo: '05/GUQ',
				authorisedOn
			}
		];
		must(await recordAttendance(await world.as('lan'), { lotId: lotOf(world), attendance }));
		await hold(world, VOTERS, [76, 76, 76, 76, 76, 76]);
		const done = await finish(world, await world.as('hanh'), ['duy', 'yblang', 'tuan']);
		expect(done.minutes.facts[1]).toEqual({
			label: 'Chủ trì phiên họp',
			text: `Phó Chủ tịch Trần Thị Mỹ Hạnh, chủ trì theo giấy ủy quyền số 05/GUQ ngày ${authorisedOn}`
		});
		const hanh = done.view.members.find(({ name }) => name === 'Trần Thị Mỹ Hạnh');
		expect(hanh && presidingWords(hanh, 'vi')).toBe(
			`chủ trì theo giấy ủy quyền số 05/GUQ ngày ${authorisedOn}`
		);
		expect(done.minutes.members.slice(0, 2)).toEqual([
			['1', 'Nguyễn Văn Khải', 'Chủ tịch', 'Vắng mặt'],
			['2', 'Trần Thị Mỹ Hạnh', 'Phó Chủ tịch', 'Có mặt, chủ trì']
		]);
		expect(signed(done.minutes).at(-1)).toBe('KT. CHỦ TỊCH HỘI ĐỒNG | PHÓ CHỦ TỊCH | Trần Thị Mỹ Hạnh');
		expect(done.text).toContain('KT. CHỦ TỊCH HỘI ĐỒNG PHÓ CHỦ TỊCH');
		expectSameAsPage(done);
	}, 60_000);
});

describe('a session with a recused member and equals', () => {
	let world: ScoringWorld;
	beforeAll(async () => {
		world = await openLot(true);
		await declare(world, await world.as('huong'), 'relative');
	}, 120_000);
	afterAll(() => world.close());

	it('leaves the recused out of the denominator, and states the tie with the figures that decided', async () => {
		const voters = ['khai', 'duy', 'yblang', 'lan', 'tuan', 'ngoc'] as const;
		await attend(world, 'lan', LOT, [...voters, 'chi']);
		await hold(world, voters, [76, 76, 76, 76, 76, 76]);
		// Absent, and heard.
		await score(world, 'long', 'hydro', 60);
		const done = await finish(world, await world.as('khai'), ['duy', 'yblang', 'tuan']);
		expect(done.minutes.facts[0]?.text).toBe('6 trong 8 thành viên có mặt, cần ít nhất 6');
		expect(done.minutes.members.filter(([, , , words]) => words !== 'Có mặt')).toEqual([
			['1', 'Nguyễn Văn Khải', 'Chủ tịch', 'Có mặt, chủ trì'],
			['2', 'Trần Thị Mỹ Hạnh', 'Phó Chủ tịch', 'Vắng mặt'],
			['6', 'Rơ Châm Hương', 'Ủy viên', 'Không tham gia đánh giá vì xung đột lợi ích'],
			['9', 'Võ Thành Long', 'Ủy viên', 'Vắng mặt, có gửi ý kiến']
		]);
		expect(done.minutes.members.at(-1)).toEqual(['10', 'Nguyễn Thị Kim Chi', 'Thư ký hành chính', 'Có mặt']);
		const tie =
			'TASK-2026-2-0001, TASK-2026-2-0002 bằng điểm; kinh phí đề nghị thấp hơn xếp trước: TASK-2026-2-0002 > TASK-2026-2-0001 (790.000.000 đồng < 850.000.000 đồng).';
		const plain = (text: string): string => text.replace(/\u00a0/g, ' ');
		expect(done.minutes.ties.map(plain)).toEqual([tie]);
		const nameOf = (id: string): string => done.view.codes[id] ?? '';
		expect(
			done.view.ranking?.decisions.map((one) =>
				plain(tieSentence(one, { nameOf, criterion: '', locale: 'vi' }))
			)
		).toEqual([tie]);
		const hydro = done.minutes.applications.find(({ heading }) => heading.includes('Ia Ly'));
		expect(hydro?.steps.slice(0, 2)).toEqual([
			'Thành viên có mặt tham gia đánh giá: 6; số phiếu được kiểm: 6; số phiếu không hợp lệ: 0.',
			'Ý kiến bằng văn bản của thành viên vắng mặt (1), không tính điểm.'
		]);
		expectSameAsPage(done);
	}, 60_000);

	it('says how it was decided in the letter to each, with the figures and without the other’s name', async () => {
		const { id } = world.call;
		const { facts, issuing } = await world.app.db.transaction(async (tx) => {
			const call = await tx.calls.find(id);
			if (call === undefined) throw new Error('no call');
			const issuing = await issuingOf(tx, await tx.clock.now());
			return { facts: await resultFacts(tx, call), issuing };
		});
		const saidTo = (key: string): string[] => {
			const row = facts.cases.find(({ application }) => application.id === world.cases[key]?.id);
			if (row === undefined) throw new Error(key);
			const { blocks } = resultLetter(row, facts, '01/QĐ-SKHCN', issuing);
			return paragraphsIn(blocks).map((text) => text.replace(/\u00a0/g, ' '));
		};
		expect(saidTo('hydro')).toContain(
			'Xét thứ tự: hồ sơ TASK-2026-2-0001, hồ sơ khác bằng điểm; kinh phí đề nghị thấp hơn xếp trước: hồ sơ khác > hồ sơ TASK-2026-2-0001 (790.000.000 đồng < 850.000.000 đồng).'
		);
		expect(saidTo('water')).toContain(
			'Xét thứ tự: hồ sơ khác, hồ sơ TASK-2026-2-0002 bằng điểm; kinh phí đề nghị thấp hơn xếp trước: hồ sơ TASK-2026-2-0002 > hồ sơ khác (790.000.000 đồng < 850.000.000 đồng).'
		);
		// Where to ask, and how to object.
		const letter = saidTo('hydro').join(' ');
		expect(letter).toContain('Kiến nghị, phản ánh về kết quả gửi Sở Khoa học và Công nghệ tỉnh Gia Lai');
		expect(letter).toContain(
			'quyền khiếu nại đến Giám đốc Sở Khoa học và Công nghệ tỉnh Gia Lai theo Luật Khiếu nại'
		);
		expect(letter).not.toContain('TASK-2026-2-0002');
		expect(saidTo('hydro').join(' ')).not.toContain('Viện Thủy công');
	});
});

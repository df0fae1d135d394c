import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_LETTERHEAD } from '../../../src/lib/domain/office/letterhead.ts';
import { addDays, calendarDate, vietnamDateOf } from '../../../src/lib/domain/shared/period.ts';
import { sayOffice } from '../../../src/lib/server/http/office-name.ts';
import { addLetterhead, tryLetterhead } from '../../../src/lib/server/app/office/add-letterhead.ts';
import { addUnit } from '../../../src/lib/server/app/office/add-unit.ts';
import { appointUnitHead } from '../../../src/lib/server/app/office/appoint-unit-head.ts';
import { nameUnit } from '../../../src/lib/server/app/office/name-unit.ts';
import { readOffice } from '../../../src/lib/server/app/office/read-office.ts';
import { issueOpeningMinutes } from '../../../src/lib/server/app/records/issue-opening-minutes.ts';
import { issuingOf } from '../../../src/lib/server/app/records/issuing.ts';
import { paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { arranged } from '../../support/arranged.ts';
import { contextOf, insertCall, insertPerson, moveClock, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';

let world: World;
let admin: Context;
let auditor: Context;
let officer: Context;

beforeAll(async () => {
	world = await openWorld();
	const of = async (name: string, role: string) =>
		contextOf(world, await insertPerson(world, name, { grants: [{ role }] }));
	admin = await of('Lê Văn Quản', 'administrator');
	auditor = await of('Phan Kiểm', 'auditor');
	officer = await of('Nguyễn Thị Thanh Tâm', 'science_officer');
}, 120_000);
afterAll(() => world.close());

const NEW = {
	superior: 'UBND TỈNH GIA LAI',
	office: 'SỞ KHOA HỌC, CÔNG NGHỆ VÀ MÔI TRƯỜNG',
	officeInText: 'Sở Khoa học, Công nghệ và Môi trường tỉnh Gia Lai',
	officeInEnglish: 'Department of Science, Technology and Environment of Gia Lai',
	place: 'Quy Nhơn',
	letters: 'SKHCNMT'
};
const dayFrom = async (days: number) => addDays(vietnamDateOf(await world.app.db.read.clock.now()), days);
const last = async (): Promise<unknown> => {
	const { rows } = await world.database.owner.query(
		`SELECT e.action, e.outcome, e.refusal, e.object_type, d.content FROM audit_entry e
		 LEFT JOIN audit_detail d ON d.entry_id = e.id ORDER BY e.at DESC, e.id DESC LIMIT 1`
	);
	return rows[0];
};
const unit = async (key: string) => {
	const view = await readOffice(admin);
	const found = view.ok ? view.value.units.find((one) => one.key === key) : undefined;
	if (found === undefined) throw new Error(key);
	return found;
};
const minutesNow = async (callId: string) => {
	const issued = await arranged(admin, 'open_dossiers', { type: 'call', id: callId }, ({ tx }) =>
		issueOpeningMinutes(tx, admin, callId)
	);
	if (!issued.ok) throw new Error(issued.refusal.code);
	return issued.value;
};

describe('rows of the office', () => {
	it('begin as the papers were printed, and are the administrator’s alone', async () => {
		expect(await world.app.db.read.office.letterheadOn(await dayFrom(0))).toEqual(FIRST_LETTERHEAD);
		expect(await world.app.db.read.office.letterheadOn(calendarDate('1999-01-01'))).toEqual(FIRST_LETTERHEAD);
		expect((await unit('khtc')).names.map(({ name }) => name)).toEqual(['Phòng Kế hoạch – Tài chính']);
		expect(said(await readOffice(auditor))).toBe('ok');
		expect(said(await readOffice(officer))).toBe('not_found');
		const startsOn = await dayFrom(1);
		for (const ctx of [auditor, officer]) {
			expect(said(await addLetterhead(ctx, { ...NEW, startsOn }))).toBe('not_found');
			expect(said(await addUnit(ctx, { key: 'van_phong', name: 'Văn phòng', startsOn }))).toBe('not_found');
			expect(said(await nameUnit(ctx, { unitId: 'x', name: 'x', startsOn }))).toBe('not_found');
			const head = { unitId: 'x', title: 'x', fullName: 'x', startsOn };
			expect(said(await appointUnitHead(ctx, head))).toBe('not_found');
		}
	});

	it('say everything that is wrong with what was typed', async () => {
		const typed = { ...NEW, superior: ' ', place: 'x'.repeat(201), startsOn: '31/02/2027' };
		expect(said(await addLetterhead(admin, typed))).toEqual([
			'office_words_missing',
			'text_too_long',
			'date_not_in_calendar'
		]);
		const startsOn = await dayFrom(1);
		expect(said(await addLetterhead(admin, { ...NEW, letters: 'sở', startsOn }))).toBe(
			'office_letters_wrong'
		);
		expect(said(await addUnit(admin, { key: 'Văn phòng', name: 'x', startsOn }))).toBe('office_key_wrong');
		expect(said(await addUnit(admin, { key: 'khtc', name: 'x', startsOn }))).toBe('office_key_taken');
		expect(said(await nameUnit(admin, { unitId: 'x', name: 'x', startsOn }))).toBe('not_found');
	});

	it('print of a day what stands on it, and leave what was printed', async () => {
		const call = await insertCall(world, 'map', 'MAP-2026-9', ['MAP-2026-9']);
		const today = await dayFrom(0);
		// Nothing is printed yet: a row may begin today.
		const { id } = await unit('cctdc');
		expect(said(await nameUnit(admin, { unitId: id, name: 'Chi cục Tiêu chuẩn', startsOn: today }))).toBe(
			'ok'
		);
		const before = await minutesNow(call.id);
		expect(before.numberText).toBe('01/BB-SKHCN');

		expect(said(await addLetterhead(admin, { ...NEW, startsOn: today }))).toBe('office_row_past');
		expect(said(await tryLetterhead(admin, { ...NEW, startsOn: today }))).toBe('office_row_past');
		expect(await last()).toMatchObject({
			action: 'add_letterhead',
			outcome: 'refused',
			refusal: 'office_row_past'
		});
		const startsOn = await dayFrom(3);
		// The question before shows what would stand, and writes nothing.
		const tried = await tryLetterhead(admin, { ...NEW, startsOn });
		expect(tried).toMatchObject({ ok: true, value: { words: NEW, startsOn } });
		expect(said(await tryLetterhead(auditor, { ...NEW, startsOn }))).toBe('not_found');
		expect(said(await addLetterhead(admin, { ...NEW, startsOn }))).toBe('ok');
		expect(await last()).toMatchObject({
			action: 'add_letterhead',
			object_type: 'letterhead',
			content: { before: { letters: 'SKHCN' }, after: { ...NEW, startsOn } }
		});
		for (const taken of [startsOn, await dayFrom(2)])
			expect(said(await addLetterhead(admin, { ...NEW, startsOn: taken }))).toBe('office_day_taken');
		expect((await minutesNow(call.id)).numberText).toBe('02/BB-SKHCN');

		await moveClock(world, 72);
		const after = await minutesNow(call.id);
		expect(after.numberText).toBe('01/BB-SKHCNMT');
		expect(paperOf(after).head).toMatchObject({ issuer: NEW.office, place: NEW.place });
		expect(paperOf(before).head).toMatchObject({ issuer: FIRST_LETTERHEAD.office, place: 'Gia Lai' });
		expect(JSON.stringify(paperOf(after))).toContain(NEW.officeInText);
		expect(await sayOffice({ ...admin, locale: 'en' })).toBe(NEW.officeInEnglish);
		expect(await sayOffice({ ...admin, locale: 'vi' })).toBe(NEW.officeInText);
	});

	it('name units and their heads from a day on', async () => {
		const startsOn = await dayFrom(10);
		const { id } = await unit('khtc');
		expect(said(await nameUnit(admin, { unitId: id, name: 'Phòng Tài vụ', startsOn }))).toBe('ok');
		expect(await last()).toMatchObject({
			action: 'name_office_unit',
			content: { before: { name: 'Phòng Kế hoạch – Tài chính' }, after: { name: 'Phòng Tài vụ' } }
		});
		expect(said(await nameUnit(admin, { unitId: id, name: 'Phòng khác', startsOn }))).toBe(
			'office_day_taken'
		);
		const financeOn = (days: number) =>
			world.app.db.transaction(async (tx) =>
				issuingOf(tx, new Date(`${await dayFrom(days)}T12:00:00+07:00`)).then(({ finance }) => finance)
			);
		expect([await financeOn(9), await financeOn(10)]).toEqual(['Phòng Kế hoạch – Tài chính', 'Phòng Tài vụ']);
		// A first row may say since when: nothing was printed of it.
		const head = { unitId: id, title: 'Trưởng phòng', fullName: 'Trịnh Công Danh' };
		expect(said(await appointUnitHead(admin, { ...head, startsOn: '2024-05-01' }))).toBe('ok');
		expect(await last()).toMatchObject({
			action: 'appoint_unit_head',
			content: { after: { title: 'Trưởng phòng' } }
		});
		expect(said(await appointUnitHead(admin, { ...head, startsOn: await dayFrom(0) }))).toBe(
			'office_row_past'
		);
		const made = await addUnit(admin, { key: 'van_phong', name: 'Văn phòng', startsOn: '2025-03-01' });
		expect(made).toMatchObject({ value: { unitId: (await unit('van_phong')).id } });
	});
});

describe('the database holds rows of the office a second time', () => {
	const write = (sql: string) => world.database.app.query(sql);

	it('refuses to rewrite or delete a row', async () => {
		for (const table of ['letterhead', 'unit_name', 'unit_head'])
			await expect(world.database.owner.query(`DELETE FROM ${table}`), table).rejects.toThrow(/only ends/);
		await expect(
			world.database.owner.query(`UPDATE letterhead SET place = 'x' WHERE ends_on IS NULL`)
		).rejects.toThrow(/only ends/);
		await expect(write(`UPDATE letterhead SET place = 'x'`)).rejects.toThrow(/permission denied/);
		await expect(world.database.owner.query(`UPDATE office_unit SET key = 'x1'`)).rejects.toThrow(
			/append-only/
		);
	});

	it('refuses a row or an end that changes what was printed', async () => {
		const today = await dayFrom(0);
		await expect(
			write(`UPDATE unit_name SET ends_on = '${today}' WHERE ends_on IS NULL AND starts_on < '${today}'`)
		).rejects.toThrow(/begins after today/);
		await expect(
			write(`INSERT INTO letterhead (id, superior, office, office_in_text, office_in_english, place, letters, starts_on, ends_on, added_at)
				VALUES (gen_random_uuid(), 'a', 'b', 'c', 'e', 'd', 'AB', '1990-01-01', '1999-01-01', app_now())`)
		).rejects.toThrow(/begins after today/);
	});

	it('refuses two rows of one day', async () => {
		const day = await dayFrom(60);
		await expect(
			write(`INSERT INTO letterhead (id, superior, office, office_in_text, office_in_english, place, letters, starts_on, added_at)
				VALUES (gen_random_uuid(), 'a', 'b', 'c', 'e', 'd', 'AB', '${day}', app_now())`)
		).rejects.toThrow(/letterhead_overlap/);
		const { id } = await unit('khtc');
		await expect(
			write(`INSERT INTO unit_name (id, unit_id, name, starts_on, added_at)
				VALUES (gen_random_uuid(), '${id}', 'a', '${day}', app_now())`)
		).rejects.toThrow(/unit_name_overlap/);
		await expect(
			write(`INSERT INTO unit_head (id, unit_id, title, full_name, starts_on, added_at)
				VALUES (gen_random_uuid(), '${id}', 'a', 'b', '${day}', app_now())`)
		).rejects.toThrow(/unit_head_overlap/);
	});
});

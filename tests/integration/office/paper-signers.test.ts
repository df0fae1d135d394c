import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, vietnamDateOf } from '../../../src/lib/domain/shared/period.ts';
import { nameSigner, trySigner } from '../../../src/lib/server/app/office/name-signer.ts';
import type { TypedSigner } from '../../../src/lib/server/app/office/name-signer.ts';
import { readSigners } from '../../../src/lib/server/app/office/read-signers.ts';
import { issueOpeningMinutes } from '../../../src/lib/server/app/records/issue-opening-minutes.ts';
import { issuingOf } from '../../../src/lib/server/app/records/issuing.ts';
import { signatureAt } from '../../../src/lib/server/app/records/signing.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { arranged } from '../../support/arranged.ts';
import { contextOf, insertCall, insertPerson, openWorld, said } from '../intake/world.ts';
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

const dayFrom = async (days: number) => addDays(vietnamDateOf(await world.app.db.read.clock.now()), days);
const CHIEF: Omit<TypedSigner, 'startsOn'> = {
	paper: 'every',
	manner: 'chief',
	title: 'Giám đốc',
	fullName: 'Trần Quốc Dũng',
	documentNo: '',
	documentOn: '',
	lastDay: ''
};
const DEPUTY = {
	...CHIEF,
	paper: 'decision',
	manner: 'for_chief',
	title: 'Phó Giám đốc',
	fullName: 'Rơ Châm Hrin'
} as const;
const signingOn = async (days: number) =>
	world.app.db.transaction(async (tx) =>
		issuingOf(tx, new Date(`${await dayFrom(days)}T12:00:00+07:00`)).then(({ signing }) => signing)
	);

describe('signers of papers', () => {
	it('are the administrator’s to name, and the auditor’s to read', async () => {
		expect(said(await readSigners(auditor))).toBe('ok');
		expect(said(await readSigners(officer))).toBe('not_found');
		const startsOn = await dayFrom(1);
		for (const ctx of [auditor, officer]) {
			expect(said(await nameSigner(ctx, { ...CHIEF, startsOn }))).toBe('not_found');
			expect(said(await trySigner(ctx, { ...CHIEF, startsOn }))).toBe('not_found');
		}
	});

	it('say everything that is wrong with what was typed', async () => {
		const startsOn = await dayFrom(1);
		expect(
			said(
				await nameSigner(admin, {
					...CHIEF,
					manner: 'authorised',
					fullName: ' ',
					documentOn: '31/02/2026',
					startsOn
				})
			)
		).toEqual([
			'office_words_missing',
			'date_not_in_calendar',
			'signer_document_missing',
			'signer_authority_endless'
		]);
	});

	it('leave the name to the pen while nobody is named, and sign from their day on', async () => {
		expect(await signingOn(0)).toEqual({
			decision: { onBehalf: [], title: 'GIÁM ĐỐC', hint: '', name: '' },
			letter: { onBehalf: [], title: 'GIÁM ĐỐC', hint: '', name: '' }
		});
		const [today, later] = [await dayFrom(0), await dayFrom(5)];
		expect(await trySigner(admin, { ...CHIEF, startsOn: today })).toMatchObject({ ok: true });
		expect(said(await nameSigner(admin, { ...CHIEF, startsOn: today }))).toBe('ok');
		expect(said(await nameSigner(admin, { ...DEPUTY, startsOn: later }))).toBe('ok');
		const { rows } = await world.database.owner.query(
			`SELECT e.action, d.content FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.object_type = 'paper_signer' AND e.outcome = 'done' ORDER BY e.at DESC, e.id DESC LIMIT 1`
		);
		expect(rows).toMatchObject([
			{ action: 'name_paper_signer', content: { after: { paper: 'decision', manner: 'for_chief' } } }
		]);
		const chief = { onBehalf: [], title: 'GIÁM ĐỐC', hint: '', name: 'Trần Quốc Dũng' };
		const deputy = { onBehalf: ['KT. GIÁM ĐỐC'], title: 'PHÓ GIÁM ĐỐC', hint: '', name: 'Rơ Châm Hrin' };
		expect(await signingOn(4)).toEqual({ decision: chief, letter: chief });
		expect(await signingOn(5)).toEqual({ decision: deputy, letter: chief });
		const notice = (days: string) =>
			world.app.db.transaction((tx) => signatureAt(tx, 'invalid_notice', new Date(`${days}T12:00:00+07:00`)));
		expect(await notice(later)).toEqual(chief);
	});

	it('are not changed for a day that may have been printed', async () => {
		const call = await insertCall(world, 'map', 'MAP-2026-9', ['MAP-2026-9']);
		await arranged(admin, 'open_dossiers', { type: 'call', id: call.id }, ({ tx }) =>
			issueOpeningMinutes(tx, admin, call.id)
		);
		expect(said(await nameSigner(admin, { ...CHIEF, startsOn: await dayFrom(0) }))).toBe('office_day_taken');
		expect(said(await nameSigner(admin, { ...DEPUTY, startsOn: await dayFrom(5) }))).toBe('office_day_taken');
		expect(said(await nameSigner(admin, { ...CHIEF, startsOn: await dayFrom(500) }))).toBe('office_row_far');
		const first = { ...DEPUTY, paper: 'invalid_notice', startsOn: await dayFrom(-3) } as const;
		expect(said(await nameSigner(admin, first))).toBe('ok');
		expect(said(await nameSigner(admin, { ...first, startsOn: await dayFrom(0) }))).toBe('office_row_past');
	});
});

describe('the database holds signers a second time', () => {
	const write = (sql: string) => world.database.app.query(sql);
	const insert = async (paper: string, startsOn: string, rest = `'chief', 'Giám đốc', 'A', '', NULL, NULL`) =>
		write(`INSERT INTO paper_signer (id, paper, manner, title, full_name, document_no, document_on, last_day, starts_on, added_at)
			VALUES (gen_random_uuid(), '${paper}', ${rest}, '${startsOn}', app_now())`);

	it('refuses to rewrite or delete a row', async () => {
		await expect(world.database.owner.query('DELETE FROM paper_signer')).rejects.toThrow(/only ends/);
		await expect(
			world.database.owner.query(`UPDATE paper_signer SET title = 'x' WHERE ends_on IS NULL`)
		).rejects.toThrow(/only ends/);
		await expect(write(`UPDATE paper_signer SET title = 'x'`)).rejects.toThrow(/permission denied/);
	});

	it('refuses a row or an end that changes what was printed, and two rows of one day', async () => {
		const today = await dayFrom(0);
		await expect(
			write(`UPDATE paper_signer SET ends_on = '${today}' WHERE paper = 'invalid_notice' AND ends_on IS NULL`)
		).rejects.toThrow(/begins after today/);
		await expect(insert('every', '1999-01-01')).rejects.toThrow(/begins after today/);
		await expect(insert('decision', await dayFrom(60))).rejects.toThrow(/paper_signer_overlap/);
	});

	it.each([
		[`'authorised', 'a', 'b', '1/GUQ', '2026-01-01', NULL`],
		[`'by_order', 'a', 'b', '', '2026-01-01', NULL`],
		[`'by_order', 'a', 'b', '1/GUQ', NULL, NULL`],
		[`'by_order', 'a', 'b', '1/GUQ', '2031-01-01', NULL`],
		[`'authorised', 'a', 'b', '1/GUQ', '2026-01-01', '2026-01-02'`]
	])('refuses a delegation that is none: %s', async (rest) => {
		await expect(insert('council_decision', '2030-01-01', rest)).rejects.toThrow(/paper_signer_delegation/);
	});
});

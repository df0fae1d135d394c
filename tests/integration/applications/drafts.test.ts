import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Patch } from '../../../src/lib/domain/definitions/answers.ts';
import { createApplication } from '../../../src/lib/server/app/applications/create-application.ts';
import { listOwnApplications } from '../../../src/lib/server/app/applications/list-applications.ts';
import { readSection } from '../../../src/lib/server/app/applications/read-section.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { contextOf, insertCall, insertOrganisation, insertPerson, moveClock, said } from '../intake/world.ts';
import { draft, openApplicationWorld } from './application-world.ts';
import type { ApplicationWorld } from './application-world.ts';
import { must } from './filled-dossier.ts';

describe('drafts', () => {
	let world: ApplicationWorld;
	let id: string;
	beforeAll(async () => {
		world = await openApplicationWorld();
		id = await draft(world);
	});
	afterAll(() => world.close());

	const save = (patches: readonly Patch[], ctx: Context = world.editor, sectionKey = 'company') =>
		saveAnswers(ctx, { id, sectionKey, patches });
	const set = (fieldKey: string, value: unknown, baseVersion = 0): Patch => ({
		fieldKey,
		value,
		baseVersion
	});
	const answer = async (fieldKey: string, sectionKey = 'company') => {
		const rows = await world.app.db.read.applications.sections(id);
		return rows.find((row) => row.sectionKey === sectionKey)?.content.values[fieldKey];
	};

	it('allows one live application of an organisation in a lot and names the one that is there', async () => {
		const again = await createApplication(world.representative, {
			callCode: world.call.code,
			lotId: undefined,
			organisationId: world.organisationId
		});
		expect(again).toMatchObject({ ok: false, refusal: { code: 'application_exists', params: { id } } });
	});

	it('lets two who begin at once end with one application', async () => {
		const input = {
			callCode: world.call.code,
			lotId: undefined,
			organisationId: world.strangerOrganisationId
		};
		const both = await Promise.all([
			createApplication(world.stranger, input),
			createApplication(world.stranger, input)
		]);
		const made = both.flatMap((result) => (result.ok ? [result.value.id] : []));
		expect(made).toHaveLength(1);
		expect(both.find((result) => !result.ok)).toMatchObject({
			refusal: { code: 'application_exists', params: { id: made[0] } }
		});
	});

	it('lets an organisation begin many proposals', async () => {
		await insertCall(world, 'proposal', 'DX-2026', ['DX']);
		const input = { callCode: 'DX-2026', lotId: undefined, organisationId: world.organisationId };
		expect(said(await createApplication(world.editor, input))).toBe('ok');
		expect(said(await createApplication(world.editor, input))).toBe('ok');
	});

	it('refuses to begin for an organisation that is not one’s own', async () => {
		const input = { callCode: world.call.code, lotId: undefined, organisationId: world.organisationId };
		expect(said(await createApplication(world.stranger, input))).toBe('not_found');
		expect(said(await createApplication({ ...world.editor, actor: { kind: 'visitor' } }, input))).toBe(
			'sign_in_needed'
		);
	});

	it('keeps what was typed, and says the time of the save', async () => {
		const saved = must(await save([set('contact_name', 'Rơ Châm Siu Thảo')]));
		expect(saved.savedAt).toBeInstanceOf(Date);
		expect(await answer('contact_name')).toBe('Rơ Châm Siu Thảo');
		const page = must(await readSection(world.representative, id, 'company'));
		expect(page.answers['company']?.['contact_name']).toBe('Rơ Châm Siu Thảo');
		expect(page.version).toBe(saved.version);
	});

	it('begins with the telephone that the person gave, as it is dialled', async () => {
		const organisationId = await insertOrganisation(world, 'Hợp tác xã Ia Mơ', '5900123459');
		const grants = [{ role: 'representative', scopeType: 'organisation', scopeId: organisationId }];
		const person = await insertPerson(world, 'Kpă Mơ', { grants });
		await world.database.owner.query(`UPDATE person SET phone = '+84905123456' WHERE id = $1`, [
			person.personId
		]);
		const ctx = await contextOf(world, person);
		const begun = await createApplication(ctx, { callCode: world.call.code, organisationId });
		const { id: other } = must(begun);
		const page = must(await readSection(ctx, other, 'company'));
		expect(page.answers['company']).toMatchObject({ contact_phone: '0905123456' });
	});

	it('writes nothing for a value that is there already', async () => {
		const saved = must(await save([set('contact_name', 'Rơ Châm Siu Thảo')]));
		expect(saved).toMatchObject({ savedAt: null, applied: ['contact_name'] });
	});

	it('merges a stale base whose cell nobody touched, and gives the section as it now is', async () => {
		const { version } = must(await save([set('contact_phone', '0269 3 824 555')]));
		const merged = must(await save([set('contact_position', 'Trưởng phòng kỹ thuật', version - 1)]));
		expect(merged.conflicts).toEqual([]);
		expect(merged.values).toMatchObject({
			contact_phone: '0269 3 824 555',
			contact_position: 'Trưởng phòng kỹ thuật'
		});
	});

	it('returns both values where two wrote the same cell, and writes nothing over', async () => {
		const base = must(await save([set('industry_code', '0127')])).version;
		must(await save([set('industry_code', '1077', base)], world.representative));
		const second = must(await save([set('industry_code', '1079', base)]));
		expect(second.conflicts).toEqual([{ path: 'industry_code', theirs: '1077', yours: '1079' }]);
		expect(await answer('industry_code')).toBe('1077');
		const settled = must(await save([set('industry_code', '1079', second.version)]));
		expect(settled.conflicts).toEqual([]);
		expect(await answer('industry_code')).toBe('1079');
	});

	it('loses no save when many write different cells at once', async () => {
		const { version } = must(await readSection(world.editor, id, 'company'));
		const fields = ['contact_name', 'contact_position', 'site_address'];
		const saves = await Promise.all(
			fields.map((field) => save([set(field, `Cùng lúc ${fields.indexOf(field)}`, version)]))
		);
		expect(saves.map(said)).toEqual(fields.map(() => 'ok'));
		for (const field of fields) expect(await answer(field)).toBe(`Cùng lúc ${fields.indexOf(field)}`);
	});

	it('stores decomposed Vietnamese as NFC', async () => {
		const { version } = must(await readSection(world.editor, id, 'company'));
		must(await save([set('site_address', 'Đường Hùng Vương'.normalize('NFD'), version)]));
		expect(await answer('site_address')).toBe('Đường Hùng Vương'.normalize('NFC'));
	});

	it.each([
		['revenue', '1000000000000000000', 'money_too_large'],
		['revenue', '12.34', 'money_decimal_point'],
		['contact_phone', 'abc', 'phone_not_digits'],
		['contact_email', 'abc', 'email_shape'],
		['industry_code', '12a', 'sector_code_shape'],
		['founded_year', '20,5', 'number_not_whole'],
		['revenue', '12.34.5', 'money_grouping'],
		['revenue', '1,5', 'money_not_whole'],
		['revenue', '-5', 'money_negative'],
		['revenue', 'một tỷ', 'money_not_a_number'],
		['revenue', { gt: 0 }, 'answer_wrong_type'],
		['contact_name', { $ne: null }, 'answer_wrong_type'],
		['contact_name', 'Ở'.repeat(300), 'text_too_long'],
		['site_commune', '99999', 'commune_unknown'],
		['__proto__', 'x', 'field_unknown'],
		['constructor', 'x', 'field_unknown']
	])('refuses %s = %.40j as %s at its field and changes nothing', async (fieldKey, value, code) => {
		const before = await world.app.db.read.applications.sections(id);
		const refused = await save([set(fieldKey, value)]);
		expect(refused).toMatchObject({
			ok: false,
			refusal: { code: 'answers_refused', causes: [{ code, field: fieldKey }] }
		});
		expect(await world.app.db.read.applications.sections(id)).toEqual(before);
	});

	it('refuses a day that no calendar has', async () => {
		expect(said(await save([set('period_from', '31/02/2027')], world.editor, 'needs'))).toEqual([
			'date_not_in_calendar'
		]);
	});

	it('keeps the good values of a save beside the refused ones', async () => {
		const { version } = must(await readSection(world.editor, id, 'company'));
		const saved = must(
			await save([set('employees', 'nhiều', version), set('founded_year', '2004', version)])
		);
		expect(saved.applied).toEqual(['founded_year']);
		expect(saved.refused).toMatchObject([{ field: 'employees' }]);
		expect(await answer('founded_year')).toBe('2004');
	});

	it('refuses hostile row ids and columns', async () => {
		const at = { fieldKey: 'list', baseVersion: 0 };
		const refused = await save(
			[
				{ ...at, op: 'add_row', rowId: '../../etc/passwd' },
				{ ...at, rowId: identifiers.v4(), columnKey: 'code', value: 'x' },
				{ ...at, rowId: identifiers.v4(), columnKey: '__proto__', value: 'x' },
				{
					...at,
					op: 'add_row',
					rowId: identifiers.v4(),
					cells: JSON.parse('{"__proto__":"x"}') as Record<string, unknown>
				}
			],
			world.editor,
			'instruments'
		);
		expect(said(refused)).toEqual([
			'table_row_id',
			'table_row_gone',
			'table_column_unknown',
			'table_cells_refused'
		]);
	});

	it('counts a half-filled row and an end before a start as what is missing', async () => {
		must(
			await save(
				[
					{
						op: 'add_row',
						fieldKey: 'list',
						baseVersion: 0,
						rowId: identifiers.v4(),
						cells: { code: 'IAH-AM-07' }
					}
				],
				world.editor,
				'instruments'
			)
		);
		const { version } = must(await readSection(world.editor, id, 'needs'));
		must(
			await save(
				[set('period_from', '01/02/2027', version), set('period_to', '01/01/2027', version)],
				world.editor,
				'needs'
			)
		);
		const page = must(await readSection(world.editor, id, 'needs'));
		expect(page.sections.find(({ key }) => key === 'instruments')?.errors).toBeGreaterThan(5);
		expect(page.sections.find(({ key }) => key === 'needs')?.errors).toBeGreaterThan(1);
	});

	it('names the case by the answer that names it, and finds it without accents', async () => {
		const { version } = must(await readSection(world.editor, id, 'needs'));
		must(await save([set('programme_name', 'Đảm bảo đo lường cà phê', version)], world.editor, 'needs'));
		const found = must(
			await listOwnApplications(world.editor, {
				search: 'do luong CA PHE',
				sort: 'updated',
				page: 1,
				size: 25
			})
		);
		expect(found.rows.map((row) => row.id)).toEqual([id]);
		const wild = must(
			await listOwnApplications(world.editor, { search: '%', sort: 'title', page: 1, size: 25 })
		);
		expect(wild.total).toBe(0);
	});

	it('shows another organisation nothing, in pages, lists and saves alike', async () => {
		expect(said(await readSection(world.stranger, id, 'company'))).toBe('not_found');
		expect(said(await save([set('contact_name', 'x')], world.stranger))).toBe('not_found');
		expect(said(await readSection(world.stranger, identifiers.v7(), 'company'))).toBe('not_found');
		expect(said(await readSection(world.stranger, "' OR 1=1", 'company'))).toBe('not_found');
		const list = must(
			await listOwnApplications(world.stranger, { search: '', sort: 'updated', page: 1, size: 25 })
		);
		expect(list.rows.every((row) => row.organisationName.includes('Mía đường'))).toBe(true);
	});

	it('takes nothing after the deadline', async () => {
		await moveClock(world, 24);
		expect(said(await save([set('contact_name', 'Muộn')]))).toBe('window_closed');
		expect(
			said(
				await createApplication(world.editor, {
					callCode: 'DX-2026',
					lotId: undefined,
					organisationId: world.organisationId
				})
			)
		).toBe('window_closed');
	});
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markField } from '../../../src/lib/contracts/scoring/sheet-fields.ts';
import { sheetOfForm } from '../../../src/lib/contracts/scoring/sheet.ts';
import { saveMarks, saveSheetForm } from '../../../src/lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '../../../src/lib/server/app/sheets/submit-sheet.ts';
import { readScorePage } from '../../../src/lib/server/app/sheets/read-dossier.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { markSlots } from '../../../src/lib/domain/scoring/scale.ts';
import type { Rubric } from '../../../src/lib/domain/scoring/scale.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import { must, openTaskWorld, score } from './scoring-world.ts';
import type { ScoringWorld } from './scoring-world.ts';

let world: ScoringWorld;
let about: { councilId: string; applicationId: string };

beforeAll(async () => {
	world = await openTaskWorld({ silent: ['ngoc'] });
	about = { councilId: world.councilId, applicationId: world.cases.A?.id ?? '' };
}, 120_000);
afterAll(() => world.close());

const slots = (): string[] => world.rubric.criteria.flatMap(markSlots).map(({ key }) => key);

describe('marks', () => {
	it('are saved one by one; what is not marked stays "not scored", never 0', async () => {
		const [first = '', second = ''] = slots();
		const saved = must(
			await saveMarks(await world.as('duy'), { ...about, marks: { [first]: 3 }, baseVersion: 0 })
		);
		expect(saved).toMatchObject({ version: 1, conflicts: [] });
		const page = must(await readScorePage(await world.as('duy'), about));
		expect(page.sheet?.content.marks[first]).toBe(3);
		expect(page.sheet?.content.marks[second]).toBeUndefined();
		expect(page.sheet?.total).toBeNull();
	});

	it('from two windows: what differs is kept twice, the rest is taken', async () => {
		const [first = '', second = '', third = ''] = slots();
		const duy = await world.as('duy');
		must(await saveMarks(duy, { ...about, marks: { [first]: 4 }, baseVersion: 1 }));
		const other = must(
			await saveMarks(duy, {
				...about,
				marks: { [first]: 1, [second]: 2, [third]: 0 },
				was: { marks: { [first]: 3 } },
				baseVersion: 1
			})
		);
		expect(other.conflicts).toEqual([{ key: first, theirs: 4, yours: 1 }]);
		expect(other.state.marks).toMatchObject({ [first]: 4, [second]: 2, [third]: 0 });
	});

	it('of two first saves at the same moment none is lost', async () => {
		const [first = '', second = ''] = slots();
		const lan = await world.as('lan');
		const both = await Promise.all([
			saveMarks(lan, { ...about, marks: { [first]: 2 }, was: {}, baseVersion: 0 }),
			saveMarks(lan, { ...about, marks: { [second]: 4 }, was: {}, baseVersion: 0 })
		]);
		expect(both.map(said)).toEqual(['ok', 'ok']);
		expect(must(await readScorePage(lan, about)).sheet?.content.marks).toEqual({ [first]: 2, [second]: 4 });
	});

	it('outside the scale or of another rubric are refused whole', async () => {
		const [first = ''] = slots();
		const tuan = await world.as('tuan');
		for (const [marks, code] of [
			[{ [first]: 5 }, 'mark_out_of_range'],
			[{ [first]: -1 }, 'mark_out_of_range'],
			[{ [first]: 2.5 }, 'mark_not_whole'],
			[{ nowhere: 1 }, 'mark_unknown']
		] as const) {
			expect(said(await saveMarks(tuan, { ...about, marks, baseVersion: 0 }))).toEqual([code]);
		}
	});
});

describe('a whole form with a mark that cannot be read', () => {
	const form = (fields: Readonly<Record<string, string>>) => (rubric: Rubric) => sheetOfForm(rubric, fields);

	it('keeps the rest, names the place, and counts neither the text nor the mark that it was typed over', async () => {
		const [first = '', second = '', third = ''] = slots();
		const tuan = await world.as('tuan');
		must(await saveMarks(tuan, { ...about, marks: { [first]: 3 }, baseVersion: 0 }));
		const fields = { [markField(first)]: '5', [markField(second)]: '2', [markField(third)]: '2,5' };
		const saved = must(await saveSheetForm(tuan, { ...about, version: 1, form: form(fields) }));
		expect(saved.problems).toEqual([
			{ code: 'mark_out_of_range', field: first, params: { max: '4' } },
			{ code: 'mark_not_whole', field: third }
		]);
		const stored = must(await readScorePage(tuan, about)).sheet;
		expect(stored?.content.marks).toEqual({ [second]: 2 });
	});

	it('is not submitted, and says what is missing besides', async () => {
		const [first = '', second = ''] = slots();
		const tuan = await world.as('tuan');
		const version = must(await readScorePage(tuan, about)).sheet?.version ?? 0;
		const fields = { [markField(first)]: '16', [markField(second)]: '2' };
		const refused = await submitSheet(tuan, { ...about, version, form: form(fields) });
		expect(refused).toMatchObject({ refusal: { code: 'sheet_wrong' } });
		expect(said(refused)).toEqual([
			'mark_out_of_range',
			...slots()
				.slice(2)
				.map(() => 'mark_missing')
		]);
		const after = must(await readScorePage(tuan, about)).sheet;
		expect(after).toMatchObject({ state: 'draft', version });
		must(await saveMarks(tuan, { ...about, marks: { [second]: null }, baseVersion: version }));
	});
});

describe('a sheet', () => {
	it('is not submitted while a mark is missing, and says which', async () => {
		const [first = ''] = slots();
		const tuan = await world.as('tuan');
		const saved = must(await saveMarks(tuan, { ...about, marks: { [first]: 3 }, baseVersion: 0 }));
		const refused = await submitSheet(tuan, { ...about, version: saved.version });
		expect(said(refused)).toEqual(
			slots()
				.slice(1)
				.map(() => 'mark_missing')
		);
	});

	it('once submitted takes nothing more, neither from the portal nor from its database role', async () => {
		await score(world, 'khai', 'A', 82);
		const khai = await world.as('khai');
		const [first = ''] = slots();
		expect(said(await saveMarks(khai, { ...about, marks: { [first]: 0 }, baseVersion: 2 }))).toBe(
			'sheet_frozen'
		);
		expect(said(await submitSheet(khai, { ...about, version: 2 }))).toBe('sheet_frozen');
		const { app } = world.database;
		const sheet = `(SELECT id FROM score_sheet WHERE member_id = '${await world.memberId('khai')}')`;
		await expect(app.query(`UPDATE score_sheet SET total = 100 WHERE id = ${sheet}`)).rejects.toThrow(
			'frozen'
		);
		await expect(app.query(`UPDATE score_mark SET value = 4 WHERE sheet_id = ${sheet}`)).rejects.toThrow(
			'frozen'
		);
		await expect(app.query(`DELETE FROM score_mark WHERE sheet_id = ${sheet}`)).rejects.toThrow('frozen');
		await expect(app.query(`DELETE FROM score_sheet WHERE id = ${sheet}`)).rejects.toThrow(
			'permission denied for table score_sheet'
		);
	});

	it('is submitted only as it was seen', async () => {
		const hanh = await world.as('hanh');
		must(await saveMarks(hanh, { ...about, marks: { [slots()[0] ?? '']: 3 }, baseVersion: 0 }));
		expect(said(await submitSheet(hanh, { ...about, version: 0 }))).toBe('stale_version');
	});
});

describe('who may not mark', () => {
	it('a member who has not signed, the administrative secretary, and anybody without a seat', async () => {
		const save = async (key: string) =>
			said(await saveMarks(await world.as(key), { ...about, marks: {}, baseVersion: 0 }));
		expect(await save('ngoc')).toEqual(['undertaking_missing', 'declaration_missing']);
		expect(await save('chi')).toBe('not_found');
		const stranger = await contextOf(world, await insertPerson(world, 'Người ngoài'));
		expect(said(await saveMarks(stranger, { ...about, marks: {}, baseVersion: 0 }))).toBe('not_found');
		expect(
			said(await saveMarks(await contextOf(world, world.officer), { ...about, marks: {}, baseVersion: 0 }))
		).toBe('not_found');
	});

	it('a member in conflict: refused by the portal, and by the database where the portal would not ask', async () => {
		const long = await world.as('long');
		must(
			await declareConflicts(long, {
				councilId: world.councilId,
				declarations: [
					{ applicationId: about.applicationId, kind: 'declared', ground: 'relative', note: 'Em ruột.' }
				]
			})
		);
		expect(said(await saveMarks(long, { ...about, marks: {}, baseVersion: 0 }))).not.toBe('ok');
		await expect(
			world.database.app.query(
				`INSERT INTO score_sheet (id, member_id, application_id, state, version, updated_at) VALUES (gen_random_uuid(), $1, $2, 'draft', 0, app_now())`,
				[await world.memberId('long'), about.applicationId]
			)
		).rejects.toThrow('may not score');
	});

	it('nobody reads another member’s sheet', async () => {
		const page = must(await readScorePage(await world.as('yblang'), about));
		expect(page.sheet).toBeUndefined();
	});
});

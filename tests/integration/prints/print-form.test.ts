import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/lib/server/app/applications/create-application.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import { printForm } from '../../../src/lib/server/app/prints/print-form.ts';
import { readDraftCopy } from '../../../src/lib/server/app/prints/read-draft-copy.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { flatTextOfPdf } from '../../support/pdf-text.ts';
import { draft, openApplicationWorld, wholeDraft } from '../applications/application-world.ts';
import type { ApplicationWorld } from '../applications/application-world.ts';
import { fillDossier, MAP_DOCUMENTS, must } from '../applications/filled-dossier.ts';

let world: ApplicationWorld;
beforeEach(async () => {
	world = await openApplicationWorld();
});
afterEach(async () => {
	await world.close();
});

interface Kept {
	readonly code: string;
	readonly draft: boolean;
	readonly pages: number;
	readonly cells: Readonly<Record<string, string>>;
}

async function keptOf(id: string, form: string): Promise<Kept[]> {
	const { rows } = await world.database.owner.query<Kept>(
		'SELECT code, draft, pages, cells FROM printed_form WHERE application_id = $1 AND form = $2 ORDER BY printed_at, id',
		[id, form]
	);
	return rows;
}

async function change(id: string, fieldKey: string, value: unknown): Promise<void> {
	const row = (await world.app.db.read.applications.sections(id)).find(
		({ sectionKey }) => sectionKey === 'company'
	);
	const patches = [{ fieldKey, baseVersion: row?.version ?? 0, value }];
	must(await saveAnswers(world.editor, { id, sectionKey: 'company', patches }));
}

const print = async (ctx: Context, id: string, form = 'request') => must(await printForm(ctx, { id, form }));

describe('a form to sign', () => {
	it('is a draft while something is missing, and none when the form is complete', async () => {
		const id = await draft(world);
		const open = await print(world.editor, id);
		expect(open.fileName).toBe('don-de-nghi-ban-nhap.pdf');
		expect(flatTextOfPdf(open.file)).toContain('BẢN NHÁP');

		await fillDossier(world.editor, id, []);
		const whole = await print(world.representative, id);
		const text = flatTextOfPdf(whole.file);
		expect(whole.fileName).toBe('don-de-nghi.pdf');
		expect(text).not.toContain('BẢN NHÁP');
		expect(text).toContain('Công ty TNHH Cà phê Cao nguyên Ia Hrung'.toUpperCase());
		expect(text).toContain('180.000.000 đồng (Một trăm tám mươi triệu đồng)');
		const kept = (await keptOf(id, 'request')).at(-1);
		const groups = kept?.code.replace(/(.{5})(?=.)/g, '$1-') ?? '';
		expect(text.split(groups)).toHaveLength((kept?.pages ?? 0) + 1);
		expect(text).toContain(`Trang ${String(kept?.pages)}/${String(kept?.pages)}`);
	});

	it('has the same code, time and bytes as long as what it says is the same', async () => {
		const id = await wholeDraft(world);
		const first = await print(world.editor, id);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 60');
		expect((await print(world.representative, id)).file).toEqual(first.file);
		expect(await keptOf(id, 'request')).toHaveLength(1);

		await change(id, 'employees', '121');
		await print(world.editor, id);
		const [before, after] = await keptOf(id, 'request');
		expect(after?.code).not.toBe(before?.code);
		const changed = Object.keys(after?.cells ?? {}).filter(
			(path) => before?.cells[path] !== after?.cells[path]
		);
		expect(changed).toEqual(['company.employees']);
	});

	it('keeps its code when only what it does not print changes', async () => {
		const id = await wholeDraft(world);
		await print(world.editor, id, 'own_commitment');
		await change(id, 'employees', '122');
		await print(world.editor, id, 'own_commitment');
		expect(await keptOf(id, 'own_commitment')).toHaveLength(1);
	});

	it('has another code in another dossier with the same answers', async () => {
		const form = { callCode: world.call.code, lotId: undefined };
		const one = await draft(world);
		const { id: other } = must(
			await createApplication(world.stranger, { ...form, organisationId: world.strangerOrganisationId })
		);
		await print(world.editor, one, 'self_assessment');
		await print(world.stranger, other, 'self_assessment');
		const [mine] = await keptOf(one, 'self_assessment');
		const [theirs] = await keptOf(other, 'self_assessment');
		expect(mine?.code).not.toBe(theirs?.code);
		expect(mine?.cells['activity.complaints']).not.toBe(theirs?.cells['activity.complaints']);
	});

	it('is printed by the own side alone, and only where the answers ask for it', async () => {
		const id = await draft(world);
		const refusalOf = async (ctx: Context, form: string) => {
			const done = await printForm(ctx, { id, form });
			return done.ok ? '' : done.refusal.code;
		};
		expect(await refusalOf(world.stranger, 'request')).toBe('not_found');
		expect(await refusalOf({ ...world.editor, actor: { kind: 'visitor' } }, 'request')).toBe(
			'sign_in_needed'
		);
		expect(await refusalOf(world.editor, 'nothing')).toBe('not_found');
		// Without own lines there is nothing to commit.
		expect(await refusalOf(world.editor, 'own_commitment')).toBe('not_found');
		expect(await keptOf(id, 'own_commitment')).toEqual([]);
	});

	it('leaves an entry in the audit log, and neither letter nor work', async () => {
		const id = await draft(world);
		const before = await world.database.owner.query('SELECT count(*) AS n FROM mail_message');
		await print(world.editor, id);
		const { rows } = await world.database.owner.query<{ action: string; grant: string; after: unknown }>(
			`SELECT e.action, e.grant_used AS grant, d.content -> 'after' AS after FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.object_id = $1 ORDER BY e.at DESC, e.id DESC LIMIT 1`,
			[id]
		);
		expect(rows[0]).toMatchObject({
			action: 'print_form',
			after: { form: 'request', draft: true }
		});
		expect(rows[0]?.grant).not.toBe('');
		expect((await world.database.owner.query('SELECT count(*) AS n FROM mail_message')).rows).toEqual(
			before.rows
		);
		const events = await world.app.db.read.timeline.of(id, 'applicant');
		expect(events.map(({ kind }) => kind)).toEqual(['draft_begun']);
	});

	it('stays as it was printed, in the database too', async () => {
		const id = await draft(world);
		await print(world.editor, id);
		const attack = (sql: string) => world.database.app.query(sql, [id]);
		await expect(attack('UPDATE printed_form SET draft = false WHERE application_id = $1')).rejects.toThrow(
			'permission denied'
		);
		await expect(
			world.database.owner.query('DELETE FROM printed_form WHERE application_id = $1', [id])
		).rejects.toThrow(/append|change/i);
	});
});

describe('the working copy on one page', () => {
	it('shows every answer, the forms to print, and how much is missing', async () => {
		const id = await draft(world);
		const open = must(await readDraftCopy(world.editor, id));
		expect(open.missing).toBeGreaterThan(10);
		expect(open.forms.map(({ key }) => key)).toEqual(['request', 'self_assessment']);
		await fillDossier(world.editor, id, MAP_DOCUMENTS);
		const whole = must(await readDraftCopy(world.representative, id));
		expect(whole).toMatchObject({ draft: false, missing: 0, editable: true });
		expect(whole.sections.map(({ key }) => key)).toContain('funding');
		expect(whole.forms.map(({ key }) => key)).toEqual(['request', 'self_assessment', 'own_commitment']);
	});

	it('is not there for others', async () => {
		const read = await readDraftCopy(world.stranger, await draft(world));
		expect(read.ok ? '' : read.refusal.code).toBe('not_found');
	});
});

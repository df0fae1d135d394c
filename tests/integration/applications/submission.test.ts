import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiptContent } from '../../../src/lib/contracts/records/receipt-content.ts';
import { readSnapshot } from '../../../src/lib/domain/definitions/snapshot.ts';
import { createApplication } from '../../../src/lib/server/app/applications/create-application.ts';
import { readApplication } from '../../../src/lib/server/app/applications/read-application.ts';
import { readFrozenCopy } from '../../../src/lib/server/app/cases/applications/read-frozen-copy.ts';
import {
	abandonReplacement,
	replaceApplication
} from '../../../src/lib/server/app/applications/replace-application.ts';
import { readSection } from '../../../src/lib/server/app/applications/read-section.ts';
import { readSubmission } from '../../../src/lib/server/app/applications/read-submission.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import { receiptStanding } from '../../../src/lib/server/app/records/receipt-standing.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { withdrawApplication } from '../../../src/lib/server/app/applications/withdraw-application.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { attachDocument } from '../../../src/lib/server/app/uploads/attach-document.ts';
import { moveClock, said, stateOf } from '../intake/world.ts';
import { flatTextOfPdf } from '../../support/pdf-text.ts';
import { textOfPdf } from '../../support/pdf-text.ts';
import { samplePdf } from '../../support/sample-files.ts';
import {
	ALL_DECLARED,
	draft,
	openApplicationWorld,
	submitted,
	versionOf,
	wholeDraft
} from './application-world.ts';
import type { ApplicationWorld } from './application-world.ts';
import { must } from './filled-dossier.ts';

describe('submission', () => {
	let world: ApplicationWorld;
	beforeEach(async () => {
		world = await openApplicationWorld();
	});
	afterEach(() => world.close());

	const submit = async (id: string, ctx: Context = world.representative, declarations = ALL_DECLARED) =>
		submitApplication(ctx, { id, version: await versionOf(world, id), declarations });
	const rename = async (id: string, title: string) => {
		const { version } = must(await readSection(world.editor, id, 'needs'));
		return saveAnswers(world.editor, {
			id,
			sectionKey: 'needs',
			patches: [{ fieldKey: 'programme_name', value: title, baseVersion: version }]
		});
	};

	it('says before it replaces what it would change, and that nothing has changed', async () => {
		const id = await wholeDraft(world);
		expect(must(await readSubmission(world.representative, id)).changes).toBeUndefined();
		must(await submit(id));
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		const same = must(await readSubmission(world.representative, id)).changes;
		expect(same).toEqual({ number: 1, sections: [], budget: false, items: [], organisation: false });
		must(await rename(id, 'Tên khác'));
		expect(must(await readSubmission(world.representative, id)).changes).toMatchObject({
			number: 1,
			sections: ['needs'],
			items: []
		});
	});

	it('freezes the dossier: code, time of arrival, bytes with their hash, receipt, mail, timeline, audit', async () => {
		const id = await wholeDraft(world);
		const before = await world.app.db.read.clock.now();
		const done = must(await submit(id));
		const year = new Date(done.receivedAt.getTime() + 7 * 3_600_000).getUTCFullYear();
		expect(done).toMatchObject({ code: `MAP-${year}-0001`, number: 1 });
		expect(done.receivedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());

		const row = await world.app.db.read.applications.find(id);
		expect(row).toMatchObject({
			state: 'submitted',
			code: done.code,
			requested: 180_000_000n,
			own: 120_000_000n
		});
		const stored = await world.app.db.read.applications.revision(row?.revisionId ?? '');
		expect(stored?.hash).toBe(world.app.ids.sha256(stored?.bytes ?? ''));
		expect(stored?.hash).toBe(done.hash);
		const revision = must(readSnapshot(JSON.parse(Buffer.from(stored?.bytes ?? []).toString('utf8'))));
		expect(revision.files.map(({ item }) => item)).toContain('registration');
		expect(revision.organisation['taxCode']).toBe('5999900016');
		expect(revision.declaration.sentences).toHaveLength(3);
		const { rows: typed } = await world.database.owner.query<{ id: string; at: Date }>(
			'SELECT operation_id AS id, at FROM draft_write WHERE object_id = $1 ORDER BY at DESC, revision DESC, number DESC LIMIT 1',
			[id]
		);
		expect(typed).toHaveLength(1);
		expect([stored?.lastOperationId, stored?.lastOperationAt]).toEqual([typed[0]?.id, typed[0]?.at]);
		const receipt = await world.app.db.read.records.find(done.receiptId);
		expect(receipt?.content).toMatchObject({
			lastOperation: { id: typed[0]?.id, at: typed[0]?.at.toISOString() }
		});
		// A file is named with what it answers, and told from another by its whole mark.
		if (receipt === undefined) throw new Error('no receipt');
		const { documents } = receiptContent.parse(receipt.content);
		expect(documents.map(({ item }) => item)).toEqual(revision.files.map(({ item }) => item));
		expect(documents.find(({ item }) => item === 'registration')?.label).toMatchObject({
			vi: expect.stringContaining('ăng ký') as string
		});
		const paper = flatTextOfPdf(must(await world.app.typesetting.paper(receipt)));
		const plain = paper.replace(/\s+/g, '');
		for (const { label, name, sha256 } of documents) {
			expect(plain).toContain(`${label?.vi ?? 'no label'}: ${name}`.replace(/\s+/g, ''));
			expect(plain).toContain(sha256);
		}
		// A receipt never gets a number: no place is kept for one.
		expect(paper).not.toContain('Số:');

		const overview = must(await readApplication(world.editor, id));
		expect(overview.receipt?.id).toBe(done.receiptId);
		expect(overview.timeline.map(({ kind }) => kind)).toContain('submitted');
		const { rows: mails } = await world.database.owner.query<{ recipient: string; body: string }>(
			`SELECT recipient, body FROM mail_message WHERE idempotency_key LIKE $1`,
			[`submitted:${id}:%`]
		);
		expect(mails).toHaveLength(1);
		expect(mails[0]?.body).toContain(done.hash);
		const { rows: people } = await world.database.owner.query<{ kind: string }>(
			'SELECT kind FROM application_participant WHERE application_id = $1',
			[id]
		);
		expect(people).toEqual([{ kind: 'leader' }]);
		const { rows: audited } = await world.database.owner.query<{ outcome: string; grant_used: string }>(
			`SELECT outcome, grant_used FROM audit_entry WHERE action = 'submit_application'`
		);
		expect(audited).toEqual([
			{ outcome: 'done', grant_used: `representative/organisation:${world.organisationId}` }
		]);
	});

	it('makes one revision of two clicks at the same instant; the second is told that it is submitted', async () => {
		const id = await wholeDraft(world);
		const both = await Promise.all([submit(id), submit(id)]);
		expect(both.map(said).sort()).toEqual(['already_submitted', 'ok']);
		expect(await world.app.db.read.applications.revisions(id)).toHaveLength(1);
		expect(said(await submit(id))).toBe('already_submitted');
	});

	it('lets no save slip in between what is checked and what is frozen', async () => {
		const id = await wholeDraft(world);
		const [done, saved] = await Promise.all([submit(id), rename(id, 'Đổi tên đúng lúc nộp')]);
		expect(said(done)).toBe('ok');
		const copy = must(await readFrozenCopy(world.editor, id));
		const frozenName = copy.revision.answers['needs']?.['programme_name'];
		expect(frozenName === 'Đổi tên đúng lúc nộp').toBe(saved.ok);
		const working = must(await readSection(world.editor, id, 'needs'));
		expect(working.answers['needs']?.['programme_name']).toBe(frozenName);
	});

	it('refuses an editor, another organisation, a visitor and a stale page', async () => {
		const id = await wholeDraft(world);
		expect(said(await submit(id, world.editor))).toBe('not_found');
		expect(said(await submit(id, world.stranger))).toBe('not_found');
		expect(said(await submit(id, { ...world.editor, actor: { kind: 'visitor' } }))).toBe('sign_in_needed');
		expect(
			said(await submitApplication(world.representative, { id, version: 99, declarations: ALL_DECLARED }))
		).toBe('stale_version');
		expect(await stateOf(world, id)).toEqual({ state: 'draft', version: 1 });
	});

	it('lists everything that is missing at once, and asks for every declaration', async () => {
		const empty = await draft(world);
		const refused = await submit(empty);
		expect(refused).toMatchObject({ refusal: { code: 'application_incomplete' } });
		const codes = new Set(said(refused));
		for (const code of ['field_missing', 'table_empty', 'row_empty', 'document_missing'])
			expect(codes).toContain(code);
		expect(said(await submit(empty, world.representative, [0, 2]))).toEqual(['declaration_unconfirmed']);
		const none = await submit(empty, world.representative, []);
		expect(none).toMatchObject({ refusal: { code: 'declaration_unconfirmed' } });
		expect(new Set(said(none))).toEqual(new Set(['declaration_unconfirmed']));
		expect(said(none).length).toBeGreaterThan(1);
	});

	it('is late at the very end of the window, and nothing changes', async () => {
		const id = await wholeDraft(world);
		await moveClock(world, 24);
		expect(said(await submit(id))).toBe('window_closed');
		expect(await stateOf(world, id)).toEqual({ state: 'draft', version: 1 });
		expect(await world.app.db.read.applications.revisions(id)).toEqual([]);
	});

	it('gives no number away to a submission that was refused', async () => {
		const first = await draft(world);
		await submit(first);
		const { rows } = await world.database.owner.query('SELECT 1 FROM counter');
		expect(rows).toEqual([]);
	});

	it('replaces: the first revision stands until the second commits, and both stay readable', async () => {
		const id = await submitted(world);
		const version = await versionOf(world, id);
		expect(said(await rename(id, 'Không sửa được'))).toBe('application_frozen');
		expect(said(await replaceApplication(world.editor, { id, version }))).toBe('not_found');
		must(await replaceApplication(world.representative, { id, version }));
		expect(said(await replaceApplication(world.representative, { id, version }))).toBe('already_replacing');
		must(await rename(id, 'Tên mới của chương trình'));
		expect(
			must(await readFrozenCopy(world.editor, id)).revision.answers['needs']?.['programme_name']
		).toContain('cà phê');

		const second = must(await submit(id));
		expect(second).toMatchObject({ number: 2, code: expect.stringMatching(/-0001$/) as string });
		const standing = must(await readFrozenCopy(world.editor, id));
		expect(standing.revision.answers['needs']?.['programme_name']).toBe('Tên mới của chương trình');
		expect(standing.all.map(({ number }) => number)).toEqual([2, 1]);
		expect(
			must(await readFrozenCopy(world.editor, id, 1)).revision.answers['needs']?.['programme_name']
		).toContain('cà phê');
		expect(said(await readFrozenCopy(world.stranger, id))).toBe('not_found');
	});

	it('gives a replacement up: answers and documents are those of the revision again', async () => {
		const id = await submitted(world);
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		must(await rename(id, 'Nháp dở'));
		must(
			await attachDocument(world.editor, {
				applicationId: id,
				itemKey: 'other',
				fileName: 'thêm.pdf',
				bytes: samplePdf('thêm')
			})
		);
		const documents = (await world.app.db.read.uploads.documents(id)).length;
		must(await abandonReplacement(world.editor, { id, version: await versionOf(world, id) }));
		const page = must(await readSection(world.editor, id, 'needs'));
		expect(page.answers['needs']?.['programme_name']).toContain('cà phê');
		expect(page.closed?.code).toBe('application_frozen');
		expect(await world.app.db.read.uploads.documents(id)).toHaveLength(documents - 1);
		expect(said(await abandonReplacement(world.editor, { id, version: await versionOf(world, id) }))).toBe(
			'not_replacing'
		);
	});

	it('keeps the revision that stands when a replacement is still open at the deadline', async () => {
		const id = await submitted(world);
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		must(await rename(id, 'Chưa kịp nộp'));
		await moveClock(world, 24);
		expect(said(await submit(id))).toBe('window_closed');
		expect(
			must(await readFrozenCopy(world.editor, id)).revision.answers['needs']?.['programme_name']
		).toContain('cà phê');
	});

	it('withdraws until the deadline, by the representative, and frees the place for another', async () => {
		const id = await submitted(world);
		const version = await versionOf(world, id);
		expect(said(await withdrawApplication(world.editor, { id, version }))).toBe('not_found');
		expect(said(await withdrawApplication(world.representative, { id, version: version - 1 }))).toBe(
			'stale_version'
		);
		must(await withdrawApplication(world.representative, { id, version }));
		expect((await stateOf(world, id)).state).toBe('withdrawn');
		expect(said(await withdrawApplication(world.representative, { id, version: version + 1 }))).toBe(
			'state_forbids'
		);
		expect(
			said(
				await createApplication(world.editor, {
					callCode: world.call.code,
					lotId: undefined,
					organisationId: world.organisationId
				})
			)
		).toBe('ok');
	});

	it('prints on the receipt of what was withdrawn that it is no longer in force', async () => {
		const id = await wholeDraft(world);
		const { receiptId } = must(await submit(id));
		const printed = async (): Promise<string> => {
			const record = must(await readRecord(world.representative, receiptId));
			const content = receiptContent.parse(record.content);
			const standing = await receiptStanding(world.representative, record, content);
			const { typesetting } = world.app;
			return textOfPdf(must(await typesetting.paper(record, standing ?? 'in_force'))).replace(/\s+/g, '');
		};
		expect(await printed()).not.toContain('khôngcònhiệulực');
		must(await withdrawApplication(world.representative, { id, version: await versionOf(world, id) }));
		expect(await printed()).toContain('khôngcònhiệulực:hồsơđãđượcrút');
	});

	it('withdraws nothing after the deadline', async () => {
		const id = await submitted(world);
		await moveClock(world, 24);
		expect(
			said(await withdrawApplication(world.representative, { id, version: await versionOf(world, id) }))
		).toBe('window_closed');
		expect(
			said(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }))
		).toBe('window_closed');
	});
});

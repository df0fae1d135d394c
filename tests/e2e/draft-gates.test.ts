import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveAnswers } from '#lib/server/app/applications/save-answers.ts';
import { MAP_DOCUMENTS, must } from '../integration/applications/filled-dossier.ts';
import { keptPage, storedSection } from './draft-desk.ts';
import { openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { open, says, textOf } from './walks.ts';

/** A dossier is not submitted while this browser holds words of it, and its receipt says up to which word it goes. */

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let applicant: MapApplicant;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	applicant = await openMapApplicant(stage, MAP_DOCUMENTS);
});

afterAll(async () => {
	await stage.close();
});

it('without scripts a section says when it was saved', async () => {
	const { rep, applicationId } = applicant;
	const page = await stage.window({ scripts: false });
	const { token } = await stage.app.sessions.create(rep.accountId);
	await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
	await page.goto(`/ho-so/${applicationId}/phan/company`);
	await says(page, say('ui_saved_at', { time: '' }).trim());
	await page.context().close();
});

it('submitting sends what waits, refuses while something cannot be sent, and names the last word that is in', async () => {
	const { applicationId: id, rep } = applicant;
	const at = `/ho-so/${id}/phan/needs`;
	const submitAt = `/ho-so/${id}/nop`;
	const writing = await stage.signedIn(rep);
	const context = writing.context();
	await open(writing, at);
	await keptPage(writing, at);
	await context.setOffline(true);
	await writing.locator('[name=expected_effect]').fill('Gửi được ngay khi nộp');
	await writing.locator('[name=spread]').fill('Trùng với người khác');
	await says(writing, 'Chờ mạng. 2 ô');

	// Meanwhile a colleague writes at the same place, in a plain form.
	const application = await stage.app.db.read.applications.find(id);
	const scope = { type: 'organisation', id: application?.organisationId ?? '' } as const;
	const editor = await stage.enrol('soan', { fullName: 'Siu Thảo', grants: [{ role: 'editor', scope }] });
	const sections = await stage.app.db.read.applications.sections(id);
	const baseVersion = sections.find(({ sectionKey }) => sectionKey === 'needs')?.version ?? 0;
	const patches = [{ fieldKey: 'spread', value: 'Của người soạn', baseVersion }];
	must(await saveAnswers(await stage.as(editor), { id, sectionKey: 'needs', patches }));
	await writing.close();
	await context.setOffline(false);

	const page = await context.newPage();
	await open(page, submitAt);
	await says(page, say('drafts_waiting_title'));
	// Whole as it is at the portal, it is not said to be ready while words wait.
	expect(await textOf(page)).not.toContain(say('applications_submit_ready'));
	expect((await storedSection(stage, id, 'needs'))['expected_effect']).toBe('Gửi được ngay khi nộp');
	const submit = async (): Promise<void> => {
		for (const box of await page.locator('[name=declaration]').all()) await box.check();
		await page.getByRole('button', { name: say('applications_submit_do') }).click();
	};
	await submit();
	await says(page, say('drafts_submit_waits'));
	expect((await stage.app.db.read.applications.find(id))?.state).toBe('draft');

	await page.locator(`.waiting a[href="${at}"]`).click();
	await page.locator('.conflict .acts button').nth(1).click();
	await expect
		.poll(async () => (await storedSection(stage, id, 'needs'))['spread'], { timeout: 20_000 })
		.toBe('Trùng với người khác');
	await open(page, submitAt);
	await submit();
	await says(page, say('applications_received_at'));

	const { rows } = await stage.database.owner.query<{ id: string }>(
		`SELECT operation_id AS id FROM draft_write WHERE object_id = $1 AND path = 'spread'`,
		[id]
	);
	await page.getByRole('link', { name: say('applications_open_receipt') }).click();
	await says(page, say('results_receipt_last_typed'));
	await says(page, rows[0]?.id ?? 'no operation');
	await context.close();
});

import { prepareAppraisal } from '../support/sign-appraisal.ts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { readAppraisal } from '#lib/server/app/budgets/read-appraisal.ts';
import { saveAppraisal } from '#lib/server/app/budgets/save-appraisal.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import type { Enrolled, Stage } from './stage.ts';
import { agree, open, says, textOf } from './walks.ts';

type Say = (key: string, params?: Record<string, string>) => string;

/** A mark out of its range stays in its box with its reason, counts for nothing and is never called saved. */
export async function refusesABadMark(page: Page, slots: readonly string[], say: Say): Promise<void> {
	const [first = '', second = ''] = slots;
	const box = page.locator(`[name="mark.${first}"]`);
	await box.fill('9999');
	await page.locator(`[name="mark.${second}"]`).fill('1');
	await says(page, say('councils_total_said', { points: '1', marked: '1', of: String(slots.length) }));
	expect(await box.getAttribute('aria-invalid')).toBe('true');
	// Once the other mark is kept, the line still names the box that is not.
	const kept = page.locator('.sheet .line.ok');
	await page.locator('.sheet .line.conflict').waitFor();
	expect(await kept.count()).toBe(0);
	expect(await textOf(page)).toContain(say('councils_marks_refused', { count: '1' }));
	// Letters are keys of the sheet, also inside a box for points.
	await box.fill('1');
	await box.press('x');
	await box.press('j');
	expect(await box.inputValue()).toBe('1');
	expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe(`mark.${second}`);
	expect(await box.getAttribute('aria-invalid')).toBeNull();
	await kept.waitFor();
}

/** Words are asked for where an item is not valid; the rest is judged by one press, after a question with its number. */
export async function judgesTheRest(page: Page, say: Say): Promise<void> {
	const form = page.locator('form[action="?/validity"]');
	const items = form.locator('ol > li');
	const first = items.first();
	expect(await first.locator('textarea').isVisible()).toBe(false);
	await first.locator('input[value=no]').check();
	await first.locator('textarea').waitFor();
	await first.locator('input[value=yes]').check();
	await first.locator('textarea').waitFor({ state: 'hidden' });
	expect(await form.locator('.evidence a[target=_blank]').count()).toBeGreaterThan(0);
	const open = await items.evaluateAll(
		(rows) => rows.filter((row) => row.querySelector('input:checked') === null).length
	);
	expect(open).toBeGreaterThan(0);
	await page.getByRole('button', { name: say('office_rest_valid') }).click();
	await says(page, say('office_rest_valid_ask', { count: String(open) }));
	await page.getByRole('button', { name: say('office_rest_valid_do', { count: String(open) }) }).click();
	await expect
		.poll(() =>
			items.evaluateAll((rows) => rows.filter((row) => row.querySelector('input:checked') === null).length)
		)
		.toBe(0);
	await form.locator('[name=valid][value=yes]').check();
}

/** What is typed beside a line is kept at once, over a dead line and a new visit, and is signed only once it is kept. */
export async function typesAnAppraisal(stage: Stage, page: Page, appraisalId: string): Promise<void> {
	const boxes = page
		.locator('tr.boxes')
		.filter({ has: page.locator('[name$="/unitPrice"]') })
		.first();
	const price = boxes.locator('[name$="/unitPrice"]');
	const prepare = page.locator('form[action="?/prepare"] button');
	const kept = page.locator('form.sheet .line.ok');
	await boxes.locator('summary').click();
	await boxes.locator('select[name$="/reason"]').selectOption('SAI_DON_GIA');
	await price.fill('1.000');
	await kept.waitFor();
	const { rows } = await stage.database.owner.query<{ n: number }>(
		`SELECT count(*)::int AS n FROM budget_line l JOIN appraisal a ON a.appraised_version_id = l.version_id
		 WHERE a.id = $1 AND l.unit_price = 1000 AND l.reason_code = 'SAI_DON_GIA'`,
		[appraisalId]
	);
	expect(rows).toEqual([{ n: 1 }]);
	await page.context().setOffline(true);
	await boxes.locator('[name$="/note"]').fill('Theo ba báo giá');
	await page.locator('form.sheet .line.wait').waitFor();
	expect(await prepare.isDisabled()).toBe(true);
	await page.context().setOffline(false);
	await kept.waitFor();
	await page.locator('form[action="?/prepare"] button:not([disabled])').waitFor();
	await page.reload();
	expect([await price.inputValue(), await boxes.locator('[name$="/note"]').inputValue()]).toEqual([
		'1.000',
		'Theo ba báo giá'
	]);
}

/** The figures change under a signer: the question shows which, and only what stands there now is signed. */
export async function signsWhatChanged(
	stage: Stage,
	appraisalId: string,
	{ finance, head }: { readonly finance: Enrolled; readonly head: Enrolled }
): Promise<void> {
	const officer = await stage.as(finance);
	const read = async () => must(await readAppraisal(officer, appraisalId));
	const put = async (lines: Parameters<typeof saveAppraisal>[1]['lines']): Promise<string> => {
		const { appraisal } = await read();
		must(await saveAppraisal(officer, { appraisalId, version: appraisal.version, lines }));
		const seenHash = (await read()).hash ?? '';
		must(await prepareAppraisal(officer, { appraisalId, seenHash }));
		return seenHash;
	};
	const line = (await read()).figures.rows.find(({ requested }) => requested?.source === 'state');
	const price = line?.requested?.unitPrice ?? 0n;
	const cut = { reason: 'SAI_DON_GIA', note: 'Giá thị trường thấp hơn.' };
	await put([{ key: line?.key ?? '', unitPrice: price - 1000n, ...cut }]);
	const page = await stage.signedIn(head);
	await open(page, `/tham-dinh/${appraisalId}`);
	const seenHash = await put([]);
	await page.locator('form[action="?/verify"] button').click();
	const question = page.locator('#question');
	await question.locator('mark').first().waitFor();
	expect(await question.innerText()).toContain(line?.requested?.content ?? '?');
	// The page below shows the new figures too, with the line marked.
	await page.locator('tr.is-changed').waitFor();
	await agree(page);
	await page.locator('form[action="?/verify"] button').waitFor({ state: 'detached' });
	const { rows } = await stage.database.owner.query<{ hash: string }>(
		'SELECT seen_hash AS hash FROM approval_step WHERE kind = $1 AND revoked_at IS NULL',
		['verified']
	);
	expect(rows).toEqual([{ hash: seenHash }]);
	await page.context().close();
}

/** Without scripts the question comes as a page: nothing is done before it is answered, and back means back. */
export async function asksWithoutScripts(
	stage: Stage,
	appraisalId: string,
	director: Enrolled
): Promise<void> {
	const page = await stage.window({ scripts: false });
	const { token } = await stage.app.sessions.create(director.accountId);
	await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
	const stateNow = async () => (await stage.app.db.read.budgets.findAppraisal(appraisalId))?.state;
	await page.goto(`/tham-dinh/${appraisalId}`);
	await page.locator('form[action="?/approve"] button').click();
	await page.locator('#question').waitFor();
	expect(await stateNow()).toBe('verified');
	await page.locator('#question button[formmethod=dialog]').click();
	await page.locator('#question').waitFor({ state: 'hidden' });
	expect(await stateNow()).toBe('verified');
	await page.locator('form[action="?/approve"] button').first().click();
	await agree(page);
	await page.locator('form[action="?/approve"]').first().waitFor({ state: 'detached' });
	expect(await stateNow()).toBe('approved');
	await page.context().close();
}

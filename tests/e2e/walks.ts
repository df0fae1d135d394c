import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { PASSWORD } from './stage.ts';

/** Keeps what stands in a field: typed where it is a field of text, chosen where it is a list. */
export async function fillNames(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
	for (const [name, value] of Object.entries(values))
		await page.locator(`[name="${name}"]:visible`).fill(value);
}

/** Picks an option of a combobox with the keyboard alone: type, arrow, Enter. */
export async function pickByKeyboard(page: Page, label: string, typed: string): Promise<void> {
	const box = page.getByRole('combobox', { name: label });
	await box.focus();
	await page.keyboard.type(typed);
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
}

/** The page as a person sees it, without what stands in fields. */
export async function textOf(page: Page): Promise<string> {
	return page.locator('body').innerText();
}

/** Waits until the page says it; a failure shows what it says instead. */
export async function says(page: Page, words: string): Promise<void> {
	await expect.poll(() => textOf(page), { timeout: 40_000, interval: 150 }).toContain(words);
}

/** Nothing sticks out sideways. */
export async function fits(page: Page): Promise<void> {
	const { wide, room } = await page.evaluate(() => ({
		wide: document.documentElement.scrollWidth,
		room: document.documentElement.clientWidth
	}));
	expect(wide, page.url()).toBeLessThanOrEqual(room);
}

/** Presses the button that opens the question, then the same words in the dialog. */
export async function confirmIn(page: Page, id: string): Promise<void> {
	await page.locator(`[popovertarget="${id}"]`).first().click();
	await page.locator(`button[form="${id}-form"]`).click();
}

/** Answers the question that the server asks before an act that cannot be taken back. */
export async function agree(page: Page, password = PASSWORD): Promise<void> {
	await page.locator('#question').waitFor();
	// What decides asks for the password again.
	const again = page.locator('#question input[name="proof.password"]');
	if ((await again.count()) > 0) {
		await again.fill(password);
		// Whoever has typed a password presses Enter: that answers, and does not go back.
		await again.press('Enter');
		return;
	}
	await page.locator('#question button[form=question-form]:not([formmethod])').click();
}

/** Opens a page and waits for its scripts, which take over its forms. */
export async function open(page: Page, path: string): Promise<void> {
	const answer = await page.goto(path, { waitUntil: 'networkidle' });
	expect(answer?.status(), path).toBe(200);
	// Being sent to sign in is an answer too, but not the page.
	if (!path.includes('dang-nhap')) expect(page.url(), path).not.toContain('/dang-nhap');
}

/** The meeting elects three who count its ballots; without them nothing is counted. */
export async function electCounters(page: Page, say: (key: string) => string): Promise<void> {
	await says(page, say('councils_board_save'));
	const counters = await page.locator('input[name^="board."]').all();
	for (const box of counters.slice(0, 3)) await box.check();
	await page.locator('select[name=headId]').selectOption({ index: 1 });
	await page.getByRole('button', { name: say('councils_board_save') }).click();
	await says(page, 'Đã ghi ban kiểm phiếu.');
}

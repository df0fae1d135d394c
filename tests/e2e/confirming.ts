import type { Enrolled, Stage } from './stage.ts';
import { agree, fits, fillNames, open, says } from './walks.ts';

type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

/** The enterprise support officer finds the claim in the list and confirms it from the register. */
export async function confirmClaimInBrowser(
	stage: Stage,
	say: Say,
	officer: Enrolled,
	firm: string
): Promise<void> {
	const page = await stage.signedIn(officer);
	await open(page, '/van-phong/don-vi');
	await fits(page);
	await page.getByRole('link', { name: firm, exact: true }).click();
	await page.waitForURL(/\/van-phong\/don-vi\/[0-9a-f-]{36}/);
	await says(page, say('standing_state_claimed'));
	await fits(page);
	await page.locator('[name=registerKind]').selectOption('business');
	await fillNames(page, { registerDate: '01/01/2026' });
	await page
		.locator('form[action="?/prove"]')
		.getByRole('button', { name: say('standing_prove'), exact: true })
		.click();
	await agree(page);
	await says(page, say('standing_done_prove'));
	await says(page, say('standing_state_proved'));
	await page.context().close();
}

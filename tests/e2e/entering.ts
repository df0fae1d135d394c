import type { Page } from 'playwright-core';
import { PASSWORD } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { fillNames, open, pickByKeyboard, says } from './walks.ts';

type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

/**
 * Fills the form of /dang-ky with an organisation of Gia Lai and sends it, on the way to `back`; there the letter is
 * asked for once more, which kills nothing.
 */
export async function signUpInBrowser(
	page: Page,
	say: Say,
	who: { readonly email: string; readonly fullName: string; readonly firm: string; readonly taxCode: string },
	{ under = '', back }: { readonly under?: string; readonly back: string }
): Promise<void> {
	await open(page, `${under}/dang-ky?ve=${encodeURIComponent(back)}`);
	await fillNames(page, {
		fullName: who.fullName,
		email: who.email,
		'organisation.taxCode': who.taxCode,
		'organisation.name': who.firm,
		'organisation.repName': who.fullName
	});
	await pickByKeyboard(page, say('access_org_commune'), 'ia hrung');
	await fillNames(page, { 'organisation.addressLine': 'Làng Út 1' });
	await page.locator('[name=agree]').check();
	await page.getByRole('button', { name: say('access_sign_up'), exact: true }).click();
	await says(page, who.email);
	await page.getByRole('button', { name: say('access_sign_up_again'), exact: true }).click();
	await says(page, say('access_sign_up_sent_again'));
}

/** Opens the link of the letter, chooses the password and is led on to `back`. */
export async function openAccountInBrowser(page: Page, say: Say, link: string, back: string): Promise<void> {
	await open(page, link);
	await fillNames(page, { password: PASSWORD, passwordAgain: PASSWORD });
	await page.getByRole('button', { name: say('access_verify_confirm'), exact: true }).click();
	await page.waitForURL(`**${back}`);
}

/** Reads the letter where the administrator reads it; gives the path of its link. */
export async function verifyInBrowser(stage: Stage, admin: Enrolled, email: string): Promise<string> {
	const page = await stage.signedIn(admin);
	await open(page, '/quan-tri/thu');
	await page.locator('tr, li').filter({ hasText: email }).first().locator('a').first().click();
	const href = await page.locator('a[href*="/xac-minh/"]').first().getAttribute('href');
	await page.context().close();
	if (href === null) throw new Error('the letter has no link');
	return new URL(href, stage.origin).pathname;
}

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinMapApplicant, openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { openStage, PASSWORD, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { open, says } from './walks.ts';
import { MAP_DOCUMENTS } from '../integration/applications/filled-dossier.ts';
import { samplePdf, samplePdfWith } from '../support/sample-files.ts';

/** The portal where there are no scripts, where the line is slow, and where there is only a keyboard. */

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let plain: MapApplicant;
let slow: MapApplicant;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	plain = await openMapApplicant(stage, []);
	slow = await joinMapApplicant(stage, plain.call, MAP_DOCUMENTS.slice(0, -1), {
		key: 'cham',
		name: 'Hợp tác xã Nông nghiệp Ia Pa',
		taxCode: '5999901387'
	});
});

afterAll(async () => {
	await stage.close();
});

const documents = async (of: MapApplicant): Promise<readonly string[]> =>
	(await stage.app.db.read.uploads.documents(of.applicationId)).map(({ itemKey }) => itemKey);
const stored = async (of: MapApplicant, section: string, field: string): Promise<unknown> => {
	const sections = await stage.app.db.read.applications.sections(of.applicationId);
	return sections.find(({ sectionKey }) => sectionKey === section)?.content.values[field];
};
const pdf = (name: string) => ({ name, mimeType: 'application/pdf', buffer: samplePdf(name) });

describe('without scripts', () => {
	let page: Page;

	beforeAll(async () => {
		page = await stage.window({ scripts: false });
		const { token } = await stage.app.sessions.create(plain.rep.accountId);
		await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
	});

	it('a row is added to a table, filled and saved, and another taken out again', async () => {
		const path = `/ho-so/${plain.applicationId}/phan/activity`;
		const rows = page.locator('[name^="products/"][name$="/name"]');
		await page.goto(path);
		expect(await rows.count()).toBe(1);
		await page.locator('button[value="add:products"]').click();
		await expect.poll(() => rows.count()).toBe(2);
		const row = (await rows.last().getAttribute('name'))?.split('/')[1] ?? '';
		await opened(page, `[name="products/${row}/name"]`);
		await page.locator(`[name="products/${row}/name"]`).fill('Cà phê rang xay');
		await page.locator(`[name="products/${row}/output"]`).fill('1.250,5');
		await page.locator(`[name="products/${row}/unit"]`).fill('tấn');
		await page.locator(`[name="products/${row}/key_measurement"]`).fill('Độ ẩm hạt');
		await page.locator(`[name="products/${row}/unit"]`).press('Enter');
		await expect
			.poll(async () => JSON.stringify(await stored(plain, 'activity', 'products')))
			.toContain('Cà phê rang xay');
		await page.goto(path);
		await page.locator('button[value="add:products"]').click();
		await expect.poll(() => rows.count()).toBe(3);
		const third = (await rows.last().getAttribute('name'))?.split('/')[1] ?? '';
		const remove = page.locator(`button[value="remove:products/${third}"]`);
		await opened(page, `button[value="remove:products/${third}"]`);
		await remove.click();
		await expect.poll(() => rows.count()).toBe(2);
	});

	it('what cannot stand comes back at its field as it was typed, and the rest is kept', async () => {
		await page.goto(`/ho-so/${plain.applicationId}/phan/company`);
		await page.locator('[name=revenue]').fill('mười hai tỷ');
		await page.locator('[name=site_address]').fill('Thôn 3, xã Ia Hrung');
		await page.locator('[name=site_address]').press('Enter');
		await says(page, say('refusal_money_not_a_number'));
		expect(await page.locator('[name=revenue]').inputValue()).toBe('mười hai tỷ');
		expect(await page.locator('[name=revenue]').getAttribute('aria-invalid')).toBe('true');
		expect(await stored(plain, 'company', 'site_address')).toBe('Thôn 3, xã Ia Hrung');
		await page.goto(`/ho-so/${plain.applicationId}/phan/company`);
	});

	it('files go by a plain form, one of another kind is refused, and the dossier is submitted', async () => {
		const path = `/ho-so/${plain.applicationId}/tai-lieu`;
		const send = async (item: string, file: ReturnType<typeof pdf>): Promise<void> => {
			await page.goto(path);
			await page.locator(`#tep-${item}`).setInputFiles(file);
			await page.locator(`#muc-${item} noscript button`).click();
		};
		await send('request', { ...pdf('Đơn.pdf'), buffer: Buffer.from('<html></html>') });
		await says(page, say('refusal_file_type_mismatch', { declared: 'pdf' }));
		for (const item of MAP_DOCUMENTS) {
			await send(item, pdf(`${item}.pdf`));
			await expect.poll(() => documents(plain), { timeout: 40_000 }).toContain(item);
		}
		await page.goto(`/ho-so/${plain.applicationId}/nop`);
		const submit = page.getByRole('button', { name: say('applications_submit_do') });
		await submit.click();
		await page.locator('[role=alert]').first().waitFor();
		for (const box of await page.locator('[name=declaration]').all()) await box.check();
		await submit.click();
		await says(page, say('applications_received_at'));
		expect((await stage.app.db.read.applications.find(plain.applicationId))?.state).toBe('submitted');
		await page.context().close();
	});
});

describe('on a slow line', () => {
	it('nothing typed or chosen is lost, from the first letter on', async () => {
		const page = await stage.signedIn(slow.rep, 360);
		const line = await page.context().newCDPSession(page);
		await line.send('Network.enable');
		// A rural 3G line: 400 kbit/s, 400 ms there and back.
		await line.send('Network.emulateNetworkConditions', {
			offline: false,
			latency: 400,
			downloadThroughput: 50_000,
			uploadThroughput: 50_000
		});
		await page.goto(`/ho-so/${slow.applicationId}/phan/company`, { waitUntil: 'commit' });
		// The field is there long before the scripts are.
		const address = page.locator('[name=site_address]');
		await address.fill('Gõ khi trang còn đang tải');
		await expect
			.poll(() => stored(slow, 'company', 'site_address'), { timeout: 90_000 })
			.toBe('Gõ khi trang còn đang tải');
		expect(await address.inputValue()).toBe('Gõ khi trang còn đang tải');
		await page.goto(`/ho-so/${slow.applicationId}/tai-lieu`, { waitUntil: 'commit' });
		// Long enough on this line for its speed and the time left to be told.
		const large = { ...pdf('Cam kết.pdf'), buffer: samplePdfWith(`/Note (${'a'.repeat(220_000)})`) };
		await page.locator('#tep-own_commitment').setInputFiles(large);
		await page.locator('#muc-own_commitment', { hasText: '/giây' }).waitFor();
		await expect.poll(() => documents(slow), { timeout: 90_000 }).toContain('own_commitment');
		await page.locator('#muc-own_commitment', { hasText: say('documents_received') }).waitFor();
		await page.context().close();
	});
});

describe('rows of a table', () => {
	it('are added and taken out by the first press, with a place for the focus and one message at a time', async () => {
		const page = await stage.signedIn(slow.rep, 360);
		await open(page, `/ho-so/${slow.applicationId}/phan/activity`);
		const names = page.locator('[name^="products/"][name$="/name"]');
		const before = await names.count();
		for (const word of ['Chè xanh', 'Tiêu đen']) {
			await page.locator('button[value="add:products"]').click();
			await page.keyboard.type(word);
		}
		await expect.poll(() => names.count()).toBe(before + 2);
		for (const left of [1, 0]) {
			const row = (await names.last().getAttribute('name'))?.split('/')[1] ?? '';
			const remove = page.locator(`button[value="remove:products/${row}"]`);
			// A field is in hand, and the pointer stands where the button is before the field is left.
			if (!(await remove.isVisible())) await page.locator(`[id$="${row}"]`).first().click();
			await names.last().focus();
			await remove.scrollIntoViewIfNeeded();
			const box = await remove.boundingBox();
			if (box === null) throw new Error('the button is not there');
			await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
			await page.mouse.down();
			await page.waitForTimeout(300);
			await page.mouse.up();
			await expect.poll(() => names.count()).toBe(before + left);
			expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
		}
		await expect
			.poll(async () => JSON.stringify(await stored(slow, 'activity', 'products')))
			.not.toContain('Chè xanh');
		expect(await page.locator('.toast').count()).toBe(1);
		const [toast, line] = [
			await page.locator('.toast').boundingBox(),
			await page.locator('.state-line').boundingBox()
		];
		expect((toast?.y ?? 0) + (toast?.height ?? 0)).toBeLessThanOrEqual(line?.y ?? 0);
		await page.context().close();
	});
});

describe('a page that is kept for a crowd', () => {
	it('runs its scripts for the second reader as for the first', async () => {
		const page = await stage.window();
		let policy = '';
		// The first reader is another one, half a second before at most: a slow machine may need a second try.
		for (let turn = 0; turn < 5 && !policy.includes("'sha256-"); turn += 1) {
			await fetch(`${stage.origin}/dot-keu-goi`);
			policy = (await page.goto('/dot-keu-goi'))?.headers()['content-security-policy'] ?? '';
			await page.waitForFunction(() => !('typedEarly' in window));
		}
		expect(policy).toContain("'sha256-");
		expect(policy).not.toContain('nonce');
		await page.context().close();
	});
});

describe('by the keyboard alone', () => {
	it('signs in, answers, brings a file and submits, and always sees where it is', async () => {
		const page = await stage.window();
		await open(page, '/dang-nhap');
		await tabTo(page, '[name=email]');
		await page.keyboard.type(slow.rep.email);
		await tabTo(page, '[name=password]');
		await page.keyboard.type(PASSWORD);
		await page.keyboard.press('Enter');
		await page.waitForURL('**/viec-can-lam');
		await open(page, `/ho-so/${slow.applicationId}/phan/company`);
		await tabTo(page, '[name=contact_name]');
		await page.keyboard.press('Control+A');
		await page.keyboard.type('Lê Văn Hòa');
		await tabTo(page, 'button[name=act][value=next]');
		await page.keyboard.press('Enter');
		await page.waitForURL('**/phan/activity');
		expect(await stored(slow, 'company', 'contact_name')).toBe('Lê Văn Hòa');

		await open(page, `/ho-so/${slow.applicationId}/tai-lieu`);
		// Asked for before the keys: a busy page may open the chooser before it has heard that somebody waits for it.
		const chooser = page.waitForEvent('filechooser');
		await tabTo(page, '#tep-quotations');
		await page.keyboard.press('Enter');
		await (await chooser).setFiles(pdf('Báo giá.pdf'));
		await expect.poll(() => documents(slow), { timeout: 60_000 }).toContain('quotations');

		await open(page, `/ho-so/${slow.applicationId}/nop`);
		const sentences = await page.locator('[name=declaration]').count();
		for (let at = 0; at < sentences; at += 1) {
			await tabTo(page, `#f-declaration-${String(at)}`);
			await page.keyboard.press('Space');
		}
		await tabTo(page, 'main form button');
		await page.keyboard.press('Enter');
		await says(page, say('applications_received_at'));
		await page.context().close();
	});

	it('gave no fault of its own on the way', () => {
		expect(stage.faults).toEqual([]);
	});
});

/** Opens the row of a table that holds this, if it is closed. */
async function opened(page: Page, selector: string): Promise<void> {
	if (await page.locator(selector).isVisible()) return;
	await page.locator(`details:has(${selector}) > summary`).click();
}

/** Presses Tab until the focus is there. On the way and there, the place of the focus can be seen. */
async function tabTo(page: Page, selector: string): Promise<void> {
	for (let pressed = 0; pressed < 250; pressed += 1) {
		await page.keyboard.press('Tab');
		const { there, seen, what } = await page.evaluate((wanted) => {
			const at = document.activeElement;
			const marked = (element: Element | null): boolean => {
				if (element === null || element === document.body) return false;
				const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
				return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
			};
			return {
				there: at?.matches(wanted) ?? false,
				// The mark may be around what holds the control: a label, a group.
				seen:
					at === null ||
					at === document.body ||
					marked(at) ||
					marked(at.closest('label, .affix, .date, .drop')),
				what: at?.outerHTML.slice(0, 120)
			};
		}, selector);
		expect(seen, `the focus cannot be seen at ${what ?? '?'}`).toBe(true);
		if (there) return;
	}
	throw new Error(`Tab does not reach ${selector}`);
}

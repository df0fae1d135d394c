import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { TestCall } from '../integration/intake/world.ts';
import type { Council, Staff } from './map-cast.ts';
import type { Issued } from './result-walk.ts';
import type { Enrolled, Stage } from './stage.ts';
import { open } from './walks.ts';

/** A4 between the margins of the print style: 165 mm at 96 px an inch. */
const PAPER = 624;

/** Opens pages and looks at each as a printer lays it out: nothing torn, squeezed, cut off or left closed. */
export async function readsOnPaper(page: Page, paths: readonly string[]): Promise<void> {
	const before = page.viewportSize();
	for (const path of paths) {
		await open(page, path);
		await page.setViewportSize({ width: PAPER, height: 900 });
		await page.emulateMedia({ media: 'print' });
		expect({ path, faults: await faultsOnPaper(page) }).toEqual({ path, faults: [] });
		await page.emulateMedia({ media: null });
		if (before !== null) await page.setViewportSize(before);
	}
}

/** The pages of a call that is decided, each as who reads it. */
export async function callOnPaper(
	stage: Stage,
	staff: Staff,
	of: {
		readonly call: TestCall;
		readonly council: Council;
		readonly applicant: Page;
		readonly applicationId: string;
		readonly appraisal: string;
		readonly issued: Issued;
	}
): Promise<void> {
	const read = async (person: Enrolled, paths: readonly string[]): Promise<void> => {
		const page = await stage.signedIn(person);
		await readsOnPaper(page, paths);
		await page.context().close();
	};
	const { call, council, applicant } = of;
	const room = `/hoi-dong/${council.id}`;
	const session = `${room}/phien/${call.lots['MAP'] ?? ''}`;
	const sheet = `${room}/cham/${of.applicationId}`;
	await read(council.people['chair'] ?? staff.admin, [
		session,
		`${session}/phieu`,
		room,
		`${room}/khai-bao`,
		sheet
	]);
	const stages = ['mo-ho-so', 'hoi-dong', 'lua-chon', 'ket-qua'];
	const dossier = `/van-phong/ho-so/${of.applicationId}`;
	await read(staff.director, [
		...stages.map((name) => `/van-phong/dot/${call.code}/${name}`),
		`/tham-dinh/${of.appraisal}`,
		dossier
	]);
	await read(staff.officer, [`${dossier}/khao-sat`]);
	const visitor = await stage.window();
	await readsOnPaper(visitor, [of.issued.path, `/dot-keu-goi/${call.code}`]);
	await visitor.context().close();
	const letter = applicant.url().replace(stage.origin, '');
	const own = `/ho-so/${of.applicationId}`;
	await readsOnPaper(applicant, [`${own}/ban-nop`, own, letter]);
}

function faultsOnPaper(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		/** A column of words this narrow holds one word a line, px. */
		const NARROWEST = 50;
		const seen = (element: Element): boolean => element.getClientRects().length > 0;
		const all = (selector: string): Element[] =>
			[...document.querySelectorAll(`main ${selector}`)].filter(seen);
		const words = (element: Element): string => (element.textContent || '').trim().replace(/\s+/g, ' ');
		const found: string[] = [];
		const note = (what: string, element: Element): void => {
			found.push(`${what}: ${words(element).slice(0, 60)}`);
		};
		for (const row of all('tr')) if (getComputedStyle(row).breakInside !== 'avoid') note('row may tear', row);
		for (const foot of all('tfoot'))
			if (getComputedStyle(foot).display !== 'table-row-group') note('total on every page', foot);
		for (const cell of all(':is(td, th)'))
			if (words(cell).length > 24 && cell.clientWidth < NARROWEST) note('a word a line', cell);
		for (const box of all('*')) {
			const { right, width } = box.getBoundingClientRect();
			if (width > 1 && right > document.documentElement.clientWidth + 1) note('beyond the margin', box);
		}
		for (const details of all('details')) {
			const { contentVisibility } = getComputedStyle(details, '::details-content');
			if (contentVisibility === 'hidden' && details.querySelector('form, button') === null)
				note('closed', details);
		}
		// What breaks inside such a grid lies over the row that follows.
		for (const held of all(':is(table, section.panel)')) {
			for (let box = held.parentElement; box !== null && box.tagName !== 'MAIN'; box = box.parentElement) {
				const { display, gridTemplateColumns } = getComputedStyle(box);
				if (display === 'grid' && !gridTemplateColumns.includes(' ')) note('in a grid of one column', held);
			}
		}
		return [...new Set(found)];
	});
}

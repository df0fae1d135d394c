import type { Page } from 'playwright-core';

/** More stops than this are no page of a form or a list. */
const MOST_STOPS = 200;

/** Presses Tab until it leaves the page, and names each stop that nobody sees. */
export async function unseenStops(page: Page): Promise<readonly string[]> {
	const unseen: string[] = [];
	await page.evaluate(() => {
		document.body.tabIndex = -1;
		document.body.focus();
	});
	for (let stop = 0; stop < MOST_STOPS; stop += 1) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => {
			/** A box smaller than this shows nothing, px. */
			const LEAST = 8;
			const element = document.activeElement;
			if (element === null || element === document.body || element === document.documentElement) return null;
			// A box of one's own making is drawn by the label of a box that is not seen itself.
			const drawn =
				element instanceof HTMLInputElement && element.labels !== null
					? [element, ...element.labels]
					: [element];
			const shows = drawn.some((one) => {
				const { width, height } = one.getBoundingClientRect();
				if (width < LEAST || height < LEAST) return false;
				if (!one.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
				for (let box = one.parentElement; box !== null; box = box.parentElement) {
					const around = box.getBoundingClientRect();
					const { overflow, clipPath } = getComputedStyle(box);
					if (clipPath !== 'none') return false;
					if (overflow === 'hidden' && (around.width < LEAST || around.height < LEAST)) return false;
				}
				return true;
			});
			return { shows, name: (element.textContent || element.getAttribute('name')) ?? element.tagName };
		});
		if (at === null) return unseen;
		if (!at.shows) unseen.push(at.name.trim().replace(/\s+/g, ' ').slice(0, 60));
	}
	throw new Error(`Tab does not leave ${page.url()}`);
}

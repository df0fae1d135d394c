import type { Frame, Page } from 'playwright-core';
import { found } from '../../world/demonstration.ts';
import type { WorldStage } from './world-stage.ts';

/** Whose validity check shows files beside its items. */
export const OFFICER = 'measurement';

/** A dossier that the officer judges. */
export async function dossierToJudge(stage: WorldStage): Promise<string> {
	const { rows } = await stage.database.owner.query<{ id: string }>(
		`SELECT id FROM application WHERE code = 'MAP-2026-0015'`
	);
	return `/van-phong/ho-so/${found(rows[0], 'MAP-2026-0015').id}`;
}

export const firstLook = (page: Page) => page.locator('a[data-look]').first();

/** The frame that draws, once it has drawn. */
export async function drawn(page: Page): Promise<Frame> {
	await page.frameLocator('.viewer iframe').locator('.sheet canvas').first().waitFor();
	return found(
		page.frames().find((frame) => frame.url().includes('/api/khung-xem')),
		'frame'
	);
}

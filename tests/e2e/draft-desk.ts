import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { found } from '../../world/demonstration.ts';
import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { identifiers } from '#lib/server/ids.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import type { WorldStage } from './world-stage.ts';

/** An open call of the task programme with the draft of an enterprise; gives the draft. */
export async function openTaskDraft(stage: WorldStage, enterprise: string): Promise<string> {
	const { owner } = stage.database;
	const [callId, lotId] = [identifiers.v7(), identifiers.v7()];
	const code = `TASK-9999-${enterprise.replace(/\D/g, '')}`;
	await owner.query(
		`INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, published_at, created_at)
		 SELECT $1, $2, id, key, 'Đợt thử', app_now() - interval '1 hour', app_now() + interval '24 hours', 'published', app_now(), app_now()
		 FROM programme_definition WHERE key = 'TASK' AND frozen_at IS NOT NULL ORDER BY version DESC LIMIT 1`,
		[callId, code]
	);
	await owner.query(
		`INSERT INTO lot (id, call_id, code, position, title_vi, variant) VALUES ($1, $2, 'GL-DL-99', 0, 'Nhiệm vụ thử', 'applied_research')`,
		[lotId, callId]
	);
	const organisation = found(stage.world.known.organisations.get(enterprise), enterprise);
	const asked = { callCode: code, lotId, organisationId: organisation.id };
	return must(await createApplication(await stage.world.as(`${enterprise}.rep`), asked)).id;
}

export async function storedSection(
	stage: Pick<WorldStage, 'app'>,
	id: string,
	section: string
): Promise<Readonly<Record<string, unknown>>> {
	const sections = await stage.app.db.read.applications.sections(id);
	return found(
		sections.find(({ sectionKey }) => sectionKey === section),
		section
	).content.values;
}

/** Types like a person who does not stop: a key every `delay` ms at the end of what stands there. */
export async function typeOn(page: Page, selector: string, text: string, delay = 45): Promise<void> {
	const box = page.locator(selector);
	await box.focus();
	await page.keyboard.press('Control+End');
	await page.keyboard.type(text, { delay });
}

/** Waits until the page says that everything is saved. */
export async function allSaved(page: Page): Promise<void> {
	await expect
		.poll(() => page.locator('.line.ok').count(), { timeout: 60_000, interval: 200 })
		.toBeGreaterThan(0);
}

/** What lies in the browser's own database, as anybody at the machine could read it. */
export interface OpenRows {
	/** Person and address of every page. */
	readonly pages: readonly (readonly [person: string, address: string])[];
	/** Person and object of everything that waits. */
	readonly operations: readonly (readonly [person: string, object: string])[];
	readonly keys: readonly string[];
	/** All bytes of all rows, read as text. */
	readonly text: string;
}

export async function rowsIn(page: Page): Promise<OpenRows> {
	return page.evaluate(async () => {
		const done = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error ?? new Error('refused'));
			});
		const db = await done(indexedDB.open('chuan.drafts'));
		const all = async (name: string): Promise<Record<string, unknown>[]> =>
			db.objectStoreNames.contains(name)
				? ((await done(db.transaction(name).objectStore(name).getAll())) as Record<string, unknown>[])
				: [];
		const [pages, operations, contents, keys] = await Promise.all(
			['pages', 'operations', 'contents', 'keys'].map(all)
		);
		db.close();
		const rows = [...(pages ?? []), ...(operations ?? []), ...(contents ?? [])];
		const read = (value: unknown): string =>
			value instanceof ArrayBuffer || value instanceof Uint8Array
				? new TextDecoder().decode(value)
				: String(value);
		return {
			pages: (pages ?? []).map(({ person, address }) => [String(person), String(address)] as const),
			operations: (operations ?? []).map(({ person, object }) => [String(person), String(object)] as const),
			keys: (keys ?? []).map(({ person }) => String(person)),
			text: rows.flatMap((row) => Object.values(row).map(read)).join('\n')
		};
	});
}

/** Waits until the page lies in the browser. */
export async function keptPage(page: Page, address: string): Promise<void> {
	await expect
		.poll(async () => (await rowsIn(page)).pages.map(([, at]) => at), { timeout: 30_000, interval: 250 })
		.toContain(address);
}

/** What pages did wrong; being without a line is no fault of theirs: its page, Kit's note of it, a portal away. */
export function takeFaults(stage: Pick<WorldStage, 'faults'>): readonly string[] {
	const noLine = /: 503 http\S+$|: console error: TypeError: Failed to fetch\n/;
	return stage.faults.splice(0).filter((fault) => !noLine.test(fault));
}

import { DEMONSTRATION_PASSWORD } from '#lib/server/app/identity/demonstration-sign-ins.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeChain } from '#lib/server/app/budgets/store-chain.ts';
import { systemContext } from '#lib/server/app/system-context.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import { wordsOf } from './stage.ts';
import { agree, fits, open, says, textOf } from './walks.ts';
import { openWorldStage } from './world-stage.ts';
import type { WorldStage } from './world-stage.ts';

/** An appraisal whose chain has four steps, two of them checks side by side, as its signers see it. */

const UNIT = 'Phòng Quản lý khoa học kiểm tra';
const FINANCE = 'Phòng Kế hoạch – Tài chính kiểm tra';
const ROWS = [
	['prepared', 'finance_officer', 'Chuyên viên tài chính lập', 0],
	['verified', 'science_officer', UNIT, 1],
	['verified', 'finance_head', FINANCE, 1],
	['approved', 'director', 'Giám đốc Sở phê duyệt', 2]
] as const;

let stage: WorldStage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let appraisalId = '';

beforeAll(async () => {
	stage = await openWorldStage();
	say = await wordsOf('vi');
	appraisalId = await stage.appraisalOf('gl05');
	const { id } = must(
		await storeChain(systemContext(stage.app), {
			key: 'bon_buoc',
			title: { vi: 'Bốn bước' },
			validFrom: new Date(Date.now() + 3_600_000),
			steps: ROWS.map(([kind, role, label, turn], step) => ({ step, turn, kind, role, label: { vi: label } }))
		})
	);
	// As if it had been in force when this appraisal began, which was put forward already.
	await stage.database.owner.query('UPDATE appraisal SET chain_id = $2 WHERE id = $1', [appraisalId, id]);
});

afterAll(async () => {
	await stage.close();
});

const stateNow = async () => (await stage.app.db.read.budgets.findAppraisal(appraisalId))?.state;

/** The signer finds it among what waits, signs it, and it waits for the signer no more. */
async function signs(key: string, act: 'verify' | 'approve', width?: number): Promise<void> {
	const page = await stage.actAs(key, width);
	await open(page, '/viec-can-lam');
	const link = page.locator(`a[href$="/tham-dinh/${appraisalId}"]`).first();
	await link.waitFor();
	await open(page, `/tham-dinh/${appraisalId}`);
	await fits(page);
	if (process.env['SHOTS'] !== undefined)
		await page.screenshot({
			path: `${process.env['SHOTS']}/${key}-${String(width ?? 1280)}.png`,
			fullPage: true
		});
	await page.locator(`form[action="?/${act}"] button`).click();
	await agree(page, DEMONSTRATION_PASSWORD);
	await says(page, say('budgets_acted'));
	await expect.poll(() => page.locator(`form[action="?/${act}"]`).count()).toBe(0);
	if (process.env['SHOTS'] !== undefined)
		await page.screenshot({ path: `${process.env['SHOTS']}/${key}-after.png`, fullPage: true });
	await page.context().close();
}

describe('a chain of four steps in the browser', () => {
	it('shows every step, lets both checks come in any order, and the approver after them', async () => {
		const director = await stage.actAs('director');
		await open(director, `/tham-dinh/${appraisalId}`);
		for (const [, , label] of ROWS.slice(1)) await says(director, label);
		expect(await director.locator('form[action="?/approve"]').count()).toBe(0);
		await director.context().close();

		await signs('head', 'verify');
		expect(await stateNow()).toBe('prepared');
		await signs('science', 'verify', 360);
		expect(await stateNow()).toBe('verified');
		await signs('director', 'approve');
		expect(await stateNow()).toBe('approved');
	});

	it('names who signed which step, to a reader in English too', async () => {
		const page = await stage.actAs('director');
		await open(page, `/en/tham-dinh/${appraisalId}`);
		const text = await textOf(page);
		for (const label of [UNIT, FINANCE]) expect(text).toContain(label);
		expect(text).not.toContain(say('budgets_step_due'));
		await fits(page);
		await page.context().close();
	});
});

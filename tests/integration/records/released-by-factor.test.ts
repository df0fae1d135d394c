import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalFigures } from '../../../src/lib/domain/access/second-factor.ts';
import { vietnamDateOf } from '../../../src/lib/domain/shared/period.ts';
import type { CallDecision } from '../../../src/lib/domain/workflow/call-changes.ts';
import { formatDong } from '../../../src/lib/i18n/formats/figures.ts';
import { shownFigures } from '../../../src/lib/server/app/decided-figures.ts';
import { tryAct } from '../../../src/lib/server/app/mail/try-act.ts';
import { callUpReserve } from '../../../src/lib/server/app/selection/call-up-reserve.ts';
import { revokeApproval } from '../../../src/lib/server/app/selection/revoke-approval.ts';
import { recordWithdrawal } from '../../../src/lib/server/app/selection/record-withdrawal.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { questionOfSelectionChange } from '../../../src/lib/server/http/questions/results.ts';
import { contextOf, said } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';
import { CODE, openResultWorld } from './result-world.ts';
import type { ResultWorld } from './result-world.ts';

let world: ResultWorld;
let officer: Context;
/** As a request comes in: nothing was confirmed. */
let bare: Context;
let decision: CallDecision;
let chosen: string;
let reserve: string;
beforeEach(async () => {
	world = await openResultWorld({ reserve: true });
	officer = await contextOf(world, world.officer);
	const { proof: _proof, ...unproved } = officer;
	bare = unproved;
	const on = vietnamDateOf(await world.app.db.read.clock.now());
	decision = { reason: 'Đơn vị có văn bản xin rút', number: '301/QĐ-SKHCN', on };
	chosen = await idOf('in_appraisal');
	reserve = await idOf('reserve');
});
afterEach(() => world.close());

async function idOf(state: string): Promise<string> {
	const { rows } = await world.database.owner.query<{ id: string }>(
		'SELECT id FROM application WHERE call_id = $1 AND state = $2',
		[world.call.id, state]
	);
	return rows[0]?.id ?? '';
}

async function stateOf(id: string): Promise<string | undefined> {
	const { rows } = await world.database.owner.query<{ state: string }>(
		'SELECT state FROM application WHERE id = $1',
		[id]
	);
	return rows[0]?.state;
}

async function committed(): Promise<bigint> {
	const { rows } = await world.database.owner.query<{ committed: string }>(
		'SELECT committed FROM fund_balance'
	);
	return BigInt(rows[0]?.committed ?? '0');
}

async function confirmationInLog(): Promise<unknown> {
	const { rows } = await world.database.owner.query<{ confirmation: unknown }>(
		`SELECT d.content->'after'->'confirmation' AS confirmation FROM audit_entry e
		 JOIN audit_detail d ON d.entry_id = e.id WHERE e.action = 'record_withdrawal' AND e.outcome = 'done'`
	);
	return rows[0]?.confirmation;
}

async function limitOfFund(amount: number): Promise<void> {
	await world.database.owner.query(`UPDATE passkey_limit SET amount = $1 WHERE key = 'fund'`, [amount]);
}

const change = (applicationId: string) => ({ callCode: CODE, applicationId, decision });
const withdraw = (ctx: Context) => recordWithdrawal(ctx, change(chosen));
const revoke = (ctx: Context) => revokeApproval(ctx, change(chosen));
const callUp = (ctx: Context) => callUpReserve(ctx, change(reserve));

describe('money of a chosen dossier goes back', () => {
	it('only with a factor at the act, which signs dossier, sum and decision', async () => {
		await world.approve();
		await limitOfFund(999_999_999_999);
		const promised = await committed();
		const strict: Context = {
			...bare,
			app: { ...bare.app, config: { ...bare.app.config, production: true } }
		};
		for (const tried of [withdraw, revoke, callUp])
			expect(said(await tried(strict))).toBe('second_factor_needed');
		for (const tried of [withdraw, revoke]) expect(said(await tried(bare))).toBe('confirmation_needed');
		expect(said(await withdraw({ ...strict, strength: 'totp' }))).toBe('confirmation_needed');
		expect(await committed()).toBe(promised);
		expect(await stateOf(chosen)).toBe('approved');
		const question = await questionOfSelectionChange(
			officer,
			{ ...change(chosen), act: 'record_withdrawal' },
			{}
		);
		must(await withdraw({ ...strict, strength: 'totp', proof: { means: 'totp' } }));
		const { rows } = await world.database.owner.query<{ means: string; figures: string }>(
			`SELECT means, figures FROM act_confirmation WHERE verb = 'record_withdrawal'`
		);
		// What the page showed is what was signed.
		const figures = canonicalFigures(shownFigures(question?.figures ?? [], 'vi'));
		expect(figures).toContain(`decision=${decision.number}\n`);
		expect(figures).toContain(`amount=${formatDong(promised, 'vi').replaceAll('\u00a0', ' ')}\n`);
		expect(rows).toEqual([{ means: 'totp', figures }]);
		expect(await confirmationInLog()).toMatchObject({ means: 'totp', deviceCommitted: false });
		expect(await committed()).toBe(0n);
		expect(said(await callUp({ ...strict, strength: 'totp' }))).toBe('confirmation_needed');
		expect(await stateOf(reserve)).toBe('reserve');
	});

	it('above the limit of money only with a passkey', async () => {
		await world.approve();
		await limitOfFund(1);
		for (const tried of [withdraw, revoke])
			expect(said(await tried({ ...officer, proof: { means: 'totp' } }))).toBe('passkey_needed');
		expect(await stateOf(chosen)).toBe('approved');
	});

	it('is shown with the letter that it writes before anybody confirms', async () => {
		const { letters, refusal } = await tryAct(bare, (tried) => withdraw(tried));
		expect(refusal).toBeUndefined();
		expect(letters.map(({ subject }) => subject)).toEqual([
			expect.stringContaining('Đã ghi nhận việc rút hồ sơ')
		]);
		expect(await stateOf(chosen)).toBe('in_appraisal');
	});
});

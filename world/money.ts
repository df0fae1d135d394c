import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import { signAppraisal } from '#lib/server/app/budgets/sign-appraisal.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { labourFromJson, lineFromJson } from '#lib/domain/budgets/line-json.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { ReasonCode } from '#lib/domain/budgets/reasons.ts';
import { decimalFromPlain } from '#lib/domain/shared/decimal.ts';
import { giveBackAppraisal } from '#lib/server/app/budgets/give-back-appraisal.ts';
import { readAppraisal } from '#lib/server/app/budgets/read-appraisal.ts';
import { recordCouncilKhoan } from '#lib/server/app/budgets/record-council-khoan.ts';
import { saveAppraisal } from '#lib/server/app/budgets/save-appraisal.ts';
import type { AppraisalDecision } from '#lib/server/app/budgets/save-appraisal.ts';
import { allocateFund } from '#lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '#lib/server/app/funds/create-fund-source.ts';
import { done, found } from './demonstration.ts';
import type { Demonstration } from './demonstration.ts';

export interface SampleBudget {
	readonly code: string;
	readonly applicant?: string;
	readonly months: number;
	readonly khoanMethod?: string;
	readonly requested: readonly unknown[];
	readonly decisions?: readonly {
		readonly key: string;
		readonly reason: string;
		readonly note: string;
		readonly removed?: boolean;
		readonly quantity?: string;
		readonly unitPrice?: string;
		readonly labour?: unknown;
	}[];
}

const { budgets } = JSON.parse(await readFile(path.join(import.meta.dirname, 'budgets.json'), 'utf8')) as {
	budgets: readonly SampleBudget[];
};

/** The sample budget of a lot; of several applicants, that of the one named. */
export function budgetOf(lot: string, applicant?: string): SampleBudget {
	return found(
		budgets.find((budget) => budget.code === lot && budget.applicant === applicant),
		`budget ${lot}`
	);
}

export function linesOf(budget: SampleBudget): BudgetLine[] {
	return budget.requested.map((line) => done(lineFromJson(line)));
}

function decisionsOf(budget: SampleBudget): AppraisalDecision[] {
	return (budget.decisions ?? []).map(({ key, reason, note, removed, quantity, unitPrice, labour }) => {
		if (removed === true) return { key, removed, reason, note };
		const read = labour === undefined ? undefined : labourFromJson(labour);
		return {
			key,
			reason,
			note,
			...(quantity !== undefined && { quantity: done(decimalFromPlain(quantity)) }),
			...(unitPrice !== undefined && { unitPrice: BigInt(unitPrice) }),
			...(read !== undefined && { labour: read })
		};
	});
}

/** The two sources of the year, that of its supplementary rounds, and what next year's rounds count on. */
export async function fundTheYear(world: Demonstration): Promise<void> {
	const head = await world.as('head');
	const give = async (
		key: string,
		code: string,
		name: string,
		year: number,
		amount: bigint
	): Promise<void> => {
		const { sourceId } = done(await createFundSource(head, { code, name: { vi: name } }));
		world.known.funds.set(key, sourceId);
		const note = `Giao dự toán ngân sách năm ${String(year)}`;
		done(await allocateFund(head, { sourceId, year, amount, key: world.app.ids.v4(), note }));
	};
	const year = String(world.year);
	const next = String(world.year + 1);
	await give('map', `HT-CTDBDL-${year}`, `Hỗ trợ CTĐBĐL ${year}`, world.year, 400_000_000n);
	await give('task', `SN-KHCN-${year}`, `Sự nghiệp KH&CN ${year} - Sở`, world.year, 1_400_000_000n);
	await give('map.extra', `HT-CTDBDL-BS-${year}`, `Hỗ trợ CTĐBĐL bổ sung ${year}`, world.year, 700_000_000n);
	await give('map.next', `HT-CTDBDL-${next}`, `Hỗ trợ CTĐBĐL ${next}`, world.year + 1, 300_000_000n);
	await give('task.next', `SN-KHCN-${next}`, `Sự nghiệp KH&CN ${next} - Sở`, world.year + 1, 3_000_000_000n);
}

async function appraisalOf(world: Demonstration, application: string): Promise<string> {
	const id = found(world.known.applications.get(application), application);
	return found(await world.app.db.read.budgets.appraisalOf(id), `appraisal of ${application}`).id;
}

/** The finance officer decides on the lines and keeps that; nothing is signed yet. */
export async function decideOnLines(
	world: Demonstration,
	application: string,
	decide: (requested: readonly BudgetLine[]) => readonly AppraisalDecision[]
): Promise<void> {
	const officer = await world.as('finance');
	const appraisalId = await appraisalOf(world, application);
	const { appraisal, figures } = done(await readAppraisal(officer, appraisalId));
	const requested = figures.rows.flatMap((row) => (row.requested === null ? [] : [row.requested]));
	const lines = decide(requested);
	done(await saveAppraisal(officer, { appraisalId, version: appraisal.version, lines }));
}

/** Fewer of one line, named by what it pays for. */
export const fewer =
	(
		content: string,
		to: { readonly quantity: string; readonly reason: ReasonCode; readonly note: string }
	): ((requested: readonly BudgetLine[]) => readonly AppraisalDecision[]) =>
	(requested) => {
		const { key } = found(
			requested.find((line) => line.content === content),
			`line ${content}`
		);
		const { reason, note } = to;
		return [{ key, quantity: done(decimalFromPlain(to.quantity)), reason, note }];
	};

/** The finance officer appraises by the sample's decisions, if there are any, and puts it forward. */
export async function appraise(
	world: Demonstration,
	application: string,
	budget?: SampleBudget
): Promise<void> {
	if (budget !== undefined) await decideOnLines(world, application, () => decisionsOf(budget));
	await recordCouncil(world, application);
	await sign(world, application, 'finance', 'prepared');
}

/** What the minutes of the council say about the method of payment, where the dossier asks for one. */
async function recordCouncil(world: Demonstration, application: string): Promise<void> {
	const officer = await world.as('finance');
	const appraisalId = await appraisalOf(world, application);
	const { appraisal, khoan } = done(await readAppraisal(officer, appraisalId));
	if (khoan === null || khoan.councilProposes !== null) return;
	const proposes = khoan.outcome.requested === 'to_final_product';
	done(await recordCouncilKhoan(officer, { appraisalId, version: appraisal.version, proposes }));
}

/** The head sends it back to the finance officer. */
export async function giveBack(world: Demonstration, application: string, note: string): Promise<void> {
	const appraisalId = await appraisalOf(world, application);
	done(await giveBackAppraisal(await world.as('head'), { appraisalId, note }));
}

export const verify = (world: Demonstration, application: string): Promise<void> =>
	sign(world, application, 'head', 'verified');
export const approve = (world: Demonstration, application: string): Promise<void> =>
	sign(world, application, 'director', 'approved');

async function sign(
	world: Demonstration,
	application: string,
	person: string,
	kind: SigningKind
): Promise<void> {
	const ctx = await world.as(person);
	const appraisalId = await appraisalOf(world, application);
	const { hash } = done(await readAppraisal(ctx, appraisalId));
	if (hash === null) throw new Error(`${application} is not complete`);
	done(await signAppraisal(ctx, { appraisalId, seenHash: hash, kind }));
}

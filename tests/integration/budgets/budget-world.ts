import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { labourFromJson, lineFromJson } from '../../../src/lib/domain/budgets/line-json.ts';
import type { BudgetLine } from '../../../src/lib/domain/budgets/line.ts';
import { decimalFromPlain } from '../../../src/lib/domain/shared/decimal.ts';
import type { Result } from '../../../src/lib/domain/shared/result.ts';
import { freezeRequestedBudget } from '../../../src/lib/server/app/steps/budgets/freeze-requested-budget.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { saveAppraisal } from '../../../src/lib/server/app/budgets/save-appraisal.ts';
import type { AppraisalDecision } from '../../../src/lib/server/app/budgets/save-appraisal.ts';
import { saveBudgetLines } from '../../../src/lib/server/app/budgets/save-budget-lines.ts';
import { startAppraisal } from '../../../src/lib/server/app/steps/budgets/start-appraisal.ts';
import { allocateFund } from '../../../src/lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '../../../src/lib/server/app/funds/create-fund-source.ts';
import { arranged } from '../../support/arranged.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { contextOf, insertCall, insertOrganisation, insertPerson, openWorld } from '../intake/world.ts';
import type { TestCall, TestPerson, World } from '../intake/world.ts';

interface SampleBudget {
	readonly code: string;
	readonly applicant?: string;
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

export function must<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(JSON.stringify(result.refusal));
	return result.value;
}

export function refusalOf(result: Result<unknown>): string {
	return result.ok ? 'no refusal' : result.refusal.code;
}

const SAMPLES = path.resolve(import.meta.dirname, '../../../world/budgets.json');
const { budgets } = JSON.parse(await readFile(SAMPLES, 'utf8')) as { budgets: readonly SampleBudget[] };

function sample(code: string): SampleBudget {
	const found = budgets.find((budget) => budget.code === code && budget.applicant === undefined);
	if (found === undefined) throw new Error(`no sample ${code}`);
	return found;
}

/** The lines of a sample budget; with `fresh`, under keys of their own so that many cases can ask alike. */
export function linesOf(code: string): BudgetLine[] {
	return sample(code).requested.map((line) => must(lineFromJson(line)));
}

export function decisionsOf(code: string): AppraisalDecision[] {
	return (sample(code).decisions ?? []).map(({ key, reason, note, removed, quantity, unitPrice, labour }) => {
		if (removed === true) return { key, removed, reason, note };
		const read = labour === undefined ? undefined : labourFromJson(labour);
		return {
			key,
			reason,
			note,
			...(quantity !== undefined && { quantity: must(decimalFromPlain(quantity)) }),
			...(unitPrice !== undefined && { unitPrice: BigInt(unitPrice) }),
			...(read !== undefined && { labour: read })
		};
	});
}

export interface BudgetWorld extends World {
	readonly call: TestCall;
	readonly sourceId: string;
	readonly people: Readonly<Record<'officer' | 'head' | 'director', TestPerson>>;
	readonly as: Readonly<Record<'officer' | 'head' | 'director', Context>>;
}

export const YEAR = 2026;

/** A task call with a source of 1.400.000.000 đồng, and the three people of the chain. */
export async function openBudgetWorld(allocated = 1_400_000_000n): Promise<BudgetWorld> {
	const world = await openWorld();
	const people = {
		officer: await insertPerson(world, 'Lê Thị Hồng Vân', { grants: [{ role: 'finance_officer' }] }),
		head: await insertPerson(world, 'Trịnh Công Danh', { grants: [{ role: 'finance_head' }] }),
		director: await insertPerson(world, 'Giám đốc Sở', { grants: [{ role: 'director' }] })
	};
	const as = {
		officer: await contextOf(world, people.officer),
		head: await contextOf(world, people.head),
		director: await contextOf(world, people.director)
	};
	const call = await insertCall(world, 'task', 'TASK-2026-1', ['GL-DL-01', 'GL-DL-02', 'GL-DL-05']);
	const { sourceId } = must(
		await createFundSource(as.head, { code: 'SN-KHCN', name: { vi: 'Sự nghiệp KH&CN 2026 - Sở' } })
	);
	must(
		await allocateFund(as.head, {
			sourceId,
			year: YEAR,
			amount: allocated,
			key: 'first',
			note: 'Giao dự toán'
		})
	);
	await world.database.owner.query('UPDATE call SET fund_source_id = $1, budget_year = $2 WHERE id = $3', [
		sourceId,
		YEAR,
		call.id
	]);
	return { ...world, call, sourceId, people, as };
}

export interface DraftCase {
	readonly applicationId: string;
	readonly organisationId: string;
	readonly representative: TestPerson;
	readonly ctx: Context;
}

let counted = 0;

/** A draft of a new organisation with its representative. */
export async function draftCase(world: BudgetWorld): Promise<DraftCase> {
	counted += 1;
	const place = counted;
	const organisationId = await insertOrganisation(
		world,
		`Công ty số ${String(place)}`,
		`59999${String(10000 + place)}`
	);
	const representative = await insertPerson(world, `Đại diện ${String(place)}`, {
		grants: [{ role: 'representative', scopeType: 'organisation', scopeId: organisationId }]
	});
	const applicationId = identifiers.v7();
	const lotId = Object.values(world.call.lots)[0];
	await world.database.owner.query(
		`INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, title, state, created_at, updated_at)
		 VALUES ($1, $2, $3, $4, $5, $6, 'draft', app_now(), app_now())`,
		[
			applicationId,
			world.call.id,
			lotId,
			organisationId,
			representative.personId,
			`Nhiệm vụ thử ${String(place)}`
		]
	);
	return { applicationId, organisationId, representative, ctx: await contextOf(world, representative) };
}

/** Freezes the budget and marks the application as recommended, as submission and selection leave it. */
export async function recommend(world: BudgetWorld, { applicationId, ctx }: DraftCase): Promise<void> {
	counted += 1;
	const code = `TASK-2026-${String(counted).padStart(4, '0')}`;
	must(
		await arranged(ctx, 'submit_application', { type: 'application', id: applicationId }, ({ tx }) =>
			freezeRequestedBudget(tx, applicationId, code)
		)
	);
	await world.database.owner.query(
		`UPDATE application SET state = 'recommended', code = $2, revision_id = $3, submitted_at = app_now() WHERE id = $1`,
		[applicationId, code, identifiers.v7()]
	);
}

/** An application in appraisal with the lines of a sample budget and nothing cut yet. */
export async function appraisedCase(
	world: BudgetWorld,
	lines: readonly BudgetLine[]
): Promise<DraftCase & { readonly appraisalId: string }> {
	const made = await draftCase(world);
	must(await saveBudgetLines(made.ctx, { applicationId: made.applicationId, lines, baseVersion: 0 }));
	await recommend(world, made);
	const { appraisalId } = must(
		await arranged(
			world.as.director,
			'close_selection',
			{ type: 'application', id: made.applicationId },
			({ tx }) => startAppraisal(tx, world.as.director, made.applicationId)
		)
	);
	return { ...made, appraisalId };
}

/** The appraisal of a sample budget with its decisions kept, ready to be prepared. */
export async function decidedCase(
	world: BudgetWorld,
	code: string
): Promise<DraftCase & { readonly appraisalId: string }> {
	const made = await appraisedCase(world, linesOf(code));
	const page = must(await readAppraisal(world.as.officer, made.appraisalId));
	must(
		await saveAppraisal(world.as.officer, {
			appraisalId: made.appraisalId,
			version: page.appraisal.version,
			lines: decisionsOf(code)
		})
	);
	return made;
}

/** The hash that is on the screen of whoever looks now. */
export async function hashOf(world: BudgetWorld, appraisalId: string): Promise<string> {
	return must(await readAppraisal(world.as.officer, appraisalId)).hash ?? 'none';
}

import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '../../../src/lib/domain/shared/canonical-json.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { recordCouncilKhoan } from '../../../src/lib/server/app/budgets/record-council-khoan.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import { decidedCase, hashOf, must, openBudgetWorld, refusalOf } from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const CODE = 'GL-DL-05';
let world: BudgetWorld;
beforeAll(async () => {
	world = await openBudgetWorld(9_000_000_000n);
}, 120_000);
afterAll(() => world.close());

const row = (cells: Record<string, string>): JsonValue => ({ id: identifiers.v4(), cells });

/** An appraisal with the revision that its dossier was submitted with. */
async function asking(method: string, product: Record<string, string> = {}): Promise<string> {
	const { applicationId, appraisalId } = await decidedCase(world, CODE);
	const { call, database } = world;
	const bytes = Buffer.from(
		canonicalJson({
			format: 'chuan.revision/1',
			definition: { id: call.definitionId, key: 'TASK', version: 1, hash: '' },
			variant: 'applied_research',
			call: { id: call.id, code: call.code, title: 'Đợt thử', closesAt: new Date().toISOString() },
			lot: { id: applicationId, code: CODE, title: '' },
			application: { id: applicationId, code: 'TASK-2026-0001', revision: 1 },
			organisation: {},
			answers: {
				general: { spending_method: method },
				products: {
					form_1: [row({ name: 'Mẫu chuẩn', unit: 'bộ', quality: 'ổn định', quantity: '3', ...product })]
				},
				application: { addresses: [row({ organisation: 'Cơ sở y tế', use: 'Kiểm định', from: '2027' })] }
			},
			computed: {},
			budget: null,
			files: [],
			submittedAt: new Date().toISOString(),
			declaration: { personId: applicationId, name: '', sentences: [] }
		})
	);
	const revisionId = identifiers.v7();
	await database.owner.query(
		`INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by) VALUES ($1, $2, 1, $3, $4, app_now(), $2)`,
		[revisionId, applicationId, bytes, identifiers.sha256(bytes)]
	);
	await database.owner.query('UPDATE application SET revision_id = $2 WHERE id = $1', [
		applicationId,
		revisionId
	]);
	return appraisalId;
}
const page = async (appraisalId: string) => must(await readAppraisal(world.as.officer, appraisalId));
async function record(appraisalId: string, proposes: boolean, ctx: Context = world.as.officer) {
	const { version } = (await page(appraisalId)).appraisal;
	return recordCouncilKhoan(ctx, { appraisalId, version, proposes });
}
const prepare = async (appraisalId: string) =>
	prepareAppraisal(world.as.officer, { appraisalId, seenHash: await hashOf(world, appraisalId) });

describe('the method of payment', () => {
	it('waits for the word of the council, and is recorded on the figures that are put forward', async () => {
		const appraisalId = await asking('final_product');
		expect(refusalOf(await prepare(appraisalId))).toBe('khoan_council_missing');
		must(await record(appraisalId, true));
		const before = await page(appraisalId);
		expect(before.khoan).toMatchObject({
			outcome: { requested: 'to_final_product', method: 'to_final_product', unmet: [], falls: false },
			councilProposes: true,
			decided: null,
			mayRecord: true
		});
		must(await prepare(appraisalId));
		const after = await page(appraisalId);
		expect(after.khoan).toMatchObject({
			decided: { method: 'to_final_product', seenHash: after.hash, unmet: [] },
			mayRecord: false
		});
		const input = { appraisalId, seenHash: after.hash ?? '' };
		must(await verifyAppraisal(world.as.head, input));
		must(await approveAppraisal(world.as.director, input));
		const methods = await world.app.db.read.budgets.khoanMethods(world.call.id);
		// All of the state budget is paid to the final product: the decision says how much.
		expect(methods.get(after.applicationId)).toEqual({
			method: 'to_final_product',
			amount: after.figures.appraised.khoan?.stateTotal
		});
	});

	it('falls to payment part by part with the reasons, where the council or the product does not carry it', async () => {
		const against = await asking('final_product');
		must(await record(against, false));
		must(await prepare(against));
		const unnamed = await asking('final_product', { quality: '' });
		must(await record(unnamed, true));
		must(await prepare(unnamed));
		for (const [appraisalId, code] of [
			[against, 'khoan_not_proposed_by_council'],
			[unnamed, 'khoan_product_not_named']
		] as const) {
			expect((await page(appraisalId)).khoan).toMatchObject({
				outcome: { falls: true },
				decided: { method: 'in_parts', unmet: [{ code }] }
			});
		}
	});

	it('needs no word of the council where payment part by part is asked for', async () => {
		const appraisalId = await asking('partial');
		must(await prepare(appraisalId));
		expect((await page(appraisalId)).khoan).toMatchObject({
			outcome: { falls: false },
			decided: { requested: 'in_parts', method: 'in_parts' }
		});
	});

	it('is recorded by the officer, while the figures are being prepared', async () => {
		const appraisalId = await asking('final_product');
		for (const ctx of [world.as.head, world.as.director])
			expect(refusalOf(await record(appraisalId, true, ctx))).toBe('not_found');
		const { rows } = await world.database.owner.query<{ organisation: string }>(
			`SELECT a.organisation_id AS organisation FROM appraisal p JOIN application a ON a.id = p.application_id WHERE p.id = $1`,
			[appraisalId]
		);
		const employerId = rows[0]?.organisation ?? '';
		const tied = await insertPerson(world, 'Người nhà', {
			employerId,
			grants: [{ role: 'finance_officer' }]
		});
		expect(refusalOf(await record(appraisalId, true, await contextOf(world, tied)))).toBe(
			'tied_to_applicant'
		);
		const stale = { appraisalId, version: 999, proposes: true };
		expect(refusalOf(await recordCouncilKhoan(world.as.officer, stale))).toBe('stale_version');
		must(await record(appraisalId, true));
		must(await prepare(appraisalId));
		expect(refusalOf(await record(appraisalId, false))).toBe('state_forbids');
		const plain = await decidedCase(world, CODE);
		expect(refusalOf(await record(plain.appraisalId, true))).toBe('khoan_not_asked');
	});

	it('is written once, and only for figures that are there', async () => {
		const { app } = world.database;
		await expect(app.query(`UPDATE khoan_decision SET method = 'in_parts'`)).rejects.toThrow(
			/permission denied for/
		);
		await expect(app.query('DELETE FROM khoan_decision')).rejects.toThrow(/permission denied for/);
		await expect(
			app.query(
				`INSERT INTO khoan_decision (id, appraisal_id, version_id, seen_hash, requested, method, unmet, decided_by, decided_at)
				 SELECT gen_random_uuid(), id, appraised_version_id, 'f', 'in_parts', 'in_parts', '[{"code":"x"}]', $1, app_now() FROM appraisal LIMIT 1`,
				[world.people.officer.personId]
			)
		).rejects.toThrow('stale figures');
	});
});

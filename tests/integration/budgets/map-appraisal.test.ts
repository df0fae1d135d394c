import { prepareAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '../../../src/lib/domain/shared/canonical-json.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { readEvidence } from '../../../src/lib/server/app/budgets/read-evidence.ts';
import { startAppraisal } from '../../../src/lib/server/app/steps/budgets/start-appraisal.ts';
import { arranged } from '../../support/arranged.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { contextOf, insertCall, insertOrganisation, insertPerson } from '../intake/world.ts';
import type { TestCall } from '../intake/world.ts';
import { must, openBudgetWorld, refusalOf } from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const EQUIPMENT = '5f0c3f5c-2d1b-4a53-9d0e-1f2a3b4c5d6e';
const OWN = '6f0c3f5c-2d1b-4a53-9d0e-1f2a3b4c5d6e';
const GROUND = 'Báo giá 12/BG-TN ngày 02/03/2026';
const row = (id: string, kind: string, quantity: string, unitPrice: string): JsonValue => ({
	id,
	cells: { kind, content: 'Cân chuẩn F1', unit: 'bộ', quantity, unit_price: unitPrice, basis: GROUND }
});

let world: BudgetWorld;
let call: TestCall;
beforeAll(async () => {
	world = await openBudgetWorld();
	call = await insertCall(world, 'map', 'MAP-2026-1', ['MAP']);
});
afterAll(() => world.close());

/** A recommended application of the measurement programme, whose money stands in two tables of its form. */
async function recommended(requested: bigint, quantity = '2.5'): Promise<string> {
	const { owner } = world.database;
	const code = `MAP-${identifiers.v4().slice(0, 8)}`;
	const serial = identifiers.v4().replace(/\D/g, '').slice(0, 7).padEnd(7, '0');
	const organisationId = await insertOrganisation(world, 'Công ty Cà phê', `599${serial}`);
	const [id, revisionId] = [identifiers.v7(), identifiers.v7()];
	const snapshot: JsonValue = {
		format: 'chuan.revision/1',
		definition: { id: call.definitionId, key: 'MAP', version: 1, hash: '' },
		variant: 'standard',
		call: { id: call.id, code: call.code, title: '', closesAt: new Date().toISOString() },
		lot: { id: call.lots['MAP'] ?? '', code: 'MAP', title: '' },
		application: { id, code, revision: 1 },
		organisation: {},
		answers: {
			funding: {
				support_lines: [row(EQUIPMENT, 'equipment', quantity, '72000000')],
				own_lines: [row(OWN, 'standard', '1', '120000000')]
			}
		},
		computed: {},
		budget: null,
		files: [],
		submittedAt: new Date().toISOString(),
		declaration: { personId: id, name: '', sentences: [] }
	};
	const bytes = Buffer.from(canonicalJson(snapshot));
	await owner.query(
		`INSERT INTO application (id, code, call_id, lot_id, organisation_id, created_by, title, state, revision_id, submitted_at, requested, own, created_at, updated_at)
		 VALUES ($1, $2, $3, $4, $5, $1, 'Chương trình', 'recommended', $6, app_now(), $7, 120000000, app_now(), app_now())`,
		[id, code, call.id, call.lots['MAP'], organisationId, revisionId, String(requested)]
	);
	await owner.query(
		`INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by) VALUES ($1, $2, 1, $3, $4, app_now(), $2)`,
		[revisionId, id, bytes, identifiers.sha256(bytes)]
	);
	return id;
}

function start(applicationId: string) {
	return arranged(
		world.as.director,
		'close_selection',
		{ type: 'application', id: applicationId },
		({ tx }) => startAppraisal(tx, world.as.director, applicationId)
	);
}

describe('an appraisal whose lines come from the tables of the form', () => {
	it('takes the submitted rows as lines, without management line and khoán test', async () => {
		const { appraisalId } = must(await start(await recommended(180_000_000n)));
		const { figures, hash } = must(await readAppraisal(world.as.officer, appraisalId));
		expect(figures.totals.requested).toEqual({ state: 180_000_000n, own: 120_000_000n, total: 300_000_000n });
		expect(figures.rows.map(({ key, requested }) => [key, requested?.category, requested?.subKind])).toEqual([
			[EQUIPMENT, 3, 'purchase'],
			[OWN, 2, 'materials']
		]);
		expect(figures.appraised.management).toBeNull();
		expect(figures.appraised.khoan).toBeNull();
		must(await prepareAppraisal(world.as.officer, { appraisalId, seenHash: hash ?? '' }));
	});

	it('does not start on a row without its figures', async () => {
		expect(refusalOf(await start(await recommended(180_000_000n, '')))).toBe('budget_not_complete');
	});

	it('does not start where form and engine disagree', async () => {
		await expect(start(await recommended(1n))).rejects.toThrow('the form asks 1');
	});
});

describe('the evidence of an appraisal', () => {
	it('shows beside each line what the applicant wrote there, and the items of the dossier', async () => {
		const { appraisalId } = must(await start(await recommended(180_000_000n)));
		for (const reader of Object.values(world.as)) {
			const { grounds, items, council, survey } = must(await readEvidence(reader, appraisalId));
			expect(grounds[EQUIPMENT]).toMatchObject([{ text: GROUND }]);
			expect(Object.keys(grounds)).toEqual([EQUIPMENT, OWN]);
			expect(items.map(({ key }) => key)).toContain('quotations');
			// Nothing is concluded before a session has ended and a survey is finished.
			expect([council, survey]).toEqual([null, null]);
		}
	});

	it('is nothing for who does not read the case', async () => {
		const { appraisalId } = must(await start(await recommended(180_000_000n)));
		const grants = [{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' }] as const;
		const other = await contextOf(
			world,
			await insertPerson(world, 'Nguyễn Thị Kim Chi', { grants: [...grants] })
		);
		expect(refusalOf(await readEvidence(other, appraisalId))).toBe('not_found');
		expect(refusalOf(await readEvidence(world.as.officer, identifiers.v4()))).toBe('not_found');
		expect(refusalOf(await readEvidence(world.as.officer, 'x'))).toBe('not_found');
	});
});

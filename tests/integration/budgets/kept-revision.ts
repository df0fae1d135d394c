import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import { identifiers } from '#lib/server/ids.ts';
import { decidedCase } from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

/** A case under appraisal with what it was submitted with: leader, time and grounds are read from there. */
export async function submittedCase(world: BudgetWorld, code: string): ReturnType<typeof decidedCase> {
	const made = await decidedCase(world, code);
	const { owner } = world.database;
	const { rows } = await owner.query<{
		id: string;
		revision: string;
		code: string;
		variant: string;
		lot: string;
	}>(
		`SELECT a.id, a.revision_id AS revision, a.code, l.variant, l.code AS lot FROM appraisal p
		 JOIN application a ON a.id = p.application_id JOIN lot l ON l.id = a.lot_id WHERE p.id = $1`,
		[made.appraisalId]
	);
	const [row] = rows;
	if (row === undefined) throw new Error('no such appraisal');
	const snapshot = {
		format: 'chuan.revision/1',
		definition: { id: row.id, key: 'X', version: 1, hash: '' },
		variant: row.variant,
		call: {
			id: world.call.id,
			code: world.call.code,
			title: 'Đợt thử',
			closesAt: '2026-11-01T00:00:00.000Z'
		},
		lot: { id: row.id, code: row.lot, title: '' },
		application: { id: row.id, code: row.code, revision: 1 },
		organisation: { name: 'Đơn vị' },
		answers: { people: { leader_name: 'Rơ Châm Hơ̆n' }, general: { months: '24' } },
		computed: {},
		budget: null,
		files: [],
		submittedAt: '2026-11-01T00:00:00.000Z',
		declaration: { personId: row.id, name: '', sentences: [] }
	};
	const bytes = Buffer.from(canonicalJson(snapshot));
	await owner.query(
		`INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by) VALUES ($1, $2, 1, $3, $4, app_now(), $2)`,
		[row.revision, row.id, bytes, identifiers.sha256(bytes)]
	);
	return made;
}

import { prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SaveOperations } from '../../../src/lib/contracts/drafts/save-operations.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { saveAppraisal } from '../../../src/lib/server/app/budgets/save-appraisal.ts';
import { saveTypedDecisions } from '../../../src/lib/server/app/budgets/save-typed-decisions.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import {
	appraisedCase,
	decidedCase,
	draftCase,
	hashOf,
	linesOf,
	must,
	openBudgetWorld,
	refusalOf
} from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const CODE = 'GL-DL-05';
let world: BudgetWorld;
let second: Context;
beforeAll(async () => {
	world = await openBudgetWorld();
	const person = await insertPerson(world, 'Phạm Thị Mai', { grants: [{ role: 'finance_officer' }] });
	second = await contextOf(world, person);
});
afterAll(() => world.close());

const lines = linesOf(CODE);
const priced = lines.find(({ labour, system }) => labour === undefined && system === undefined);
if (priced === undefined) throw new Error('no priced line in the sample');
const KEY = priced.key;
const price = `lines/${KEY}/unitPrice`;

/** What one window of a person sends; its operations are numbered from 1. */
function windowOf(ctx: Context) {
	if (ctx.actor.kind !== 'person') throw new Error('nobody is signed in');
	const [person, run, device] = [ctx.actor.personId, identifiers.v4(), identifiers.v4()];
	let number = 0;
	return async (appraisalId: string, base: number, values: Readonly<Record<string, unknown>>) => {
		const operations = Object.entries(values).map(([path, value]) => {
			number += 1;
			return { id: identifiers.v4(), run, number, path, base, value };
		});
		const message: SaveOperations = {
			...{ person, device, run, settled: 0, revision: base },
			operations
		};
		return saveTypedDecisions(ctx, { appraisalId, message });
	};
}

async function pageOf(appraisalId: string) {
	return must(await readAppraisal(world.as.officer, appraisalId));
}
const rowOf = ({ figures }: Awaited<ReturnType<typeof pageOf>>, key = KEY) =>
	figures.rows.find((row) => row.key === key);

async function steps(appraisalId: string) {
	const { rows } = await world.database.owner.query<{ kind: string; revoked: boolean }>(
		`SELECT s.kind, s.revoked_at IS NOT NULL AS revoked FROM approval_step s
		 JOIN appraisal a ON a.appraised_version_id = s.budget_version_id WHERE a.id = $1 ORDER BY s.step_no`,
		[appraisalId]
	);
	return rows;
}

describe('an appraisal that is typed', () => {
	it('keeps each box by itself, counts it at once and says so in the audit trail', async () => {
		const { appraisalId } = await appraisedCase(world, lines);
		const { appraisal } = await pageOf(appraisalId);
		const write = windowOf(world.as.officer);
		const first = must(await write(appraisalId, appraisal.version, { [price]: '1.000' }));
		expect(first.outcomes.map(({ kind }) => kind)).toEqual(['applied']);
		expect(first.revision).toBe(appraisal.version + 1);
		const then = { [`lines/${KEY}/note`]: 'Theo báo giá ngày 02/11' };
		must(await write(appraisalId, first.revision, then));
		const page = await pageOf(appraisalId);
		expect(rowOf(page)?.appraised?.unitPrice).toBe(1_000n);
		// A note stays while its reason is not chosen, and is no reason.
		expect(page.words[KEY]).toEqual({ code: '', note: 'Theo báo giá ngày 02/11' });
		expect(page.figures.problems.map(({ code }) => code)).toContain('appraisal_reason_missing');
		expect([page.appraisal.version, page.hash]).toEqual([appraisal.version + 2, null]);
		const { rows } = await world.database.owner.query<{ content: { after: { places: string[] } } }>(
			`SELECT d.content FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.object_id = $1 AND e.action = 'save_appraisal' ORDER BY e.id`,
			[appraisalId]
		);
		expect(rows.map(({ content }) => content.after.places)).toEqual([[price], [`lines/${KEY}/note`]]);
	});

	it('shows the other appraiser’s value with name and time, and takes the rest', async () => {
		const { appraisalId } = await appraisedCase(world, lines);
		const { version } = (await pageOf(appraisalId)).appraisal;
		must(await windowOf(second)(appraisalId, version, { [price]: '2.000' }));
		const mine = must(
			await windowOf(world.as.officer)(appraisalId, version, {
				[price]: '3.000',
				[`lines/${KEY}/note`]: 'Cao hơn định mức'
			})
		);
		expect(mine.outcomes).toMatchObject([
			{
				kind: 'conflict',
				theirs: '2.000',
				yours: '3.000',
				by: { kind: 'person', name: 'Phạm Thị Mai', at: expect.stringMatching(/^20\d\d-/) as string }
			},
			{ kind: 'applied' }
		]);
		expect(mine.content?.lines.find(({ key }) => key === KEY)?.unitPrice).toBe('2.000');
		expect(rowOf(await pageOf(appraisalId))?.appraised?.unitPrice).toBe(2_000n);
	});

	it('hears of what a plain form wrote meanwhile', async () => {
		const { appraisalId } = await appraisedCase(world, lines);
		const { version } = (await pageOf(appraisalId)).appraisal;
		const decision = { key: KEY, unitPrice: 5_000n, reason: 'SAI_DON_GIA', note: '' };
		must(await saveAppraisal(second, { appraisalId, version, lines: [decision] }));
		const mine = must(
			await windowOf(world.as.officer)(appraisalId, version, {
				[price]: '6.000',
				[`lines/${KEY}/note`]: 'Ghi'
			})
		);
		expect(mine.outcomes).toMatchObject([
			{ kind: 'conflict', by: { kind: 'person', name: 'Phạm Thị Mai' } },
			{ kind: 'applied' }
		]);
	});

	it('adds a line, and takes it out with what was typed into it', async () => {
		const { appraisalId } = await appraisedCase(world, lines);
		const { version } = (await pageOf(appraisalId)).appraisal;
		const key = identifiers.v4();
		const line = {
			...{ key, position: 900, category: 2, subKind: 'materials', content: '', unit: '', quantity: '' },
			...{ unitPrice: '', source: 'state', normRef: '', khoan: '', khoanReason: '', role: '', persons: '1' },
			...{ effort: '', effortUnit: 'month', removed: '', added: 'yes', reason: '', note: '' }
		};
		const write = windowOf(world.as.officer);
		const made = must(
			await write(appraisalId, version, {
				[`lines/${key}`]: line,
				[`lines/${key}/content`]: 'Hóa chất chuẩn',
				[`lines/${key}/quantity`]: '2',
				[`lines/${key}/unitPrice`]: '1.500.000'
			})
		);
		expect(made.outcomes.map(({ kind }) => kind)).toEqual(['applied', 'applied', 'applied', 'applied']);
		expect(rowOf(await pageOf(appraisalId), key)).toMatchObject({ change: 'added', delta: 3_000_000n });
		const gone = must(await write(appraisalId, made.revision, { [`lines/${key}`]: null }));
		expect(rowOf(await pageOf(appraisalId), key)).toBeUndefined();
		// Words of another window for a line that is gone are shown, not dropped.
		const late = must(
			await windowOf(second)(appraisalId, gone.revision - 1, { [`lines/${key}/unit`]: 'lọ' })
		);
		expect(late.outcomes).toMatchObject([{ kind: 'conflict', theirs: null }]);
	});

	it('does not accept a line and accepts it again as it was asked for', async () => {
		const { appraisalId } = await appraisedCase(world, lines);
		const { version } = (await pageOf(appraisalId)).appraisal;
		const write = windowOf(world.as.officer);
		const out = must(
			await write(appraisalId, version, { [price]: '1.000', [`lines/${KEY}/removed`]: 'yes' })
		);
		expect(rowOf(await pageOf(appraisalId))?.change).toBe('removed');
		must(await write(appraisalId, out.revision, { [`lines/${KEY}/removed`]: '' }));
		expect(rowOf(await pageOf(appraisalId))?.change).toBe('kept');
	});

	it.each([
		['a figure that cannot be read', price, '12a', 'money_not_a_number'],
		['an amount that no column holds', price, '999999999999999999', 'money_too_large'],
		['a box that an asked line does not have', `lines/${KEY}/content`, 'Tên khác', 'answer_wrong_type'],
		['a line under the key of an asked one', `lines/${KEY}`, null, 'appraisal_key_taken'],
		['a place that is not there', 'lines', 'x', 'field_unknown']
	])('refuses %s at its place and takes the rest', async (_, path, value, code) => {
		const { appraisalId } = await appraisedCase(world, lines);
		const { version } = (await pageOf(appraisalId)).appraisal;
		const answer = must(
			await windowOf(world.as.officer)(appraisalId, version, { [path]: value, [`lines/${KEY}/note`]: 'Ghi' })
		);
		expect(answer.outcomes).toMatchObject([
			{ kind: 'refused', problems: [expect.objectContaining({ code }) as object] },
			{ kind: 'applied' }
		]);
		const page = await pageOf(appraisalId);
		expect(rowOf(page)?.change).toBe('kept');
		expect(page.words[KEY]).toEqual({ code: '', note: 'Ghi' });
	});
});

describe('an appraisal that is signed', () => {
	it('takes no words that were typed before the signature, until their writer has seen it', async () => {
		const { appraisalId } = await decidedCase(world, CODE);
		const before = (await pageOf(appraisalId)).appraisal.version;
		const seenHash = await hashOf(world, appraisalId);
		must(await prepareAppraisal(world.as.officer, { appraisalId, seenHash }));
		const write = windowOf(second);
		const late = must(await write(appraisalId, before, { [price]: '1.000' }));
		expect(late.outcomes).toMatchObject([{ kind: 'conflict' }]);
		expect(await hashOf(world, appraisalId)).toBe(seenHash);
		expect(await steps(appraisalId)).toEqual([{ kind: 'prepared', revoked: false }]);
		// Chosen over the signed value, the words count and the signature lapses.
		must(await write(appraisalId, late.revision, { [price]: '1.000' }));
		expect(await steps(appraisalId)).toEqual([{ kind: 'prepared', revoked: true }]);
		expect((await pageOf(appraisalId)).appraisal.state).toBe('preparing');
	});

	it('is not changed by whoever checked it, nor by the applicant', async () => {
		const { appraisalId, ctx } = await decidedCase(world, CODE);
		const seenHash = await hashOf(world, appraisalId);
		must(await prepareAppraisal(world.as.officer, { appraisalId, seenHash }));
		must(await verifyAppraisal(world.as.head, { appraisalId, seenHash }));
		const { version } = (await pageOf(appraisalId)).appraisal;
		const { personId } = world.people.head;
		await world.database.owner.query(
			`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from)
			 VALUES (gen_random_uuid(), $1, 'finance_officer', 'all', '', app_now())`,
			[personId]
		);
		const head = await contextOf(world, world.people.head);
		expect(refusalOf(await windowOf(head)(appraisalId, version, { [price]: '1.000' }))).toBe(
			'approval_same_person'
		);
		expect(refusalOf(await windowOf(ctx)(appraisalId, version, { [price]: '1.000' }))).toBe('not_found');
		expect(refusalOf(await windowOf((await draftCase(world)).ctx)('no-uuid', 1, { [price]: '1.000' }))).toBe(
			'not_found'
		);
		expect(await hashOf(world, appraisalId)).toBe(seenHash);
	});
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dongInWords } from '../../../src/lib/i18n/formats/amount-in-words.ts';
import { approveAppraisal } from '../../../src/lib/server/app/budgets/approve-appraisal.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { verifyAppraisal } from '../../../src/lib/server/app/budgets/verify-appraisal.ts';
import { signIn } from '../../../src/lib/server/app/identity/sign-in.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { clearUnfinished, isUnfinished } from '../../../src/cli/unfinished-world.ts';
import { done, found } from '../../../world/demonstration.ts';
import { DEMONSTRATION_PASSWORD, signInRows } from '../../../world/people.ts';
import { builtWorld } from '../../support/world.ts';
import type { BuiltWorld } from '../../support/world.ts';

/** Building takes half a minute on two processors that have nothing else to do. */
const BUILDING_MS = 600_000;
const MILLION = 1_000_000n;

describe('the demonstration world', () => {
	let built: BuiltWorld;

	beforeAll(async () => {
		built = await builtWorld();
	}, BUILDING_MS);

	afterAll(() => built.close());

	const applicationOf = (key: string): string => found(built.world.known.applications.get(key), key);
	const appraisalOf = async (key: string): Promise<string> =>
		found(await built.app.db.read.budgets.appraisalOf(applicationOf(key)), key).id;

	it('leaves the clock at zero', async () => {
		const { rows } = await built.database.owner.query('SELECT offset_sec::int AS offset FROM app_clock');
		expect(rows).toEqual([{ offset: 0 }]);
	});

	it('refuses nobody on the way', async () => {
		const { rows } = await built.database.owner.query(
			`SELECT action, refusal FROM audit_entry WHERE outcome = 'refused'`
		);
		expect(rows).toEqual([]);
	});

	it('gives the first round the means, places and outcomes of the sample, and uses the envelope to the đồng', async () => {
		const code = `MAP-${String(built.world.year)}-1`;
		const view = done(await readSelection(await built.world.as('director'), code));
		const lines = ['dn1', 'dn5', 'dn3', 'dn8', 'dn7', 'dn4'].map((key) => {
			const line = found(
				view.lines.find(({ applicationId }) => applicationId === applicationOf(`map1.${key}`)),
				key
			);
			const mean = found(line.mean ?? undefined, 'mean');
			return [key, Number((mean.num * 100n) / mean.den) / 100, line.chosen];
		});
		expect(lines).toEqual([
			['dn1', 88, 'recommended'],
			['dn5', 86, 'recommended'],
			['dn3', 80, 'reserve'],
			['dn8', 76, 'not_recommended'],
			['dn7', 66, 'not_recommended'],
			['dn4', 62, 'not_recommended']
		]);
		expect(view.used).toBe(400n * MILLION);
		const { rows } = await built.database.owner.query(
			`SELECT state, count(*)::int AS count FROM application WHERE call_id = (SELECT id FROM call WHERE code = $1)
			 GROUP BY state ORDER BY state`,
			[code]
		);
		expect(rows).toEqual([
			{ state: 'approved', count: 2 },
			{ state: 'invalid', count: 2 },
			{ state: 'not_recommended', count: 3 },
			{ state: 'reserve', count: 1 }
		]);
	});

	it('asks for the six budgets of the sample', async () => {
		const { rows } = await built.database.owner.query<{ code: string; requested: string }>(
			`SELECT l.code, a.requested FROM application a JOIN lot l ON l.id = a.lot_id
			 WHERE l.code LIKE 'GL-DL-%' ORDER BY l.code, a.code`
		);
		expect(rows.map(({ code, requested }) => [code, requested])).toEqual([
			['GL-DL-01', '892211000'],
			['GL-DL-02', '729053000'],
			['GL-DL-03', '1284632000'],
			['GL-DL-03', '1235000000'],
			['GL-DL-04', '812211000'],
			['GL-DL-05', '578526000'],
			['GL-DL-06', '872000000']
		]);
	});

	it('has the first task approved, in figures and in words', async () => {
		const page = done(await readAppraisal(await built.world.as('director'), await appraisalOf('gl01')));
		expect(page.appraisal.state).toBe('approved');
		expect(page.figures.appraised.totals.state).toBe(825_895_000n);
		expect(dongInWords(page.figures.appraised.totals.state)).toBe(
			'Tám trăm hai mươi lăm triệu tám trăm chín mươi lăm nghìn đồng'
		);
	});

	it('refuses GL-DL-02 for 2.316.000 đồng that are not there, and then takes GL-DL-05, which fits', async () => {
		const director = await built.world.as('director');
		const second = await appraisalOf('gl02');
		const seen = found(done(await readAppraisal(director, second)).hash ?? undefined, 'hash');
		expect(await approveAppraisal(director, { appraisalId: second, seenHash: seen })).toMatchObject({
			ok: false,
			refusal: { code: 'fund_insufficient', params: { short: '2316000' } }
		});
		const fifth = await appraisalOf('gl05');
		const signed = found(done(await readAppraisal(director, fifth)).hash ?? undefined, 'hash');
		done(await verifyAppraisal(await built.world.as('head'), { appraisalId: fifth, seenHash: signed }));
		done(await approveAppraisal(director, { appraisalId: fifth, seenHash: signed }));
		const { rows } = await built.database.owner.query<{ left: string }>(
			`SELECT allocated - committed AS left FROM fund_balance WHERE source_id = $1`,
			[built.world.known.funds.get('task')]
		);
		expect(rows[0]?.left).toBe('4000000');
	});

	it('keeps the sister out of GL-DL-06, and leaves the declared interest in GL-DL-04 to the chair', async () => {
		const { rows } = await built.database.owner.query(
			`SELECT p.full_name AS name, d.ground, l.code, d.ruling FROM conflict_declaration d
			 JOIN council_member m ON m.id = d.member_id JOIN person p ON p.id = m.person_id
			 JOIN application a ON a.id = d.application_id JOIN lot l ON l.id = a.lot_id
			 WHERE d.ground <> '' AND l.code LIKE 'GL-DL-%' ORDER BY l.code`
		);
		expect(rows).toEqual([
			{ name: 'Phạm Thị Thu Lan', ground: 'partiality', code: 'GL-DL-04', ruling: null },
			{ name: 'Rơ Châm Hương', ground: 'relative', code: 'GL-DL-06', ruling: null }
		]);
	});

	it('links the task with the proposal and the enterprise that it came from', async () => {
		const { rows } = await built.database.owner.query(
			`SELECT o.name, a.state FROM lot l JOIN organisation o ON o.id = l.proposer_id
			 JOIN application a ON a.id = l.proposal_application_id WHERE l.code = 'GL-DL-03'`
		);
		expect(rows).toEqual([{ name: 'Công ty CP Mía đường Ayun Thượng', state: 'accepted' }]);
	});

	it('lets everybody of the table sign in', async () => {
		const rows = await signInRows();
		expect(rows.length).toBeGreaterThanOrEqual(14);
		const visitor = { app: built.app, actor: { kind: 'visitor' }, requestId: 'r', locale: 'vi' } as const;
		for (const { email } of rows) {
			const entered = await signIn(visitor, { email, password: DEMONSTRATION_PASSWORD, address: email });
			expect(entered.ok, email).toBe(true);
		}
	});

	it('has a trail in which nothing was altered', async () => {
		while ((await built.app.db.transaction((tx) => tx.audit.seal(500))) > 0);
		const { sealed, findings } = await built.app.db.read.audit.verify(0);
		expect(findings).toEqual([]);
		expect(sealed).toBeGreaterThan(300n);
	});
});

describe('the demonstration world of another day', () => {
	it(
		'is alive a year later, and what was half built is cleared away',
		async () => {
			const later = new Date(Date.now() + 365 * 86_400_000);
			const built = await builtWorld(later);
			try {
				const { rows } = await built.database.owner.query<{ code: string }>(
					`SELECT code FROM call WHERE state = 'published' AND opens_at <= app_now() AND closes_at > app_now() ORDER BY code`
				);
				const year = String(built.world.year);
				expect(built.world.today.slice(0, 4)).toBe(year);
				expect(rows.map(({ code }) => code)).toEqual([`MAP-${year}-2`, `PROPOSAL-${year}-2`]);

				expect(await isUnfinished(built.database.appUrl)).toBe(false);
				await clearUnfinished(built.database.ownerUrl);
				const left = await built.database.owner.query(
					`SELECT (SELECT count(*)::int FROM audit_entry) AS entries, (SELECT offset_sec::int FROM app_clock) AS offset`
				);
				expect(left.rows).toEqual([{ entries: 0, offset: 0 }]);
			} finally {
				await built.close();
			}
		},
		BUILDING_MS
	);
});

import { approveAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { navigationOf } from '../../../src/lib/domain/access/navigation.ts';
import { isWorkingDay } from '../../../src/lib/domain/rules/calendar.ts';
import { OFFICIAL_CALENDAR } from '../../../src/lib/domain/rules/official-calendar.ts';
import {
	calendarDate,
	startOfVietnamDay,
	vietnamDateOf,
	weekday
} from '../../../src/lib/domain/shared/period.ts';
import { dongInWords } from '../../../src/lib/i18n/formats/amount-in-words.ts';
import { TRAIL_PAGE_SIZE, readTrail } from '../../../src/lib/server/app/audit/read-trail.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { PEOPLE_PAGE_SIZE, listPeople } from '../../../src/lib/server/app/identity/read-people.ts';
import { signIn } from '../../../src/lib/server/app/identity/sign-in.ts';
import { acceptProposal } from '../../../src/lib/server/app/proposals/decide-proposal.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { readTasks } from '../../../src/lib/server/app/tasks/read-tasks.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { compareWork, watchPortal } from '../../../src/lib/server/app/steps/work/keep-work.ts';
import { isUuid } from '../../../src/lib/domain/shared/ids.ts';
import { sayDifference, sayField } from '../../../src/lib/server/http/say-difference.ts';
import { sayPlaces } from '../../../src/lib/server/http/say-places.ts';
import { clearUnfinished, isUnfinished } from '../../../src/cli/unfinished-world.ts';
import { done, found } from '../../../world/demonstration.ts';
import { DEMONSTRATION_PASSWORD } from '../../../src/lib/server/app/identity/demonstration-sign-ins.ts';
import { signInRows } from '../../../world/people.ts';
import { sealAll } from '../../support/seal.ts';
import { builtWorld } from '../../support/world.ts';
import type { BuiltWorld } from '../../support/world.ts';

/** Building takes half a minute on two processors that have nothing else to do. */
const BUILDING_MS = 600_000;
const MILLION = 1_000_000n;
/** Names in the trail whose values are keys of a programme's form: the trail shows the form's own key, or how many. */
const OF_FORMS = new Set([
	'applied',
	'saved',
	'removed',
	'places',
	'item',
	'itemKey',
	'groupKey',
	'field',
	'variant'
]);

/** Seconds from now to a Sunday a year ahead: the story has to hold on any day, in any year. */
const LEAD = (364 + 7 - weekday(vietnamDateOf(new Date()))) * 86_400;

describe('the demonstration world, begun on a Sunday of next year', () => {
	let built: BuiltWorld;

	// Built once: every check below reads it, the last one takes it away.
	beforeAll(async () => {
		built = await builtWorld(LEAD);
	}, BUILDING_MS);

	afterAll(() => built.close());

	const applicationOf = (key: string): string => found(built.world.known.applications.get(key), key);
	const appraisalOf = async (key: string): Promise<string> =>
		found(await built.app.db.read.budgets.appraisalOf(applicationOf(key)), key).id;

	const contextOf = async (email: string): Promise<Context> => {
		const { rows } = await built.database.owner.query<{ id: string }>(
			'SELECT id FROM account WHERE email = $1',
			[email]
		);
		const actor = found(await built.app.db.read.identity.loadPerson(rows[0]?.id ?? ''), email);
		return { app: built.app, actor, requestId: 'r', locale: 'vi', proof: { means: 'password' } };
	};

	it('was told by verbs that left no work to reckon, and reckoned anew it is the same', async () => {
		const left = await built.database.owner.query<{ subject: string; marks: number }>(
			'SELECT subject, count(*)::int AS marks FROM work_mark GROUP BY subject'
		);
		expect(left.rows).toEqual([]);
		const { rows } = await built.database.owner.query<{ kinds: number }>(
			'SELECT count(DISTINCT kind)::int AS kinds FROM work_item'
		);
		expect(rows[0]?.kinds).toBeGreaterThan(30);
		const { checked, repaired } = await compareWork(built.app);
		expect(repaired).toBe(0);
		expect(checked).toBeGreaterThan(100);
	});

	it('leaves the clock where the start put it', async () => {
		const { rows } = await built.database.owner.query('SELECT offset_sec::int AS offset FROM app_clock');
		expect(rows).toEqual([{ offset: LEAD }]);
	});

	it('is alive: two calls take applications', async () => {
		const { rows } = await built.database.owner.query<{ code: string }>(
			`SELECT code FROM call WHERE state = 'published' AND opens_at <= app_now() AND closes_at > app_now() ORDER BY code`
		);
		const year = String(built.world.year);
		expect(built.world.today.slice(0, 4)).toBe(year);
		expect(rows.map(({ code }) => code)).toEqual([`MAP-${year}-2`, `PROPOSAL-${year}-2`]);
	});

	it('lets nobody work, and no call end, on a day of rest', async () => {
		const { rows } = await built.database.owner.query<{ day: string }>(
			`SELECT DISTINCT to_char(at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') AS day FROM audit_entry WHERE at < $1
			 UNION SELECT to_char(closes_at AT TIME ZONE 'Asia/Ho_Chi_Minh' - interval '1 day', 'YYYY-MM-DD') FROM call
			 UNION SELECT to_char(scheduled_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD') FROM review_session
			   WHERE scheduled_at IS NOT NULL`,
			[startOfVietnamDay(built.world.today)]
		);
		expect(rows.length).toBeGreaterThan(30);
		const resting = rows.filter(({ day }) => !isWorkingDay(OFFICIAL_CALENDAR, calendarDate(day)));
		expect(resting).toEqual([]);
	});

	// What stands before the first visitor; the checks below begin to act.
	it('keeps the figures of the sources as the sample names them, whatever the other rounds take', async () => {
		const { rows } = await built.database.owner.query<{
			source: string;
			allocated: string;
			committed: string;
		}>(
			`SELECT s.code AS source, b.allocated, b.committed FROM fund_balance b JOIN fund_source s ON s.id = b.source_id
			 WHERE b.budget_year = $1 ORDER BY s.code`,
			[built.world.year]
		);
		const year = String(built.world.year);
		expect(rows).toEqual([
			{ source: `HT-CTDBDL-${year}`, allocated: '400000000', committed: '400000000' },
			{ source: `HT-CTDBDL-BS-${year}`, allocated: '700000000', committed: '0' },
			// 574.105.000 are left.
			{ source: `SN-KHCN-${year}`, allocated: '1400000000', committed: '825895000' }
		]);
	});

	it('gives everybody of the table something to do at the first sign-in, and the caretakers a full list', async () => {
		await sealAll(built.app.db, built.database.owner);
		await watchPortal(built.app);
		const without: string[] = [];
		for (const { email } of await signInRows()) {
			const ctx = await contextOf(email);
			const { waiting } = done(await readTasks(ctx));
			if (waiting.length === 0) without.push(email);
		}
		expect(without).toEqual(['vanhau@demo.chuan.test']);

		const auditor = await contextOf('vanhau@demo.chuan.test');
		const trail = done(await readTrail(auditor, { page: 1, verify: false }));
		expect(trail.rows.length).toBe(TRAIL_PAGE_SIZE);
		const administrator = await contextOf('quocviet@demo.chuan.test');
		const people = done(await listPeople(administrator, { search: '', sort: 'name', page: 1 }));
		expect(people.rows.length).toBe(PEOPLE_PAGE_SIZE);
		const chair = done(await listPeople(administrator, { search: 'nguyen van khai', sort: 'name', page: 1 }));
		expect(chair.rows.map(({ roles, seats }) => ({ roles, seats }))).toEqual([
			{ roles: [], seats: ['chair'] }
		]);
		for (const { actor } of [auditor, administrator]) {
			expect(sayPlaces(navigationOf(actor)).map(({ href }) => href)).toContain('/quan-tri/nhat-ky');
		}
	});

	it('has work of every kind at the desks of the office, of finance and of the applicants', async () => {
		const year = String(built.world.year);
		const next = String(built.world.year + 1);
		const tasks = async (key: string): Promise<string[]> =>
			done(await readTasks(await built.world.as(key))).waiting.map(
				({ kind, code, count }) => `${kind} ${code} ${String(count)}`
			);
		expect(await tasks('measurement')).toEqual(
			expect.arrayContaining([
				`open_dossiers MAP-${year}-BS3 2`,
				`check_validity MAP-${year}-BS2 1`,
				`record_survey MAP-${year}-BS2 1`
			])
		);
		expect(await tasks('science')).toEqual(
			expect.arrayContaining([
				`check_validity PROPOSAL-${year}-BS 1`,
				`decide_proposals PROPOSAL-${year}-BS 1`,
				`publish_call TASK-${next}-1 1`
			])
		);
		const code = async (key: string): Promise<string> =>
			found((await built.app.db.read.applications.find(applicationOf(key)))?.code ?? undefined, key);
		expect([...(await tasks('finance'))].sort()).toEqual(
			[`appraise ${await code('extra1.dn3')} 1`, `appraise ${await code('extra1.hotieu')} 1`].sort()
		);
		expect(await tasks('dn1.rep')).toEqual([`finish_draft PROPOSAL-${year}-2 1`]);
		expect(await tasks('dn3.rep')).toEqual([`finish_replacement ${await code('proposal.polComparison')} 1`]);
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

	it('shows the finance officer a cut with its reason, and why another case came back', async () => {
		const officer = await built.world.as('finance');
		const cut = done(await readAppraisal(officer, await appraisalOf('extra1.hotieu')));
		expect(cut.figures.appraised.totals.state).toBe(65n * MILLION);
		expect(cut.figures.rows.flatMap(({ reason }) => reason ?? [])).toEqual(['THUA_KHOI_LUONG']);
		const returned = done(await readAppraisal(officer, await appraisalOf('extra1.dn3')));
		expect(returned.appraisal.state).toBe('preparing');
		expect(returned.appraisal.returnNote).toContain('đối chiếu lại khối lượng');
	});

	it('has a case that the director can approve, and takes its amount from the source of the extra rounds', async () => {
		const director = await built.world.as('director');
		const appraisalId = await appraisalOf('extra1.sauhung');
		const seenHash = found(done(await readAppraisal(director, appraisalId)).hash ?? undefined, 'hash');
		done(await approveAppraisal(director, { appraisalId, seenHash }));
		const { rows } = await built.database.owner.query<{ committed: string }>(
			'SELECT committed FROM fund_balance WHERE source_id = $1',
			[built.world.known.funds.get('map.extra')]
		);
		expect(rows).toEqual([{ committed: '50000000' }]);
	});

	it('lets a valid proposal become a task of next year, and tells another proposer why theirs did not', async () => {
		const read = built.app.db.read;
		const applicationId = applicationOf('proposal.latex');
		const { version } = found(await read.applications.find(applicationId), 'latex');
		const draft = found(await read.calls.findByCode(`TASK-${String(built.world.year + 1)}-1`), 'draft');
		done(
			await acceptProposal(await built.world.as('science'), {
				applicationId,
				version,
				callId: draft.id,
				lotCode: 'GL-DL-07',
				variant: 'applied_research'
			})
		);
		const lines = await read.timeline.of(applicationOf('proposal.woodDrying'), 'applicant');
		const declined = found(
			lines.find(({ kind }) => kind === 'proposal_declined'),
			'the decision'
		);
		expect(declined.params['reason']).toContain('đầu tư của đơn vị');
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

	it('has words for every name and every short value that its trail keeps', async () => {
		const { rows } = await built.database.owner.query<{ content: { before?: unknown; after?: unknown } }>(
			'SELECT content FROM audit_detail'
		);
		const bare = new Set<string>();
		const walk = (value: unknown, name: string): void => {
			if (Array.isArray(value)) for (const one of value) walk(one, name);
			else if (typeof value === 'object' && value !== null) {
				for (const [key, inner] of Object.entries(value)) {
					if (!isUuid(key) && sayField(key, inner) === key) bare.add(key);
					walk(inner, key);
				}
			} else if (typeof value === 'string' && !OF_FORMS.has(name) && /^[a-z]+(_[a-z]+)+$/.test(value)) {
				if (sayDifference({ before: { [name]: value } }, () => undefined)[0]?.before === value)
					bare.add(`${name} = ${value}`);
			}
		};
		for (const { content } of rows) for (const part of [content.before, content.after]) walk(part, '');
		expect([...bare].sort()).toEqual([]);
	});

	it('has a trail in which nothing was altered', async () => {
		await sealAll(built.app.db, built.database.owner);
		const { sealed, findings } = await built.app.db.read.audit.verify(0);
		expect(findings).toEqual([]);
		expect(sealed).toBeGreaterThan(300n);
	});

	it('is cleared away when it was left half built', async () => {
		expect(await isUnfinished(built.database.appUrl)).toBe(false);
		await built.database.owner.query(
			`ALTER TABLE app_clock DISABLE TRIGGER USER; UPDATE app_clock SET offset_sec = -1; ALTER TABLE app_clock ENABLE TRIGGER USER`
		);
		expect(await isUnfinished(built.database.appUrl)).toBe(true);
		await clearUnfinished(built.database.ownerUrl);
		const left = await built.database.owner.query(
			`SELECT (SELECT count(*)::int FROM audit_entry) AS entries, (SELECT offset_sec::int FROM app_clock) AS offset`
		);
		expect(left.rows).toEqual([{ entries: 0, offset: 0 }]);
	});
});

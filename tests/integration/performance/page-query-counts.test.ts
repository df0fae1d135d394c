import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../src/lib/domain/shared/result.ts';
import { readApplication } from '../../../src/lib/server/app/applications/read-application.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { readOfficeApplication } from '../../../src/lib/server/app/intake/read-office-application.ts';
import { readCallResult } from '../../../src/lib/server/app/records/read-call-result.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { readSession } from '../../../src/lib/server/app/sessions/read-session.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import { readDossier, readScorePage } from '../../../src/lib/server/app/sheets/read-dossier.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { appraisedCase, linesOf, openBudgetWorld } from '../budgets/budget-world.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import {
	attend,
	elect,
	must,
	openScoringWorld,
	PRESENT,
	score,
	TASK_SEATS
} from '../scoring/scoring-world.ts';
import type { Applicant, ScoringWorld } from '../scoring/scoring-world.ts';
import { countStatements } from './sent-statements.ts';

/** A page asks the database equally often however much there is behind it: nothing is asked row by row. */

const FEW = 'GL-DL-01';
const MANY = 'GL-DL-02';
const SIZES = { [FEW]: 2, [MANY]: 7 } as const;
const sent = countStatements();

type Page = () => Promise<Result<unknown>>;

/** The second asking: what a process keeps once it has read it is not asked again. */
async function statementsOf(page: Page): Promise<number> {
	must(await page());
	sent.take();
	must(await page());
	return sent.take();
}

const applicants = Object.entries(SIZES).flatMap(([lot, size]) =>
	Array.from({ length: size }, (_, at): Applicant => {
		const key = `${lot}-${String(at)}`;
		return {
			key,
			name: `Đơn vị ${key}`,
			taxCode: `59999${lot.slice(-1)}000${String(at)}`,
			lot,
			asks: 100_000_000n
		};
	})
);

let world: ScoringWorld;
let chair: Context;
let officer: Context;
let representative: Context;
const caseOf = (lot: string): string => world.cases[`${lot}-0`]?.id ?? '';

beforeAll(async () => {
	world = await openScoringWorld({
		programme: 'task',
		code: 'TASK-2026-9',
		envelope: 3_000_000_000n,
		seats: TASK_SEATS,
		applicants
	});
	chair = await world.as('khai');
	officer = await contextOf(world, world.officer);
	const { rows } = await world.database.owner.query<{ organisation: string }>(
		'SELECT organisation_id AS organisation FROM application WHERE id = $1',
		[caseOf(FEW)]
	);
	const grants = [
		{ role: 'representative', scopeType: 'organisation', scopeId: rows[0]?.organisation ?? '' }
	];
	representative = await contextOf(world, await insertPerson(world, 'Đại diện', { grants }));
});
afterAll(() => world.close());

describe('the page of a session asks equally often, of a lot of two and of seven', () => {
	const compare = async (ctx: Context): Promise<void> => {
		const ask = (lot: string): Promise<number> =>
			statementsOf(() => readSession(ctx, { lotId: world.call.lots[lot] ?? '', applicationId: caseOf(lot) }));
		const few = await ask(FEW);
		expect(few).toBeGreaterThan(0);
		expect(await ask(MANY)).toBe(few);
	};
	const eachLot = async (run: (lotId: string, version: number, lot: string) => Promise<unknown>) => {
		for (const lot of Object.keys(SIZES)) {
			const { lotId, version } = await world.session(lot);
			await run(lotId, version, lot);
		}
	};

	it('before it begins', () => compare(chair));

	it('while ballots come in', async () => {
		const secretary = await world.as('lan');
		await eachLot(async (lotId, _version, lot) => {
			await attend(world, 'lan', lot, PRESENT);
			const { version } = await world.session(lot);
			must(await openSession(secretary, { lotId, version }));
			await elect(world, 'lan', lot, PRESENT);
			for (const [at, { key }] of applicants.filter((one) => one.lot === lot).entries())
				for (const member of PRESENT) await score(world, member, key, 90 - at);
			// The absent are heard: their sheets are read as well.
			await score(world, 'ngoc', `${lot}-0`, 70);
		});
		await compare(secretary);
	});

	it('with its tally, to who runs it', async () => {
		const secretary = await world.as('lan');
		await eachLot(async (lotId, version) => must(await tallySession(secretary, { lotId, version })));
		await compare(secretary);
	});

	it('once it is closed, to each of the council', async () => {
		const conclusion = 'Đề nghị thực hiện.';
		await eachLot(async (lotId, version) => must(await closeSession(chair, { lotId, version, conclusion })));
		for (const key of ['khai', 'duy']) await compare(await world.as(key));
	});
});

describe('the page of a dossier asks equally often', () => {
	const councilPages = async (): Promise<readonly number[]> => {
		const member = await world.as('duy');
		const about = { councilId: world.councilId, applicationId: caseOf(FEW) };
		return [
			await statementsOf(() => readDossier(member, about)),
			await statementsOf(() => readScorePage(member, about)),
			await statementsOf(() => readOfficeApplication(officer, caseOf(FEW))),
			await statementsOf(() => readApplication(representative, caseOf(FEW)))
		];
	};

	it('beside one other and beside six', async () => {
		const member = await world.as('duy');
		const { councilId } = world;
		const ask = (lot: string): Promise<number> =>
			statementsOf(() => readDossier(member, { councilId, applicationId: caseOf(lot) }));
		expect(await ask(MANY)).toBe(await ask(FEW));
	});

	it('with a short and a long timeline, with few and many files and papers', async () => {
		const few = await councilPages();
		const { owner } = world.database;
		const each = `generate_series(1, 40) n`;
		await owner.query(
			`INSERT INTO application_event (id, application_id, kind, audience, at)
			 SELECT gen_random_uuid(), $1, 'submitted', 'both', app_now() FROM ${each}`,
			[caseOf(FEW)]
		);
		await owner.query(
			`INSERT INTO application_document (id, application_id, item_key, file_name, size, sha256, media_type, object_key, verdict, uploaded_by, uploaded_at)
			 SELECT gen_random_uuid(), $1, CASE WHEN n % 2 = 0 THEN 'survey' ELSE 'other' END, n || '.pdf', 10, 'x', 'application/pdf', 'many/' || n, 'clean', $2, app_now() FROM ${each}`,
			[caseOf(FEW), world.officer.personId]
		);
		await owner.query(
			`INSERT INTO official_record (id, kind, year, call_id, application_id, bytes, hash, issued_at, issued_by)
			 SELECT gen_random_uuid(), 'invalid_notice', 2026, $1, $2, convert_to('{}', 'UTF8'), 'x', app_now(), $3 FROM ${each}`,
			[world.call.id, caseOf(FEW), world.officer.personId]
		);
		const page = must(await readOfficeApplication(officer, caseOf(FEW)));
		expect([page.timeline.length, page.surveyFiles.length, page.records.length]).toEqual(
			expect.arrayContaining([20, 40])
		);
		expect(page.timeline.length).toBeGreaterThanOrEqual(40);
		expect(await councilPages()).toEqual(few);
	});
});

/** Lots of the call with a closed session each and one application that was tallied in it, as its first lot has. */
async function addLots(many: number): Promise<void> {
	const { owner } = world.database;
	const id = (name: string): string => `md5('${name} ' || n)::uuid`;
	const each = `generate_series(1, ${String(many)}) n`;
	const first = caseOf(FEW);
	for (const statement of [
		`INSERT INTO organisation SELECT (jsonb_populate_record(o, jsonb_build_object('id', ${id('organisation')}, 'tax_code', '69999' || lpad(n::text, 5, '0'), 'standing', 'claimed', 'ruling_id', NULL))).*
		 FROM organisation o JOIN application a ON a.organisation_id = o.id, ${each} WHERE a.id = '${first}'`,
		`INSERT INTO lot (id, call_id, code, position, title_vi, variant)
		 SELECT ${id('lot')}, l.call_id, 'GL-X-' || n, 100 + n, 'Nhiệm vụ', l.variant FROM lot l, ${each} WHERE l.code = '${FEW}'`,
		`INSERT INTO review_session (id, lot_id, council_id, state, closed_at) SELECT ${id('session')}, ${id('lot')}, '${world.councilId}', 'closed', app_now() FROM ${each}`,
		`INSERT INTO application SELECT (jsonb_populate_record(a, jsonb_build_object('id', ${id('application')}, 'code', 'TASK-2026-X' || n, 'lot_id', ${id('lot')}, 'organisation_id', ${id('organisation')}, 'revision_id', ${id('revision')}))).*
		 FROM application a, ${each} WHERE a.id = '${first}'`
	])
		await owner.query(statement);
	// A tally is written while its session runs; what is added here has ended.
	await owner.query('ALTER TABLE tally DISABLE TRIGGER USER');
	await owner.query(
		`INSERT INTO tally SELECT (jsonb_populate_record(t, jsonb_build_object('application_id', ${id('application')}, 'session_id', ${id('session')}))).*
		 FROM tally t, ${each} WHERE t.application_id = '${first}'`
	);
	await owner.query('ALTER TABLE tally ENABLE TRIGGER USER');
}

describe('the pages of a call', () => {
	it('choose and tell the result with equally many questions, of two lots and of thirty', async () => {
		const director = await contextOf(world, world.director);
		const ask = async (): Promise<readonly number[]> => [
			await statementsOf(() => readSelection(officer, world.call.code)),
			await statementsOf(() => readCallResult(director, world.call.code))
		];
		const few = await ask();
		await addLots(28);
		const selection = must(await readSelection(officer, world.call.code));
		expect(new Set(selection.lines.map(({ lotCode }) => lotCode)).size).toBe(30);
		expect(selection.lines.every(({ organisation }) => organisation !== '')).toBe(true);
		expect(must(await readCallResult(director, world.call.code)).lines).toHaveLength(9 + 28);
		expect(await ask()).toEqual(few);
	});
});

describe('the page of an appraisal', () => {
	it('asks equally often, of three lines and of a whole budget', async () => {
		const budgets = await openBudgetWorld();
		try {
			const lines = linesOf('GL-DL-02');
			const [short, whole] = [
				await appraisedCase(budgets, lines.slice(0, 3)),
				await appraisedCase(budgets, lines)
			];
			const ask = ({ appraisalId }: typeof short): Promise<number> =>
				statementsOf(() => readAppraisal(budgets.as.officer, appraisalId));
			const few = await ask(short);
			expect(few).toBeGreaterThan(0);
			expect(await ask(whole)).toBe(few);
		} finally {
			await budgets.close();
		}
	});
});

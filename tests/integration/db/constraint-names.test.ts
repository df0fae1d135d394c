import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONSTRAINT_REFUSALS, refusalOf } from '../../../src/lib/server/db/constraint-refusals.ts';
import { createDatabase } from '../../../src/lib/server/db/client.ts';
import type { Database } from '../../../src/lib/server/db/client.ts';
import { statement } from '../../../src/lib/server/db/statement.ts';
import type { Statement } from '../../../src/lib/server/db/statement.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';
import { UNREACHABLE, UNREACHABLE_ENDINGS } from './unreachable-constraints.ts';

let database: TestDatabase;
let portal: Database;
beforeAll(async () => {
	database = await freshDatabase();
	portal = createDatabase({ url: database.ownerUrl, applicationName: 'test' });
});
afterAll(async () => {
	await portal.close();
	await database.close();
});

const unreachable = Object.values(UNREACHABLE).flat();
const known = new Set([...Object.keys(CONSTRAINT_REFUSALS), ...unreachable]);

/** Checks, exclusions and triggers that are constraints, and unique indexes that are no key of a row. */
async function listed(): Promise<string[]> {
	const { rows } = await database.owner.query<{ name: string }>(`
		SELECT conname AS name FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype NOT IN ('f', 'n', 'p')
		UNION SELECT k.relname FROM pg_index i JOIN pg_class k ON k.oid = i.indexrelid
			WHERE i.indisunique AND NOT i.indisprimary AND k.relnamespace = 'public'::regnamespace`);
	return rows.map(({ name }) => name);
}

interface Raised {
	readonly by: string;
	readonly statement: string;
	/** The name of the constraint; what comes after the name of the table where that is part of it. */
	readonly name: string | undefined;
	readonly ending: string | undefined;
}

/** Everything that functions of the house raise, in each of their statements. */
async function raised(): Promise<Raised[]> {
	const { rows } = await database.owner.query<{ by: string; body: string }>(`
		SELECT proname AS by, prosrc AS body FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND proname <> 'refuse_fact'
		  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`);
	return rows.flatMap(({ by, body }) =>
		[
			...body.matchAll(
				/\bRAISE EXCEPTION(?:'(?:[^']|'')*'|[^';])*;|\brefuse_fact\((?:'(?:[^']|'')*'|[^';])*;/g
			)
		].map(([statement]) => {
			const told = statement.startsWith('RAISE')
				? /\bCONSTRAINT = ([^;]*);$/.exec(statement)?.[1]
				: /,\s*((?:TG_TABLE_NAME \|\| )?'\w+')\s*\)\s*;$/.exec(statement)?.[1];
			const [, table, name] = /^(TG_TABLE_NAME \|\| )?'(\w+)'$/.exec(told?.trim() ?? '') ?? [];
			return {
				by,
				statement,
				name: table === undefined ? name : undefined,
				ending: table === undefined ? undefined : name
			};
		})
	);
}

describe('what the database refuses', () => {
	it('has a name in every function that raises', async () => {
		const all = await raised();
		expect(all.length).toBeGreaterThan(80);
		const nameless = all.filter(({ name, ending }) => name === undefined && ending === undefined);
		expect(nameless.map(({ by, statement }) => `${by}: ${statement}`)).toEqual([]);
	});

	it('is a refusal by its name, or cannot be reached by a person', async () => {
		const names = [...(await listed()), ...(await raised()).flatMap(({ name }) => name ?? [])];
		expect([...new Set(names)].filter((name) => !known.has(name))).toEqual([]);
		const endings = (await raised()).flatMap(({ ending }) => ending ?? []);
		expect(endings.filter((ending) => !UNREACHABLE_ENDINGS.includes(ending))).toEqual([]);
	});

	it('is on one of the two lists, and on neither when it is gone', async () => {
		const names = new Set([...(await listed()), ...(await raised()).flatMap(({ name }) => name ?? [])]);
		expect([...known].filter((name) => !names.has(name))).toEqual([]);
		expect(unreachable.filter((name) => Object.hasOwn(CONSTRAINT_REFUSALS, name))).toEqual([]);
		expect(unreachable.filter((name, index) => unreachable.indexOf(name) < index)).toEqual([]);
	});

	it('names keys of rows and of other rows as their tables do', async () => {
		const { rows } = await database.owner.query<{ name: string }>(`
			SELECT conname AS name FROM pg_constraint WHERE connamespace = 'public'::regnamespace
			  AND (contype = 'p' AND conname !~ '_pkey$' OR contype = 'f' AND conname !~ '_fkey$')`);
		expect(rows).toEqual([]);
	});
});

describe('what is told to a person', () => {
	/** What a transaction is refused with when this is its last act. */
	async function refusedBy(sql: Statement, through: 'prisma' | 'rows' = 'rows') {
		const failed: unknown = await portal
			.transaction(async (tx, rows) => {
				await (through === 'prisma' ? tx.$executeRaw(sql) : rows(sql));
			})
			.then(
				() => undefined,
				(error: unknown) => error
			);
		expect(failed).toBeInstanceOf(Error);
		return refusalOf(failed);
	}

	const fact = (text: string, name: string) => statement`SELECT refuse_fact(${text}, ${name})::text`;

	it.each(['prisma', 'rows'] as const)(
		'is chosen by the name of the constraint, through %s',
		async (through) => {
			expect(await refusedBy(fact('some words', 'review_session_closed'), through)).toEqual({
				code: 'session_closed'
			});
			expect(await refusedBy(fact('some words', 'organisation_paper_room'), through)).toEqual({
				code: 'organisation_papers_full',
				params: { limit: '10' }
			});
		}
	);

	it.each(['prisma', 'rows'] as const)(
		'is never chosen by a text, whoever wrote it, through %s',
		async (through) => {
			for (const text of [
				'outside the window of the call',
				'the session is closed',
				'account_email_key',
				'"tax_code" "claimed_by" P2002 23505',
				'deadlock detected'
			]) {
				expect(await refusedBy(fact(text, 'work_item_kept'), through)).toBeUndefined();
				expect(await refusedBy(statement`SELECT ${text}::text::integer`, through)).toBeUndefined();
			}
		}
	);

	it('is a sentence of nothing that only has an inherited name', async () => {
		expect(await refusedBy(fact('x', 'constructor'))).toBeUndefined();
		expect(refusalOf(new Error('the session is closed'))).toBeUndefined();
		expect(refusalOf('the session is closed')).toBeUndefined();
	});

	it('is said of a unique row by its index, of a key by what it is, and of a lost race by its code', async () => {
		const source = (id: string, code: string) =>
			statement`INSERT INTO fund_source (id, code, name_vi) VALUES (${id}::uuid, ${code}, 'Nguồn account_email_key')`;
		const [first, second] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
		await portal.transaction(async (tx) => {
			await tx.$executeRaw(source(first ?? '', 'N1'));
		});
		expect(await refusedBy(source(second ?? '', 'N1'), 'prisma')).toEqual({ code: 'fund_code_taken' });
		expect(await refusedBy(source(first ?? '', 'N2'), 'prisma')).toEqual({ code: 'already_done' });
		const raise = (code: string) => statement`SELECT set_config('test.code', ${code}, true)`;
		await database.owner.query(`CREATE FUNCTION test_raise() RETURNS void LANGUAGE plpgsql AS $$
			BEGIN RAISE EXCEPTION 'x' USING ERRCODE = current_setting('test.code'); END $$`);
		for (const [code, refusal] of [
			['40001', { code: 'stale_version' }],
			['40P01', { code: 'stale_version' }],
			['23514', undefined]
		] as const) {
			const failed: unknown = await portal
				.transaction(async (_tx, rows) => {
					await rows(raise(code));
					await rows(statement`SELECT test_raise()::text`);
				})
				.catch((error: unknown) => error);
			expect(refusalOf(failed)).toEqual(refusal);
		}
	});

	it('is what was raised first, and of this transaction alone', async () => {
		const failed: unknown = await portal
			.transaction(async (_tx, rows) => {
				await expect(rows(fact('x', 'selection_closed'))).rejects.toThrow('x');
				await rows(statement`SELECT 1 AS one`);
			})
			.catch((error: unknown) => error);
		expect(refusalOf(failed)).toEqual({ code: 'selection_closed' });
		const later: unknown = await portal
			.transaction(() => Promise.reject(new Error('a fault')))
			.catch((error: unknown) => error);
		expect(refusalOf(later)).toBeUndefined();
	});

	it('is the same for what is only checked when the transaction ends', async () => {
		await database.owner.query(`CREATE FUNCTION test_late() RETURNS trigger LANGUAGE plpgsql AS $$
			BEGIN PERFORM refuse_fact('x', 'council_one_a_stage'); RETURN NULL; END $$;
			CREATE CONSTRAINT TRIGGER test_late AFTER INSERT ON fund_source DEFERRABLE INITIALLY DEFERRED
			FOR EACH ROW EXECUTE FUNCTION test_late()`);
		const id = '00000000-0000-4000-8000-000000000009';
		expect(
			await refusedBy(statement`INSERT INTO fund_source (id, code, name_vi) VALUES (${id}::uuid, 'N9', 'N')`)
		).toEqual({ code: 'council_exists' });
	});
});

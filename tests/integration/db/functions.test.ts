import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await freshDatabase();
});
afterAll(() => database.close());

/** What the portal may call with the owner's rights; every other such function works in a trigger only. */
const CALLABLE = ['erase_audit_detail', 'lock_fund_balance', 'next_number'];

interface Listed {
	readonly name: string;
	readonly definer: boolean;
	readonly trigger: boolean;
	readonly path: string | null;
	readonly callable: boolean;
}

/** Functions of the house: those of extensions belong to their extension. */
async function functions(): Promise<Listed[]> {
	const { rows } = await database.owner.query<Listed>(`
		SELECT p.proname AS name, p.prosecdef AS definer, p.prorettype = 'trigger'::regtype AS trigger,
		  (SELECT substr(c, 13) FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%') AS path,
		  has_function_privilege('chuan_app', p.oid, 'EXECUTE') AS callable
		FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
		  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
		ORDER BY p.proname`);
	return rows;
}

describe('functions of the database', () => {
	it('search temporary objects last wherever they work with the owner’s rights, or guard a table', async () => {
		const guards = (await functions()).filter(({ definer, trigger }) => definer || trigger);
		expect(guards.length).toBeGreaterThan(20);
		expect(
			guards.filter(({ path }) => path !== 'pg_catalog, public, pg_temp').map(({ name }) => name)
		).toEqual([]);
	});

	it('name the schema of every table that they touch with the owner’s rights', async () => {
		const { rows } = await database.owner.query<{ name: string; body: string }>(`
			SELECT proname AS name, prosrc AS body FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
			  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')`);
		const bare = rows.flatMap(({ name, body }) =>
			[...body.matchAll(/\b(?:FROM|JOIN|INTO|(?<!FOR )UPDATE)\s+([a-z_]+)\b(?!\.|,|\()/g)]
				.map((match) => match[1] ?? '')
				.filter((word) => !VARIABLES.includes(word))
				.map((word) => `${name}: ${word}`)
		);
		expect(bare).toEqual([]);
	});

	it('are the portal’s to call only where it needs them', async () => {
		const held = (await functions()).filter(({ definer, trigger }) => definer || trigger);
		expect(held.filter(({ callable }) => callable).map(({ name }) => name)).toEqual(CALLABLE);
	});
});

/** Where a `SELECT … INTO` of plpgsql puts its answer. */
const VARIABLES = ['v', 'ap', 'taken', 'tied', 'of', 'due'];

describe('the portal’s role', () => {
	it('makes no temporary table, no schema, nothing in public', async () => {
		const { rows } = await database.app.query(`
			SELECT has_database_privilege(current_database(), 'TEMPORARY') AS temporary,
			  has_database_privilege(current_database(), 'CREATE') AS schemas, has_schema_privilege('public', 'CREATE') AS tables`);
		expect(rows).toEqual([{ temporary: false, schemas: false, tables: false }]);
		await expect(database.app.query('CREATE TEMP TABLE counter (value int)')).rejects.toThrow(
			/permission denied to create temporary tables/
		);
	});

	it('cannot hang a guard that works with the owner’s rights on something of its own', async () => {
		await expect(
			database.app.query(
				`CREATE TRIGGER mine BEFORE INSERT ON fund_source FOR EACH ROW EXECUTE FUNCTION posting_moves_balance()`
			)
		).rejects.toThrow(/permission denied for (table|function)/);
		await expect(database.app.query('SELECT approval_step_guard()')).rejects.toThrow(
			/permission denied for function/
		);
	});
});

/** On a server of somebody else TEMPORARY may be PUBLIC's: the functions hold by themselves. */
describe('where temporary tables are allowed', () => {
	beforeAll(() => database.owner.query(`GRANT TEMPORARY ON DATABASE ${database.name} TO PUBLIC`));
	afterAll(() => database.owner.query(`REVOKE TEMPORARY ON DATABASE ${database.name} FROM PUBLIC`));

	it('a shadow of the counter does not run with the owner’s rights', async () => {
		const client = await database.app.connect();
		try {
			await client.query(`
				CREATE TEMP TABLE counter (issuer text, series text, year int, value int, UNIQUE (issuer, series, year));
				GRANT ALL ON pg_temp.counter TO chuan_owner;
				CREATE TEMP TABLE ran_as (name text);
				GRANT ALL ON pg_temp.ran_as TO chuan_owner;
				CREATE FUNCTION pg_temp.run() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				  INSERT INTO pg_temp.ran_as VALUES (current_user);
				  ALTER TABLE public.audit_entry DISABLE TRIGGER USER;
				  RETURN NEW; END $$;
				CREATE TRIGGER t BEFORE INSERT ON pg_temp.counter FOR EACH ROW EXECUTE FUNCTION pg_temp.run()`);
			const { rows } = await client.query(`SELECT public.next_number('a', 'b', 2026) AS value`);
			expect(rows).toEqual([{ value: 1 }]);
			expect((await client.query('SELECT name FROM pg_temp.ran_as')).rows).toEqual([]);
		} finally {
			client.release(true);
		}
		const { rows } = await database.owner.query(`SELECT value FROM public.counter WHERE issuer = 'a'`);
		expect(rows).toEqual([{ value: 1 }]);
	});

	it('a shadow of the balances neither covers a commitment nor moves by a guard of the owner', async () => {
		const client = await database.app.connect();
		try {
			await client.query('CREATE TEMP TABLE posting (LIKE public.posting)');
			await expect(
				client.query(
					`CREATE TRIGGER t AFTER INSERT ON pg_temp.posting FOR EACH ROW EXECUTE FUNCTION public.posting_moves_balance()`
				)
			).rejects.toThrow(/permission denied for function (public\.)?posting_moves_balance/);
		} finally {
			client.release(true);
		}
	});
});

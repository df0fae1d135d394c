import type { BaseFacts } from '#lib/domain/operations/base-turn.ts';
import type {
	CheckName,
	NamedFile,
	ReportOf,
	UpkeepReport,
	UpkeepRepository,
	Violation
} from '#lib/server/app/upkeep/ports.ts';
import { Prisma } from './generated/client.ts';
import { keptForNothing, notKeptIn } from './object-checks.repo.ts';
import type { Rows } from './rows.ts';

/** One statement a check; each gives what is wrong by an id or a name, and nothing while all is right. */
const STATEMENTS: readonly (readonly [CheckName, Prisma.Sql])[] = [
	[
		'switched_off',
		Prisma.sql`SELECT c.relname || '.' || t.tgname AS wrong FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
			WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled = 'D'
			UNION ALL SELECT c.relname || '.' || k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
			WHERE c.relnamespace = 'public'::regnamespace AND NOT k.convalidated
			UNION ALL SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
			WHERE c.relnamespace = 'public'::regnamespace AND NOT i.indisvalid`
	],
	[
		'hashes',
		Prisma.sql`SELECT 'revision ' || id::text AS wrong FROM application_revision WHERE NOT sealed AND encode(sha256(bytes), 'hex') <> hash
			UNION ALL SELECT 'record ' || id::text FROM official_record WHERE encode(sha256(bytes), 'hex') <> hash`
	],
	[
		// Numbers of a series begin with 1, none is left out or given twice, and the counter stands at the last.
		'numbers',
		Prisma.sql`WITH given AS (
			SELECT substr(number_text, strpos(number_text, '/') + 1) AS series, year, number FROM official_record WHERE number IS NOT NULL
		), sums AS (
			SELECT series, year, count(*) AS n, count(DISTINCT number) AS d, min(number) AS low, max(number) AS high FROM given GROUP BY series, year
		)
		SELECT s.series || ' ' || s.year AS wrong FROM sums s
			LEFT JOIN counter c ON c.series || '-' || c.issuer = s.series AND c.year = s.year
			WHERE s.low <> 1 OR s.n <> s.high OR s.d <> s.n OR c.value IS DISTINCT FROM s.high`
	],
	[
		'ledger',
		Prisma.sql`SELECT e.id::text AS wrong FROM journal_entry e LEFT JOIN posting p ON p.entry_id = e.id
			GROUP BY e.id HAVING coalesce(sum(p.amount), 1) <> 0`
	],
	[
		'balances',
		Prisma.sql`SELECT coalesce(b.source_id, p.source_id)::text || ' ' || coalesce(b.budget_year, p.budget_year) AS wrong
			FROM fund_balance b FULL JOIN (
				SELECT source_id, budget_year, sum(amount) FILTER (WHERE account IN ('available', 'committed')) AS allocated,
				  sum(amount) FILTER (WHERE account = 'committed') AS committed FROM posting GROUP BY source_id, budget_year
			) p ON p.source_id = b.source_id AND p.budget_year = b.budget_year
			WHERE coalesce(b.allocated, 0) <> coalesce(p.allocated, 0) OR coalesce(b.committed, 0) <> coalesce(p.committed, 0)
			  OR b.committed > b.allocated`
	],
	[
		// Of the last days: an older failure is work of the administrator already.
		'mail',
		Prisma.sql`SELECT id::text AS wrong FROM mail_message
			WHERE state = 'queued' AND due_at < (SELECT app_now()) - interval '1 hour'`
	]
];

interface Constraint {
	readonly table: string;
	readonly name: string;
	readonly expression: string;
}
interface ForeignKey {
	readonly table: string;
	readonly name: string;
	readonly other: string;
	readonly mine: readonly string[];
	readonly theirs: readonly string[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Which of these questions find a row. One statement for all: a connection keeps the text of each that it was asked. */
async function wrongOf(
	rows: Rows,
	questions: readonly { readonly name: string; readonly holds: string }[]
): Promise<string[]> {
	if (questions.length === 0) return [];
	const text = questions.map(
		({ name, holds }) => `SELECT '${name.replaceAll("'", "''")}' AS wrong WHERE EXISTS (${holds})`
	);
	return (await rows<{ wrong: string }>(Prisma.raw(text.join(' UNION ALL ')))).map(({ wrong }) => wrong);
}

/** Which CHECK constraints a row breaks all the same: each is asked of its table as a question. */
async function brokenChecks(rows: Rows): Promise<string[]> {
	const all =
		await rows<Constraint>(Prisma.sql`SELECT c.conrelid::regclass::text AS "table", c.conname AS name,
		pg_get_expr(c.conbin, c.conrelid) AS expression FROM pg_constraint c
		WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace AND c.conrelid <> 0
		  AND has_table_privilege(c.conrelid, 'SELECT') ORDER BY 1, 2`);
	return wrongOf(
		rows,
		all.map(({ table, name, expression }) => ({
			name: `${table}.${name}`,
			holds: `SELECT 1 FROM ${table} WHERE (${expression}) IS FALSE`
		}))
	);
}

/** Which foreign keys point at nothing. */
async function brokenKeys(rows: Rows): Promise<string[]> {
	const all =
		await rows<ForeignKey>(Prisma.sql`SELECT c.conrelid::regclass::text AS "table", c.conname AS name,
		c.confrelid::regclass::text AS other,
		ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k(n, o) JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.n ORDER BY k.o) AS mine,
		ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k(n, o) JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.n ORDER BY k.o) AS theirs
		FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
		  AND has_table_privilege(c.conrelid, 'SELECT') AND has_table_privilege(c.confrelid, 'SELECT') ORDER BY 1, 2`);
	return wrongOf(
		rows,
		all.map(({ table, name, other, mine, theirs }) => {
			const given = mine.map((column) => `c.${quoted(column)} IS NOT NULL`).join(' AND ');
			const same = mine
				.map((column, at) => `p.${quoted(theirs[at] ?? '')} = c.${quoted(column)}`)
				.join(' AND ');
			return {
				name: `${table}.${name}`,
				holds: `SELECT 1 FROM ${table} c WHERE ${given} AND NOT EXISTS (SELECT 1 FROM ${other} p WHERE ${same})`
			};
		})
	);
}

const EXAMPLES = 5;

export function upkeepRepository(rows: Rows): UpkeepRepository {
	return {
		async record({ kind, facts, sound, beganAt }) {
			await rows(Prisma.sql`INSERT INTO upkeep_report (id, kind, began_at, ended_at, sound, facts)
				VALUES (gen_random_uuid(), ${kind}, ${beganAt}, app_now(), ${sound}, ${JSON.stringify(facts)}::jsonb) RETURNING id`);
		},

		async last<K extends UpkeepReport['kind']>(kind: K) {
			const [row] = await rows<ReportOf<K>>(
				Prisma.sql`SELECT kind, facts, sound, began_at AS "beganAt", ended_at AS "endedAt" FROM upkeep_report
					WHERE kind = ${kind} ORDER BY ended_at DESC, id DESC LIMIT 1`
			);
			return row;
		},

		async notKept(place, limit) {
			const found = await rows<Omit<NamedFile, 'size'> & { readonly size: bigint }>(Prisma.sql`
				SELECT f.kind, f.id, f.object_key AS "objectKey", f.size, f.sha256 FROM ${notKeptIn(place)}
				ORDER BY f.named_at, f.id LIMIT ${limit}`);
			return found.map((row) => ({ ...row, size: Number(row.size) }));
		},

		async kept(place, sha256) {
			await rows(Prisma.sql`INSERT INTO kept_object (place, sha256, kept_at) VALUES (${place}, ${sha256}, app_now())
				ON CONFLICT DO NOTHING`);
		},

		async forgetKept(place) {
			await rows(Prisma.sql`DELETE FROM kept_object k WHERE ${keptForNothing(place)}`);
		},

		async baseTurn() {
			const [row] = await rows<BaseFacts>(Prisma.sql`SELECT app_now() AS now,
				(SELECT base_hour::int FROM backup_term WHERE valid_from <= app_now() ORDER BY valid_from DESC LIMIT 1) AS "baseHour",
				(SELECT max(ended_at) FROM upkeep_report WHERE kind = 'base' AND sound) AS "lastSound",
				(SELECT max(ended_at) FROM upkeep_report WHERE kind = 'base') AS "lastTried"`);
			if (row === undefined) throw new Error('the database answered no row about bases');
			return row;
		},

		async violations() {
			const found: Violation[] = [];
			const add = (check: CheckName, wrong: readonly string[]): void => {
				if (wrong.length > 0) found.push({ check, count: wrong.length, examples: wrong.slice(0, EXAMPLES) });
			};
			for (const [check, statement] of STATEMENTS)
				add(
					check,
					(await rows<{ wrong: string }>(statement)).map(({ wrong }) => wrong)
				);
			add('constraints', await brokenChecks(rows));
			add('foreign_keys', await brokenKeys(rows));
			return {
				checked: ['constraints', 'foreign_keys', ...STATEMENTS.map(([check]) => check)],
				violations: found
			};
		}
	};
}

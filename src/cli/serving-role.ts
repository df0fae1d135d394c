import type pg from 'pg';
import { CannotStart } from './cannot-start.ts';
import { firstRow, openConnection } from './external-database.ts';
import { APP_ROLE } from './postgres/provision.ts';

/** Roles of PostgreSQL that write past every grant of the schema. */
const ABOVE_GRANTS = ['pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program'];

/** What nobody but the owner may change, whatever else an account is allowed. */
const KEPT = [
	'audit_entry',
	'audit_detail',
	'audit_seal',
	'application_revision',
	'official_record',
	'journal_entry',
	'posting'
];

/** A thing that an account could do and must not, in both languages. */
export interface Excess {
	readonly vi: string;
	readonly en: string;
}

/**
 * What the account behind a connection could do to the rules of the database. Asked of the account that signed in
 * and of every role that it is a member of, by whatever option: a session that stepped down can step back up.
 */
export async function excessesOf(serving: pg.Client): Promise<Excess[]> {
	const { owned, attributes, above, rewrites, temporary, creates } = await firstRow(
		serving,
		`WITH mine AS (
		   SELECT r.* FROM pg_roles r WHERE pg_has_role(session_user, r.oid, 'MEMBER')
		 ), owners (kind, owner) AS (
		   SELECT 'tables', relowner FROM pg_class WHERE relnamespace = 'public'::regnamespace
		   UNION SELECT 'functions', p.proowner FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
		     AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
		   UNION SELECT 'schema', nspowner FROM pg_namespace WHERE nspname = 'public' AND nspowner <> 'pg_database_owner'::regrole
		   UNION SELECT 'database', datdba FROM pg_database WHERE datname = current_database()
		 )
		 SELECT (SELECT string_agg(DISTINCT o.kind || ' (' || m.rolname || ')', ', ') FROM owners o JOIN mine m ON m.oid = o.owner) AS owned,
		   (SELECT string_agg(DISTINCT a, ', ') FROM mine m CROSS JOIN LATERAL (VALUES
		     (CASE WHEN m.rolsuper THEN 'SUPERUSER' END), (CASE WHEN m.rolcreaterole THEN 'CREATEROLE' END),
		     (CASE WHEN m.rolreplication THEN 'REPLICATION' END), (CASE WHEN m.rolbypassrls THEN 'BYPASSRLS' END)) AS v(a)) AS attributes,
		   (SELECT string_agg(m.rolname, ', ') FROM mine m WHERE m.rolname = ANY ($1::text[])) AS above,
		   (SELECT string_agg(DISTINCT t, ', ') FROM mine m, unnest($2::text[]) t
		     WHERE has_table_privilege(m.oid, 'public.' || t, 'UPDATE, DELETE, TRUNCATE, TRIGGER')) AS rewrites,
		   (SELECT bool_or(has_database_privilege(m.oid, current_database(), 'TEMPORARY')) FROM mine m) AS temporary,
		   (SELECT bool_or(has_schema_privilege(m.oid, 'public', 'CREATE') OR has_database_privilege(m.oid, current_database(), 'CREATE')) FROM mine m) AS creates`,
		[ABOVE_GRANTS, KEPT]
	);
	const found: Excess[] = [];
	const say = (vi: string, en: string) => found.push({ vi, en });
	if (typeof owned === 'string')
		say(`sở hữu, hoặc có thể trở thành chủ của: ${owned}`, `owns, or may become the owner of: ${owned}`);
	if (typeof attributes === 'string') say(`có thuộc tính ${attributes}`, `has the attribute ${attributes}`);
	if (typeof above === 'string') say(`thuộc vai trò ${above}`, `is a member of ${above}`);
	if (typeof rewrites === 'string') say(`sửa hoặc xóa được ${rewrites}`, `can change or delete ${rewrites}`);
	if (temporary === true)
		say(
			'tạo được bảng tạm (chủ cơ sở dữ liệu hãy chạy: REVOKE TEMPORARY ON DATABASE … FROM PUBLIC)',
			'can make temporary tables (let the owner of the database run: REVOKE TEMPORARY ON DATABASE … FROM PUBLIC)'
		);
	if (creates === true) say('tạo được đối tượng trong cơ sở dữ liệu', 'can create objects in the database');
	return found;
}

/**
 * After migrating: the portal's account must not be able to rewrite history or to lift a rule, and production
 * needs the true time. Without `production` the same is said and the start goes on.
 */
export async function checkServingRole(appUrl: string, production: boolean): Promise<void> {
	const serving = await openConnection(appUrl, 'DATABASE_URL');
	try {
		const { reads, account } = await firstRow(
			serving,
			`SELECT has_table_privilege('public.audit_entry', 'SELECT') AS reads, session_user AS account`
		);
		if (reads !== true) {
			throw new CannotStart(
				`Tài khoản trong DATABASE_URL chưa có quyền. Hãy chạy: GRANT ${APP_ROLE} TO <tài khoản đó>;`,
				`The account in DATABASE_URL lacks its rights. Run: GRANT ${APP_ROLE} TO <that account>;`
			);
		}
		const { moved } = await firstRow(
			serving,
			'SELECT offset_sec <> 0 AS moved FROM public.app_clock WHERE id = 1'
		);
		if (moved === true && production) {
			throw new CannotStart(
				'Đồng hồ của cơ sở dữ liệu (app_clock) đang bị dời. Cơ sở dữ liệu trình diễn không dùng cho vận hành chính thức; hãy dùng một cơ sở dữ liệu mới.',
				'The clock of this database (app_clock) has been moved. A demonstration database does not serve production; use a new database.'
			);
		}
		const excesses = await excessesOf(serving);
		if (excesses.length === 0) return;
		const list = (words: readonly string[]) => words.map((word) => `\n  - ${word}`).join('');
		const vi = `Tài khoản ${String(account)} của cổng vượt được các quy tắc của cơ sở dữ liệu:${list(excesses.map((excess) => excess.vi))}\n  Hãy đặt DATABASE_OWNER_URL cho tài khoản sở hữu, và để DATABASE_URL là một tài khoản khác, chỉ thuộc vai trò ${APP_ROLE}.`;
		const en = `The portal's account ${String(account)} can get around the rules of the database:${list(excesses.map((excess) => excess.en))}\n  Set DATABASE_OWNER_URL to the owning account, and DATABASE_URL to another one that is a member of ${APP_ROLE} alone.`;
		if (production) throw new CannotStart(vi, en);
		console.error(`! ${vi}\n! ${en}`);
	} finally {
		await serving.end();
	}
}

import type { FoundPeople, MeantThing, MeantThings } from '#lib/server/app/audit/ports.ts';
import type { TypedCode } from '#lib/domain/audit/typed-code.ts';
import { sealsDossiers } from './flow-columns.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';
import { sealedById } from './sealed.ts';

/** How many things a reader is told by name; more are counted. */
const MOST_NAMED = 8;

/** Papers whose number, without the zeros in front, is this or begins with it, along `official_record_number_fold`. */
export function papersOfNumber(number: string | undefined): Prisma.Sql {
	if (number === undefined)
		return Prisma.sql`SELECT id, application_id, lot_id, call_id FROM official_record WHERE false`;
	return Prisma.sql`SELECT id, application_id, lot_id, call_id FROM official_record
		WHERE number_text IS NOT NULL AND ltrim(vn_fold(number_text), '0') ~>=~ ${number}
		  AND ltrim(vn_fold(number_text), '0') ~<~ (${number} || chr(1114111))`;
}

/** What the code names itself, before all that hangs on it. */
function named({ codes, number }: TypedCode): Prisma.Sql {
	const folded = Prisma.sql`ANY(${[...codes]}::text[])`;
	const capitals = Prisma.sql`ANY(${codes.map((code) => code.toUpperCase())}::text[])`;
	return Prisma.sql`
		papers AS (${papersOfNumber(number)}),
		coded AS (SELECT id FROM application WHERE code = ${capitals}),
		calls AS (SELECT id FROM call WHERE vn_fold(code) = ${folded}),
		coded_lots AS (SELECT id FROM lot WHERE vn_fold(code) = ${folded}),
		seated AS (SELECT id FROM council WHERE decision_no <> '' AND ${number ?? ''} <> ''
		  AND starts_with(ltrim(vn_fold(decision_no), '0'), ${number ?? ''})),
		orgs AS (SELECT id FROM organisation WHERE tax_code = ${folded}),
		funds AS (SELECT id FROM fund_source WHERE vn_fold(code) = ${folded}),
		definitions AS (SELECT id FROM programme_definition WHERE vn_fold(key) = ${folded})`;
}

/**
 * Ids of what a code or a paper's number names: of a dossier all that hangs on it, and around it its lot and its call;
 * of a paper also what it is about. Several things may have one code, and papers of several years one number.
 */
export async function objectsOfCode(
	rows: Rows,
	code: string,
	typed: TypedCode
): Promise<{ readonly own: readonly string[]; readonly around: readonly string[] }> {
	const found = await rows<{ id: string | null; around: boolean }>(Prisma.sql`
		WITH ${named(typed)},
		  app AS (SELECT id, lot_id, call_id FROM application
		    WHERE id IN (SELECT id FROM coded UNION SELECT application_id FROM papers)),
		  lots AS (SELECT id, call_id FROM lot WHERE id IN (SELECT id FROM coded_lots
		      UNION SELECT lot_id FROM papers WHERE application_id IS NULL)
		    OR call_id IN (SELECT id FROM calls)),
		  councils AS (SELECT id FROM council WHERE call_id IN (SELECT id FROM calls) OR id IN (SELECT id FROM seated)),
		  members AS (SELECT id FROM council_member WHERE council_id IN (SELECT id FROM councils))
		SELECT ${code}::text AS id, false AS around
		UNION SELECT id::text, false FROM papers
		UNION SELECT call_id::text, false FROM papers WHERE application_id IS NULL AND lot_id IS NULL
		UNION SELECT id::text, false FROM app
		UNION SELECT d.id::text, false FROM application_document d WHERE d.application_id IN (SELECT id FROM app)
		UNION SELECT u.id::text, false FROM upload u WHERE u.application_id IN (SELECT id FROM app)
		UNION SELECT p.id::text, false FROM appraisal p WHERE p.application_id IN (SELECT id FROM app)
		UNION SELECT c.id::text, false FROM conflict_declaration c WHERE c.application_id IN (SELECT id FROM app)
		UNION SELECT r.id::text, false FROM official_record r
		  WHERE r.application_id IN (SELECT id FROM app) OR r.call_id IN (SELECT id FROM calls)
		UNION SELECT lot_id::text, true FROM app
		UNION SELECT call_id::text, true FROM app
		UNION SELECT id::text, false FROM calls
		UNION SELECT id::text, false FROM lots
		UNION SELECT call_id::text, true FROM lots
		UNION SELECT id::text, false FROM councils
		UNION SELECT id::text, false FROM members
		UNION SELECT id::text, false FROM orgs
		UNION SELECT i.id::text, false FROM membership_invitation i WHERE i.organisation_id IN (SELECT id FROM orgs)
		UNION SELECT id::text, false FROM funds
		UNION SELECT id::text, false FROM definitions`);
	const ids = (wanted: boolean) =>
		found.flatMap(({ id, around }) => (id === null || around !== wanted ? [] : [id]));
	return { own: ids(false), around: ids(true) };
}

/** What a code was taken for. A sealed dossier and its papers are not among it, as if there were none. */
export async function thingsMeant(rows: Rows, typed: TypedCode): Promise<MeantThings> {
	const found = await rows<MeantThing & { readonly total: bigint }>(Prisma.sql`
		WITH ${named(typed)},
		  meant AS (
		    SELECT 'application' AS type, b.code AS name, '' AS paper, 0 AS year, '' AS subject FROM application b
		      WHERE b.id IN (SELECT id FROM coded) AND NOT ${sealedById(Prisma.sql`b.id`)}
		    UNION ALL SELECT 'call', c.code, '', 0, '' FROM call c WHERE c.id IN (SELECT id FROM calls)
		    UNION ALL SELECT 'lot', l.code, '', 0, '' FROM lot l JOIN call c ON c.id = l.call_id
		      WHERE l.id IN (SELECT id FROM coded_lots) AND l.code <> c.code
		    UNION ALL SELECT 'record', r.number_text, r.kind, r.year, coalesce(b.code, l.code, c.code, '') FROM official_record r
		      LEFT JOIN application b ON b.id = r.application_id LEFT JOIN lot l ON l.id = r.lot_id LEFT JOIN call c ON c.id = r.call_id
		      WHERE r.id IN (SELECT id FROM papers) AND (r.application_id IS NULL OR NOT ${sealedById(Prisma.sql`r.application_id`)})
		    UNION ALL SELECT 'council', c.decision_no, '', 0, k.code FROM council c JOIN call k ON k.id = c.call_id
		      WHERE c.id IN (SELECT id FROM seated)
		    UNION ALL SELECT 'organisation', o.name, '', 0, o.tax_code FROM organisation o WHERE o.id IN (SELECT id FROM orgs)
		    UNION ALL SELECT 'fund_source', f.code, '', 0, '' FROM fund_source f WHERE f.id IN (SELECT id FROM funds)
		    UNION SELECT 'definition', d.key, '', 0, '' FROM programme_definition d WHERE d.id IN (SELECT id FROM definitions))
		SELECT type, name, paper, year, subject, count(*) OVER () AS total FROM meant
		ORDER BY year DESC, type, name, subject LIMIT ${MOST_NAMED}`);
	return {
		things: found.map(({ total: _total, ...thing }) => thing),
		total: Number(found[0]?.total ?? 0n)
	};
}

/** Codes of the calls whose dossiers are sealed as a whole; anybody knows them, since calls are public. */
export async function sealedCalls(rows: Rows): Promise<readonly string[]> {
	const found = await rows<{ code: string }>(Prisma.sql`
		SELECT k.code FROM call k JOIN programme_definition d ON d.id = k.definition_id
		WHERE ${sealsDossiers} AND k.state = 'published' ORDER BY k.closes_at, k.code LIMIT ${MOST_NAMED}`);
	return found.map(({ code }) => code);
}

/** How many people one name may stand for before it is no search any more. */
const MOST_PEOPLE = 50;

/** People by a part of their name, or by their whole address. */
export async function peopleOfName(rows: Rows, text: string): Promise<FoundPeople> {
	const found = await rows<{
		personId: string;
		accountId: string | null;
		name: string;
		total: bigint;
	}>(Prisma.sql`
		SELECT p.id AS "personId", a.id AS "accountId", p.full_name AS name, count(*) OVER () AS total
		FROM person p LEFT JOIN account a ON a.person_id = p.id
		WHERE p.search_text LIKE '%' || replace(replace(replace(vn_fold(${text}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'
		  OR a.email = lower(${text}) OR p.id::text = ${text} ORDER BY p.id LIMIT ${MOST_PEOPLE}`);
	return {
		personIds: found.map(({ personId }) => personId),
		accountIds: found.flatMap(({ accountId }) => (accountId === null ? [] : [accountId])),
		names: found.slice(0, MOST_NAMED).map(({ name }) => name),
		total: Number(found[0]?.total ?? 0n)
	};
}

import type { DeclarationRow, MemberRecord, SeatRecord } from '#lib/server/app/councils/ports.ts';
import { nameKeys } from '#lib/domain/councils/name-key.ts';
import { beforeCouncil } from './before-council.ts';
import { toApplication } from './applications.map.ts';
import { toCall, toLot } from './calls.map.ts';
import { toCase, toCouncil, toDeclaration, toMember } from './councils.map.ts';
import type { StoredCase, StoredMember } from './councils.map.ts';
import { APPLICATION, CALL, columns, LOT, part } from './joined-rows.ts';
import { Prisma } from './generated/client.ts';
import type { Application, Call, ConflictDeclaration, Council, Lot } from './generated/client.ts';
import { sessionState } from './session-state.ts';
import type { Rows } from './rows.ts';

type Json<Row, Dates extends keyof Row> = Omit<Row, Dates> & Readonly<Record<Dates, string | null>>;

interface StoredMemberRecord {
	readonly council: Json<Council, 'createdAt'>;
	readonly member: Json<StoredMember, 'appointedAt' | 'endedAt' | 'undertakingAt'>;
	readonly cases: readonly StoredCase[];
	readonly declarations: readonly Json<ConflictDeclaration, 'declaredAt' | 'ruledAt'>[];
	readonly now: Date;
}

interface Stored extends StoredMemberRecord {
	readonly session_state: string | null;
}

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));
const known = (text: string | null): Date => new Date(text ?? Number.NaN);

/** Text that holds every word of one of the readings of a name. Likeness itself is the core's to tell (`nameKeys`). */
function alike(name: string): Prisma.Sql {
	const readings = nameKeys(name).map(
		(key) => Prisma.sql`t.name_fold LIKE ALL (${key.split(' ').map((word) => `%${word}%`)}::text[])`
	);
	return readings.length === 0 ? Prisma.sql`false` : Prisma.sql`(${Prisma.join(readings, ' OR ')})`;
}

/** A council `k` and the seat `m` of a person `p` in it, who is tied to `ties.ids`. */
const SEAT = Prisma.sql`
	json_build_object('id', k.id, 'callId', k.call_id, 'stage', k.stage, 'name', k.name, 'decisionNo', k.decision_no, 'state', k.state,
	  'version', k.version, 'createdAt', k.created_at) AS council,
	json_build_object('memberId', m.id, 'councilId', m.council_id, 'personId', m.person_id, 'role', m.role, 'position', m.position,
	  'name', p.full_name, 'title', p.title, 'employer', coalesce(e.name, p.employer_text), 'email', '', 'locale', 'vi',
	  'organisationIds', to_json(ties.ids),
	  'appointedAt', m.appointed_at, 'endedAt', m.ended_at, 'undertakingAt', m.undertaking_at) AS member`;

/**
 * The applications `b` of some lots under review that may concern the member `m`, and the member's declarations on these.
 * Each `OFFSET 0` keeps the planner from reading the participants of all applications into one hash.
 */
function concern(name: string, lots: Prisma.Sql, always: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`(
	  SELECT coalesce(json_agg(json_build_object('applicationId', b.id, 'code', b.code, 'title', b.title, 'state', b.state, 'lotId', b.lot_id,
	      'organisationId', b.organisation_id, 'organisation', b.organisation_name,
	      'cooperatingIds', coalesce((SELECT json_agg(x.id) FROM application_participant t JOIN organisation x ON x.tax_code = t.tax_code AND x.standing = 'proved'
	        WHERE t.application_id = b.id AND t.kind = 'organisation'), '[]'),
	      'cooperatingNames', '[]'::json,
	      'participantNames', coalesce((SELECT json_agg(t.name ORDER BY t.id) FROM application_participant t
	        WHERE t.application_id = b.id AND t.kind <> 'organisation'), '[]')) ORDER BY b.code), '[]') AS cases,
	    coalesce(json_agg(json_build_object('id', d.id, 'memberId', d.member_id, 'applicationId', d.application_id, 'kind', d.kind,
	      'ground', d.ground, 'note', d.note, 'detected', d.detected, 'ruling', d.ruling, 'rulingNote', d.ruling_note,
	      'ruledBy', d.ruled_by, 'ruledAt', d.ruled_at, 'declaredAt', d.declared_at) ORDER BY d.declared_at, d.id)
	      FILTER (WHERE d.id IS NOT NULL), '[]') AS declarations
	  FROM application b LEFT JOIN conflict_declaration d ON d.application_id = b.id AND d.member_id = m.id
	  WHERE ${lots} AND ${beforeCouncil('b', 'k')}
	    AND (${always} OR d.ground <> '' OR b.organisation_id::text = ANY (ties.ids)
	      OR EXISTS (SELECT 1 FROM application_participant t
	        WHERE t.application_id = b.id AND t.kind <> 'organisation' AND ${alike(name)} OFFSET 0)
	      OR cardinality(ties.ids) > 0 AND EXISTS (SELECT 1 FROM application_participant t
	        JOIN organisation x ON x.tax_code = t.tax_code AND x.standing = 'proved' AND x.id::text = ANY (ties.ids)
	        WHERE t.application_id = b.id AND t.kind = 'organisation' OFFSET 0)))`;
}

/**
 * The seat of a person in a council with what may concern it among the applications of a lot, or of all its lots:
 * enough to tell from what the member is recused, in one statement however many applications there are.
 */
export async function memberRecord(
	rows: Rows,
	about: {
		readonly councilId: string;
		readonly personId: string;
		/** The person's full name. */
		readonly name: string;
		readonly lotId?: string | undefined;
	}
): Promise<MemberRecord | undefined> {
	const lots = Prisma.sql`b.lot_id IN (SELECT s.lot_id FROM review_session s WHERE s.council_id = k.id
		${about.lotId === undefined ? Prisma.empty : Prisma.sql`AND s.lot_id = ${about.lotId}::uuid`})`;
	const [row] = await rows<StoredMemberRecord>(Prisma.sql`
		SELECT ${columns('c', CALL)}, ${SEAT}, concern.cases, concern.declarations, app_now() AS now
		FROM council k
		JOIN council_member m ON m.council_id = k.id AND m.person_id = ${about.personId}::uuid AND m.ended_at IS NULL
		JOIN person p ON p.id = m.person_id LEFT JOIN organisation e ON e.id = p.employer_id
		JOIN call c ON c.id = k.call_id
		CROSS JOIN LATERAL (SELECT tied_organisations(p.id, k.call_id) AS ids OFFSET 0) ties
		CROSS JOIN LATERAL ${concern(about.name, lots, Prisma.sql`false`)} concern
		WHERE k.id = ${about.councilId}::uuid`);
	return row === undefined ? undefined : memberOf(row);
}

function memberOf(row: StoredMemberRecord): MemberRecord {
	const { council, member } = row;
	return {
		council: toCouncil({ ...council, createdAt: known(council.createdAt) }),
		call: toCall(part<Call>(row, 'c')),
		member: toMember({
			...member,
			appointedAt: known(member.appointedAt),
			endedAt: instant(member.endedAt),
			undertakingAt: instant(member.undertakingAt)
		}),
		cases: row.cases.map(toCase),
		declarations: row.declarations.map((one): DeclarationRow =>
			toDeclaration({ ...one, declaredAt: known(one.declaredAt), ruledAt: instant(one.ruledAt) })
		),
		now: row.now
	};
}

/**
 * What decides whether one member may judge one application, in one statement: their seat, the applications of the
 * lot that may concern them with what conflicts are detected by, and their own declarations on these. What is left out
 * is declared to be of no interest and shows none. `hold`: the session cannot be closed until the transaction ends.
 */
export async function seatRecord(
	rows: Rows,
	about: {
		readonly councilId: string;
		readonly personId: string;
		/** The person's full name. */
		readonly name: string;
		readonly applicationId: string;
		readonly hold: boolean;
	}
): Promise<SeatRecord | undefined> {
	const [row] = await rows<Stored>(Prisma.sql`
		SELECT ${columns('c', CALL)}, ${columns('l', LOT)}, ${columns('a', APPLICATION)},
		  ${SEAT},
		  concern.cases, concern.declarations,
		  s.state AS session_state, app_now() AS now
		FROM council k
		JOIN council_member m ON m.council_id = k.id AND m.person_id = ${about.personId}::uuid AND m.ended_at IS NULL
		JOIN person p ON p.id = m.person_id LEFT JOIN organisation e ON e.id = p.employer_id
		JOIN review_session s ON s.council_id = k.id
		JOIN application a ON a.lot_id = s.lot_id AND a.id = ${about.applicationId}::uuid
		JOIN lot l ON l.id = a.lot_id JOIN call c ON c.id = k.call_id
		CROSS JOIN LATERAL (SELECT tied_organisations(p.id, k.call_id) AS ids OFFSET 0) ties
		CROSS JOIN LATERAL ${concern(about.name, Prisma.sql`b.lot_id = a.lot_id`, Prisma.sql`(b.id = a.id OR d.id IS NULL)`)} concern
		WHERE k.id = ${about.councilId}::uuid ${about.hold ? Prisma.sql`FOR SHARE OF s` : Prisma.empty}`);
	if (row === undefined) return undefined;
	return {
		...memberOf(row),
		lot: toLot(part<Lot>(row, 'l')),
		application: toApplication(part<Application>(row, 'a')),
		sessionState: sessionState(row.session_state ?? '')
	};
}

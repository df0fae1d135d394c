import type { PersonReader } from '#lib/server/app/mail/letter.ts';
import type { InvitationState } from '#lib/domain/access/late-ties.ts';
import type {
	FindingRow,
	InvitationRow,
	OfficePart,
	RuledOut,
	TiesRepository,
	TieStanding
} from '#lib/server/app/ties/ports.ts';
import { beforeCouncil } from './before-council.ts';
import type { Connection } from './connection.ts';
import { councilRole } from './councils.map.ts';
import { Prisma } from './generated/client.ts';
import { likePattern } from './like.ts';
import type { Rows } from './rows.ts';

type StoredInvitation = Omit<InvitationRow, 'state' | 'role'> & {
	readonly state: string;
	readonly role: string;
};
type StoredFinding = Omit<FindingRow, 'part' | 'role' | 'memberRole' | 'ruling'> & {
	readonly part: string;
	readonly role: string | null;
	readonly memberRole: string;
	readonly ruling: string | null;
};

const INVITATION = Prisma.sql`
	SELECT i.id, i.organisation_id AS "organisationId", o.name AS organisation, i.email, i.role, i.invited_by AS "invitedBy",
	  p.full_name AS inviter, i.by_office AS "byOffice", i.invited_at AS "invitedAt", i.expires_at AS "expiresAt", i.state,
	  i.person_id AS "personId", i.answered_at AS "answeredAt", i.ended_at AS "endedAt"
	FROM membership_invitation i JOIN organisation o ON o.id = i.organisation_id JOIN person p ON p.id = i.invited_by`;

/** A seat (alias r) that rules on the seat of a finding (alias m) while their council (alias k) is seated. */
const RULES = Prisma.sql`r.council_id = m.council_id AND r.ended_at IS NULL AND r.id <> m.id AND k.state = 'seated'
	AND r.role = CASE m.role WHEN 'chair' THEN 'vice_chair' ELSE 'chair' END`;

const FINDING_FROM = Prisma.sql`
	FROM tie_finding f JOIN person p ON p.id = f.person_id JOIN organisation o ON o.id = f.organisation_id
	  JOIN membership_invitation i ON i.id = f.invitation_id
	  LEFT JOIN council_member m ON m.id = f.member_id LEFT JOIN council k ON k.id = m.council_id
	  LEFT JOIN person w ON w.id = f.ruled_by`;

const FINDING = Prisma.sql`
	SELECT f.id, f.invitation_id AS "invitationId", f.person_id AS "personId", p.full_name AS person, p.title,
	  f.organisation_id AS "organisationId", o.name AS organisation, i.role AS "memberRole", f.part, f.member_id AS "memberId",
	  k.id AS "councilId", coalesce(k.name, '') AS council, m.role, f.call_id AS "callId", f.found_at AS "foundAt",
	  f.withdrawn_at AS "withdrawnAt", f.ruling, f.ruling_note AS "rulingNote", f.ruled_by AS "ruledBy",
	  coalesce(w.full_name, '') AS ruler, f.ruled_at AS "ruledAt", f.seen,
	  EXISTS (SELECT 1 FROM council_member r WHERE ${RULES}) AS "councilRules"`;

const STATES: Readonly<Record<string, InvitationState>> = {
	waiting: 'waiting',
	under_ruling: 'under_ruling',
	in_force: 'in_force',
	declined: 'declined',
	taken_back: 'taken_back',
	refused: 'refused'
};

function memberRole(text: string): 'representative' | 'editor' {
	if (text === 'representative' || text === 'editor') return text;
	throw new Error(`membership_invitation.role holds ${text}`);
}

function toInvitation(row: StoredInvitation): InvitationRow {
	const state = STATES[row.state];
	if (state === undefined) throw new Error(`membership_invitation.state holds ${row.state}`);
	return { ...row, state, role: memberRole(row.role) };
}

function toFinding({ part, role, memberRole: member, ruling, ...row }: StoredFinding): FindingRow {
	if (part !== 'seat' && part !== 'office') throw new Error(`tie_finding.part holds ${part}`);
	return {
		...row,
		part,
		role: role === null ? null : councilRole(role),
		memberRole: memberRole(member),
		ruling: ruling === 'excluded' || ruling === 'kept' ? ruling : null
	};
}

const STANDING: Readonly<Record<TieStanding, Prisma.Sql>> = {
	waiting: Prisma.sql`f.ruling IS NULL AND f.withdrawn_at IS NULL`,
	ruled: Prisma.sql`f.ruling IS NOT NULL`,
	all: Prisma.sql`TRUE`
};

export function tiesRepository(db: Connection, rows: Rows): TiesRepository {
	const invitations = async (which: Prisma.Sql): Promise<InvitationRow[]> =>
		(await rows<StoredInvitation>(Prisma.sql`${INVITATION} ${which}`)).map(toInvitation);
	const findings = async (which: Prisma.Sql): Promise<FindingRow[]> =>
		(await rows<StoredFinding>(Prisma.sql`${FINDING} ${FINDING_FROM} ${which}`)).map(toFinding);
	return {
		async invite(row) {
			await db.membershipInvitation.create({ data: { ...row, state: 'waiting' } });
		},

		async invitation(id) {
			return (await invitations(Prisma.sql`WHERE i.id = ${id}::uuid`))[0];
		},

		async holdInvitation(id) {
			return (await invitations(Prisma.sql`WHERE i.id = ${id}::uuid FOR UPDATE OF i`))[0];
		},

		async openInvitation(organisationId, email) {
			const open = Prisma.sql`WHERE i.organisation_id = ${organisationId}::uuid AND i.email = ${email}
				AND i.state IN ('waiting', 'under_ruling') FOR UPDATE OF i`;
			return (await invitations(open))[0];
		},

		invitationsOf(organisationId, limit) {
			return invitations(Prisma.sql`WHERE i.organisation_id = ${organisationId}::uuid
				AND (i.ended_at IS NULL OR i.ended_at > (SELECT app_now()) - interval '30 days')
				ORDER BY i.invited_at DESC, i.id DESC LIMIT ${limit}`);
		},

		invitationsFor(email, limit) {
			return invitations(Prisma.sql`WHERE i.email = ${email} AND (i.state = 'under_ruling'
				OR i.state = 'waiting' AND i.expires_at > (SELECT app_now())) ORDER BY i.invited_at DESC, i.id DESC LIMIT ${limit}`);
		},

		async settle({ id, state }, to) {
			const ends = to.state !== 'under_ruling';
			const changed = await db.$executeRaw`
				UPDATE membership_invitation SET state = ${to.state}, grant_id = ${to.grantId ?? null}::uuid,
				  person_id = coalesce(person_id, ${to.personId ?? null}::uuid),
				  answered_at = coalesce(answered_at, CASE WHEN ${to.personId ?? null}::uuid IS NOT NULL THEN ${to.at}::timestamptz END),
				  ended_at = CASE WHEN ${ends} THEN ${to.at}::timestamptz END
				WHERE id = ${id}::uuid AND state = ${state}`;
			return changed === 1;
		},

		seatsFor(personId, organisationId) {
			return rows(Prisma.sql`
				SELECT m.id AS "memberId", k.call_id AS "callId", (k.state = 'seated' AND EXISTS (
				  SELECT 1 FROM review_session s JOIN application a ON a.lot_id = s.lot_id
				  WHERE s.council_id = k.id AND s.state <> 'closed' AND a.organisation_id = ${organisationId}::uuid
				    AND ${beforeCouncil('a', 's')})) AS "judgesTheOrganisation"
				FROM council_member m JOIN council k ON k.id = m.council_id
				WHERE m.person_id = ${personId}::uuid AND m.ended_at IS NULL AND k.state <> 'dissolved' ORDER BY m.id`);
		},

		async find({ invitationId, personId, organisationId }, parts, at) {
			await db.tieFinding.createMany({
				data: parts.map(({ id, ...part }) => ({
					id,
					invitationId,
					personId,
					organisationId,
					part: part.part,
					memberId: part.part === 'seat' ? part.memberId : null,
					callId: part.part === 'seat' ? part.callId : null,
					foundAt: at
				}))
			});
		},

		async finding(id) {
			return (await findings(Prisma.sql`WHERE f.id = ${id}::uuid`))[0];
		},

		findingsOf(invitationId) {
			return findings(
				Prisma.sql`WHERE f.invitation_id = ${invitationId}::uuid AND f.withdrawn_at IS NULL ORDER BY f.id`
			);
		},

		waitingIn(councilId) {
			return findings(Prisma.sql`WHERE k.id = ${councilId}::uuid AND m.ended_at IS NULL AND ${STANDING.waiting}
				ORDER BY f.found_at, f.id`);
		},

		async inLot(councilId, lotId) {
			const found = await rows<RuledOut & { readonly ruled: boolean }>(Prisma.sql`
				SELECT m.id AS "memberId", p.full_name AS member, o.name AS organisation, f.ruling_note AS reason,
				  f.ruled_at AS "ruledAt", f.ruling IS NOT NULL AS ruled ${FINDING_FROM}
				WHERE k.id = ${councilId}::uuid AND (f.ruling = 'excluded' OR m.ended_at IS NULL AND ${STANDING.waiting})
				  AND EXISTS (SELECT 1 FROM application a WHERE a.lot_id = ${lotId}::uuid AND a.organisation_id = f.organisation_id)
				ORDER BY f.ruled_at, f.id`);
			return {
				waiting: found.filter(({ ruled }) => !ruled).length,
				ruledOut: found.flatMap(({ ruled, ...row }) => (ruled ? [row] : []))
			};
		},

		async list({ all, councilIds, notAbout, search, standing, page, size }) {
			const like = likePattern(search);
			const found = await rows<StoredFinding & { readonly total: bigint }>(Prisma.sql`
				${FINDING}, count(*) OVER () AS total ${FINDING_FROM}
				WHERE (${all}::boolean OR k.id = ANY (${[...councilIds]}::uuid[])) AND ${STANDING[standing]}
				  AND f.person_id <> ${notAbout}::uuid AND (p.search_text LIKE ${like} OR o.search_text LIKE ${like})
				ORDER BY (f.ruling IS NULL AND f.withdrawn_at IS NULL) DESC, f.found_at DESC, f.id
				LIMIT ${size} OFFSET ${(page - 1) * size}`);
			return {
				rows: found.map(({ total: _total, ...row }) => toFinding(row)),
				total: Number(found[0]?.total ?? 0n)
			};
		},

		async rule(id, { ruling, note, by, at, seen }) {
			const changed = await db.$executeRaw`
				UPDATE tie_finding SET ruling = ${ruling}, ruling_note = ${note}, ruled_by = ${by}::uuid, ruled_at = ${at}::timestamptz,
				  seen = ${JSON.stringify(seen)}::jsonb WHERE id = ${id}::uuid AND ruling IS NULL AND withdrawn_at IS NULL`;
			return changed === 1;
		},

		async withdraw(invitationId, at) {
			await db.$executeRaw`UPDATE tie_finding SET withdrawn_at = ${at}::timestamptz
				WHERE invitation_id = ${invitationId}::uuid AND ruling IS NULL AND withdrawn_at IS NULL`;
		},

		async casesOf({ organisationId, callId }) {
			const found = await rows<{ id: string }>(Prisma.sql`
				SELECT a.id FROM application a JOIN call c ON c.id = a.call_id
				WHERE a.organisation_id = ${organisationId}::uuid AND (${callId}::uuid IS NULL OR a.call_id = ${callId}::uuid)
				  AND c.state IN ('opened', 'selecting', 'selected') AND a.state NOT IN ('draft', 'withdrawn') ORDER BY a.id`);
			return found.map(({ id }) => id);
		},

		officeParts(personId, organisationId) {
			return rows<OfficePart>(Prisma.sql`
				SELECT coalesce(a.code, '') AS code, a.title,
				  EXISTS (SELECT 1 FROM validity_check v WHERE v.application_id = a.id AND v.checked_by = ${personId}::uuid) AS checked,
				  EXISTS (SELECT 1 FROM site_survey s WHERE s.application_id = a.id AND s.recorded_by = ${personId}::uuid) AS surveyed,
				  EXISTS (SELECT 1 FROM appraisal p WHERE p.application_id = a.id AND ${personId}::uuid = ANY (p.editors)) AS edited,
				  (SELECT count(*)::int FROM approval_step t JOIN appraisal p ON p.appraised_version_id = t.budget_version_id
				    WHERE p.application_id = a.id AND t.person_id = ${personId}::uuid AND t.revoked_at IS NULL) AS signed
				FROM application a JOIN call c ON c.id = a.call_id
				WHERE a.organisation_id = ${organisationId}::uuid AND c.state IN ('opened', 'selecting', 'selected')
				  AND a.state NOT IN ('draft', 'withdrawn') ORDER BY a.code LIMIT 100`);
		},

		rulersOf(finding) {
			const who =
				finding.part === 'seat' && finding.councilRules
					? Prisma.sql`EXISTS (SELECT 1 FROM council_member r JOIN council_member m ON m.id = ${finding.memberId}::uuid
						JOIN council k ON k.id = m.council_id WHERE r.person_id = p.id AND ${RULES})`
					: Prisma.sql`EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = p.id AND g.role = 'director'
						AND g.valid_from <= (SELECT app_now()) AND (g.valid_to IS NULL OR g.valid_to > (SELECT app_now())))`;
			return rows<PersonReader>(Prisma.sql`
				SELECT p.id AS "personId", p.full_name AS name, a.email, CASE a.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM person p JOIN account a ON a.person_id = p.id AND a.disabled_at IS NULL
				WHERE p.id <> ${finding.personId}::uuid AND ${who} ORDER BY p.id`);
		},

		async periodOf(opensAt) {
			const [row] = await rows<{ months: number; source: string; confirmed: boolean }>(Prisma.sql`
				SELECT months, source, confirmed FROM tie_period WHERE valid_from <= (${opensAt}::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
				ORDER BY valid_from DESC LIMIT 1`);
			return row ?? { months: 0, source: '', confirmed: false };
		}
	};
}

/** What `workOf` is told about each thing, in one statement for many of them. */
import type { AlarmKind } from '#lib/domain/operations/alarms.ts';
import { isCouncilRole } from '#lib/domain/councils/council-role.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type {
	AppraisalFacts,
	CallFacts,
	CouncilFacts,
	DossierFacts,
	SeatFacts
} from '#lib/domain/flow/stage-work.ts';
import { WINDOWED } from '#lib/domain/workflow/dossier-window.ts';
import type { Defined, WorkFactsRepository } from '#lib/server/app/work/ports.ts';
import type {
	Fault,
	GrantFacts,
	RecoveryFacts,
	InvitationFacts,
	OrganisationFacts,
	TieFacts
} from '#lib/domain/work/side-work.ts';
import { judgedNow, stagePlace } from './before-council.ts';
import { chainsRepository } from './chains.repo.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import { FAULTY_FILES } from './object-checks.repo.ts';
import { STUCK_FILES } from './record-files.repo.ts';
import type { Rows } from './rows.ts';

type Flat<Facts> = Facts & { readonly definitionId: string };

function defined<Facts extends object>({
	definitionId,
	...facts
}: Flat<Facts>): Defined<Omit<Flat<Facts>, 'definitionId'>> {
	return { definitionId, facts };
}

const anyOf = (ids: readonly string[]): Prisma.Sql => Prisma.sql`ANY(${[...ids]}::uuid[])`;

/** When the last dossier of the call `c` may arrive. */
const LAST_DEADLINE = Prisma.sql`greatest(c.closes_at, (SELECT max(w.own_closes_at) FROM application w
	WHERE w.call_id = c.id AND w.own_closes_at IS NOT NULL AND w.state = ANY(${[...WINDOWED]})))`;

/** JSON carries instants as text. */
const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

export function workFactsRepository(db: Connection, rows: Rows): WorkFactsRepository {
	const chains = chainsRepository(db);
	return {
		async calls(ids) {
			const found = await rows<Flat<Omit<CallFacts, 'selected'>>>(Prisma.sql`
				SELECT c.definition_id AS "definitionId", c.id, c.code, c.programme, c.state, c.opens_at AS "opensAt",
				  c.closes_at AS "closesAt", ${LAST_DEADLINE} AS "lastClosesAt", c.opened_at AS "openedAt", c.created_at AS "createdAt",
				  coalesce((SELECT jsonb_object_agg(n.state, n.count) FROM (SELECT a.state, count(*) AS count FROM application a
				    WHERE a.call_id = c.id GROUP BY a.state) n), '{}') AS dossiers,
				  greatest(p.closed_at, (SELECT max(t.at) FROM approval_step t JOIN appraisal g ON g.appraised_version_id = t.budget_version_id
				      JOIN application a ON a.id = g.application_id WHERE a.call_id = c.id AND t.kind = 'approved' AND t.revoked_at IS NULL),
				    (SELECT max(r.decided_at) FROM appraisal_rejection r JOIN appraisal g ON g.id = r.appraisal_id
				      JOIN application a ON a.id = g.application_id WHERE a.call_id = c.id AND r.outcome = 'rejected')) AS "settledAt",
				  ARRAY(SELECT k.stage FROM council k WHERE k.call_id = c.id AND k.state = 'seated') AS "seatedCouncils",
				  (SELECT count(*)::int FROM selection_change h JOIN application a ON a.id = h.application_id
				    WHERE h.selection_id = p.id AND h.kind = 'call_up' AND c.state = 'concluded' AND a.state IN ('approved', 'rejected')
				      AND NOT EXISTS (SELECT 1 FROM official_record o WHERE o.application_id = a.id AND o.kind = 'result_letter'
				        AND o.issued_at > h.changed_at)) AS "furtherCases",
				  s.sessions, s.closed AS "closedSessions", s.last AS "lastClosedAt", p.state AS selection
				FROM call c LEFT JOIN selection p ON p.call_id = c.id CROSS JOIN LATERAL (
				  SELECT count(*)::int AS sessions, count(*) FILTER (WHERE s.state = 'closed')::int AS closed, max(s.closed_at) AS last
				  FROM lot l JOIN review_session s ON s.lot_id = l.id WHERE l.call_id = c.id) s
				WHERE c.id = ${anyOf(ids)}`);
			return found.map(defined);
		},

		async dossiers(ids) {
			const found = await rows<
				Omit<DossierFacts, 'call' | 'letter'> & {
					readonly definitionId: string;
					readonly callId: string;
				} & Omit<DossierFacts['call'], 'id' | 'state'> & {
						readonly callState: DossierFacts['call']['state'];
						readonly letterId: string | null;
						readonly issuedAt: Date | null;
					}
			>(Prisma.sql`
				SELECT c.definition_id AS "definitionId", a.id, a.organisation_id AS "organisationId", a.state, a.replacing,
				  a.created_at AS "createdAt", a.submitted_at AS "submittedAt", c.id AS "callId", c.code, c.programme,
				  c.state AS "callState", greatest(c.closes_at, a.own_closes_at) AS "closesAt", ${LAST_DEADLINE} AS "lastClosesAt", c.opened_at AS "openedAt", v.checked_at AS "checkedAt",
				  y.finished_at AS "surveyFinishedAt", s.state AS session, r.id AS "letterId", r.issued_at AS "issuedAt"
				FROM application a JOIN call c ON c.id = a.call_id LEFT JOIN validity_check v ON v.application_id = a.id
				LEFT JOIN site_survey y ON y.application_id = a.id LEFT JOIN LATERAL (
				  SELECT n.state FROM review_session n WHERE n.lot_id = a.lot_id ORDER BY ${stagePlace('n')} LIMIT 1) s ON TRUE LEFT JOIN LATERAL (
				  SELECT o.id, o.issued_at FROM official_record o WHERE o.application_id = a.id AND o.kind = 'result_letter'
				  ORDER BY o.issued_at DESC, o.id DESC LIMIT 1) r ON TRUE
				WHERE a.id = ${anyOf(ids)}`);
			return found.map(
				({
					definitionId,
					callId,
					code,
					programme,
					callState,
					lastClosesAt,
					openedAt,
					letterId,
					issuedAt,
					...facts
				}) => ({
					definitionId,
					facts: {
						...facts,
						call: { id: callId, code, programme, state: callState, lastClosesAt, openedAt },
						letter: letterId === null || issuedAt === null ? null : { id: letterId, issuedAt }
					}
				})
			);
		},

		async appraisals(ids) {
			const found = await rows<{
				readonly definitionId: string;
				readonly closesAt: Date;
				readonly id: string;
				readonly state: AppraisalFacts['state'];
				readonly createdAt: Date;
				readonly applicationId: string;
				readonly organisationId: string;
				readonly callId: string;
				readonly programme: string;
				readonly chainId: string;
				readonly hash: string | null;
				readonly editors: readonly string[];
				readonly taken: readonly {
					readonly step: number;
					readonly personId: string;
					readonly seenHash: string;
					readonly revoked: boolean;
					readonly at: string;
				}[];
				readonly rejection: {
					readonly proposedBy: string | null;
					readonly proposedAt: string | null;
					readonly checkedBy: string | null;
					readonly checkedAt: string | null;
				} | null;
			}>(Prisma.sql`
				SELECT c.definition_id AS "definitionId", c.closes_at AS "closesAt", p.id, p.state, p.created_at AS "createdAt",
				  a.id AS "applicationId", a.organisation_id AS "organisationId", c.id AS "callId",
				  c.programme, p.chain_id AS "chainId", b.hash, p.editors,
				  coalesce((SELECT jsonb_agg(jsonb_build_object('step', t.step_no, 'personId', t.person_id, 'seenHash', t.seen_hash,
				      'revoked', t.revoked_at IS NOT NULL, 'at', t.at)) FROM approval_step t WHERE t.budget_version_id = b.id), '[]') AS taken,
				  (SELECT jsonb_build_object('proposedBy', r.proposed_by, 'proposedAt', r.proposed_at,
				    'checkedBy', r.checked_by, 'checkedAt', r.checked_at) FROM appraisal_rejection r
				    WHERE r.appraisal_id = p.id AND r.outcome IS NULL ORDER BY r.proposed_at DESC NULLS LAST LIMIT 1) AS rejection
				FROM appraisal p JOIN application a ON a.id = p.application_id JOIN call c ON c.id = a.call_id
				JOIN budget_version b ON b.id = p.appraised_version_id
				WHERE p.id = ${anyOf(ids)}`);
			const answer: (Defined<AppraisalFacts> & { readonly closesAt: Date })[] = [];
			for (const row of found) {
				const chain = await chains.find(row.chainId);
				if (chain === undefined) throw new Error(`appraisal ${row.id} has no chain`);
				answer.push({
					definitionId: row.definitionId,
					closesAt: row.closesAt,
					facts: {
						id: row.id,
						state: row.state,
						createdAt: row.createdAt,
						dossier: { id: row.applicationId, organisationId: row.organisationId },
						call: { id: row.callId, programme: row.programme },
						chain: chain.steps,
						taken: row.taken.map((step) => ({ ...step, at: new Date(step.at) })),
						hash: row.hash ?? '',
						editors: row.editors,
						rejection: row.rejection && {
							...row.rejection,
							proposedAt: instant(row.rejection.proposedAt),
							checkedAt: instant(row.rejection.checkedAt)
						}
					}
				});
			}
			return answer;
		},

		async councils(ids) {
			const found = await rows<{
				readonly definitionId: string;
				readonly id: string;
				readonly stage: CouncilFacts['stage'];
				readonly state: CouncilFacts['state'];
				readonly callId: string;
				readonly code: string;
				readonly programme: string;
				readonly sessions: readonly (Omit<CouncilFacts['sessions'][number], 'scheduledAt'> & {
					readonly scheduledAt: string | null;
				})[];
			}>(Prisma.sql`
				SELECT c.definition_id AS "definitionId", k.id, k.stage, k.state, c.id AS "callId", c.code, c.programme,
				  coalesce((SELECT jsonb_agg(jsonb_build_object('lotId', s.lot_id, 'state', s.state, 'scheduledAt', s.scheduled_at))
				    FROM review_session s WHERE s.council_id = k.id), '[]') AS sessions
				FROM council k JOIN call c ON c.id = k.call_id WHERE k.id = ${anyOf(ids)}`);
			return found.map(({ definitionId, id, stage, state, callId, code, programme, sessions }) => ({
				definitionId,
				facts: {
					id,
					stage,
					state,
					call: { id: callId, code, programme },
					sessions: sessions.map((session) => ({ ...session, scheduledAt: instant(session.scheduledAt) }))
				}
			}));
		},

		async seats(ids) {
			const found = await rows<{
				readonly definitionId: string;
				readonly memberId: string;
				readonly personId: string;
				readonly role: string;
				readonly appointedAt: Date;
				readonly ended: boolean;
				readonly undertakingAt: Date | null;
				readonly councilId: string;
				readonly councilStage: SeatFacts['council']['stage'];
				readonly councilState: SeatFacts['council']['state'];
				readonly callId: string;
				readonly sessions: readonly (Omit<
					SeatFacts['sessions'][number],
					'scheduledAt' | 'openedAt' | 'talliedAt'
				> & {
					readonly scheduledAt: string | null;
					readonly openedAt: string | null;
					readonly talliedAt: string | null;
				})[];
				readonly interests: readonly {
					readonly role: string;
					readonly count: number;
					readonly since: string;
				}[];
			}>(Prisma.sql`
				SELECT c.definition_id AS "definitionId", m.id AS "memberId", m.person_id AS "personId", m.role,
				  m.appointed_at AS "appointedAt", m.ended_at IS NOT NULL AS ended, m.undertaking_at AS "undertakingAt",
				  k.id AS "councilId", k.stage AS "councilStage", k.state AS "councilState", c.id AS "callId",
				  coalesce((SELECT jsonb_agg(jsonb_build_object('lotId', s.lot_id, 'state', s.state, 'scheduledAt', s.scheduled_at,
				      'openedAt', s.opened_at, 'talliedAt', s.tallied_at, 'recused', n.recused, 'undeclared', n.undeclared,
				      'unscored', n.unscored, 'authorised', EXISTS (SELECT 1 FROM attendance w
				        WHERE w.session_id = s.id AND w.member_id = m.id AND w.authorised)))
				    FROM review_session s CROSS JOIN LATERAL (
				      SELECT coalesce(bool_or(e.kind = 'blocking' OR e.ruling = 'barred'), FALSE) AS recused,
				        count(*) FILTER (WHERE ${judgedNow('a', 'k')} AND e.id IS NULL)::int AS undeclared,
				        count(*) FILTER (WHERE ${judgedNow('a', 'k')} AND (e.kind = 'none' OR e.ruling = 'allowed')
				          AND h.id IS NULL)::int AS unscored
				      FROM application a LEFT JOIN conflict_declaration e ON e.member_id = m.id AND e.application_id = a.id
				      LEFT JOIN score_sheet h ON h.member_id = m.id AND h.application_id = a.id AND h.state = 'submitted'
				      WHERE a.lot_id = s.lot_id) n
				    WHERE s.council_id = k.id), '[]') AS sessions,
				  coalesce((SELECT jsonb_agg(jsonb_build_object('role', i.role, 'count', i.count, 'since', i.since)) FROM (
				    SELECT o.role, count(*)::int AS count, min(e.declared_at) AS since FROM council_member o
				    JOIN conflict_declaration e ON e.member_id = o.id AND e.kind = 'declared' AND e.ruling IS NULL
				    WHERE o.council_id = k.id AND o.ended_at IS NULL AND o.id <> m.id GROUP BY o.role) i), '[]') AS interests
				FROM council_member m JOIN council k ON k.id = m.council_id JOIN call c ON c.id = k.call_id
				WHERE m.id = ${anyOf(ids)}`);
			return found.map(({ definitionId, councilId, councilStage, councilState, callId, ...row }) => ({
				definitionId,
				facts: {
					...row,
					role: councilRole(row.role),
					council: { id: councilId, stage: councilStage, state: councilState },
					call: { id: callId },
					sessions: row.sessions.map((session) => ({
						...session,
						scheduledAt: instant(session.scheduledAt),
						openedAt: instant(session.openedAt),
						talliedAt: instant(session.talliedAt)
					})),
					interests: row.interests.map(({ role, count, since }) => ({
						role: councilRole(role),
						count,
						since: new Date(since)
					}))
				}
			}));
		},

		organisations: (ids) =>
			rows<OrganisationFacts>(Prisma.sql`
				SELECT o.id, o.standing, o.created_at AS "createdAt", EXISTS (SELECT 1 FROM organisation_paper d
				    WHERE d.organisation_id = o.id AND d.verdict <> 'infected') AS "hasPaper", r.ruled_at AS "ruledAt",
				  (SELECT min(h.asked_at) FROM organisation_change h WHERE h.organisation_id = o.id AND h.state = 'waiting') AS "changeAskedAt"
				FROM organisation o LEFT JOIN organisation_ruling r ON r.id = o.ruling_id WHERE o.id = ${anyOf(ids)}`),

		invitations: (ids) =>
			rows<InvitationFacts>(Prisma.sql`
				SELECT id, organisation_id AS "organisationId", email, state = 'waiting' AS waiting, invited_at AS "invitedAt",
				  expires_at AS "expiresAt" FROM membership_invitation WHERE id = ${anyOf(ids)}`),

		ties: (ids) =>
			rows<TieFacts>(Prisma.sql`
				SELECT f.id, f.organisation_id AS "organisationId", f.person_id AS "personId",
				  f.ruling IS NULL AND f.withdrawn_at IS NULL AS waiting, f.found_at AS "foundAt",
				  ARRAY(SELECT r.person_id FROM council_member m JOIN council k ON k.id = m.council_id AND k.state = 'seated'
				    JOIN council_member r ON r.council_id = m.council_id AND r.ended_at IS NULL AND r.id <> m.id
				      AND r.role = CASE m.role WHEN 'chair' THEN 'vice_chair' ELSE 'chair' END
				    WHERE m.id = f.member_id ORDER BY r.person_id) AS rulers
				FROM tie_finding f WHERE f.id = ${anyOf(ids)}`),

		grants: (ids) =>
			rows<GrantFacts>(Prisma.sql`
				SELECT id, person_id AS "personId", proposed_by AS "proposedBy", state = 'waiting' AS waiting,
				  proposed_at AS "proposedAt" FROM grant_proposal WHERE id = ${anyOf(ids)}`),

		recoveries: (ids) =>
			rows<RecoveryFacts>(Prisma.sql`
				SELECT id, person_id AS "personId", asked_by AS "askedBy", state = 'asked' AS waiting,
				  asked_at AS "askedAt" FROM factor_recovery WHERE id = ${anyOf(ids)}`),

		async portal() {
			const fault = async <Found extends Fault>(of: Prisma.Sql): Promise<Found | null> => {
				const [row] = await rows<Found>(of);
				return row ?? null;
			};
			return {
				failedMail: await fault(
					Prisma.sql`SELECT count(*)::int AS count, min(created_at) AS since FROM mail_message WHERE state = 'failed' HAVING count(*) > 0`
				),
				faultyFiles: await fault(
					Prisma.sql`SELECT count(*)::int AS count, min(f.since) AS since FROM ${FAULTY_FILES} HAVING count(*) > 0`
				),
				stuckPapers: await fault(
					Prisma.sql`SELECT count(*)::int AS count, min(f.wanted_at) AS since FROM ${STUCK_FILES} HAVING count(*) > 0`
				),
				// The sealer runs every few seconds: what is older than a quarter of an hour and unsealed deserves a look.
				unsealedAudit: await fault(
					Prisma.sql`SELECT count(*)::int AS count, min(e.at) AS since FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id
						WHERE s.entry_id IS NULL AND e.at < (SELECT app_now()) - interval '15 minutes' HAVING count(*) > 0`
				),
				lateBackup: await fault(alarmed('late_backup')),
				unsoundPortal: await fault(alarmed('unsound_portal')),
				dataRequests: await fault(
					Prisma.sql`SELECT count(*)::int AS count, min(asked_at) AS since, min(due_at) AS due FROM data_request WHERE answered_at IS NULL HAVING count(*) > 0`
				),
				dataBreaches: await fault(
					Prisma.sql`SELECT count(*)::int AS count, min(found_at) AS since, min(due_at) AS due FROM data_breach WHERE reported_at IS NULL HAVING count(*) > 0`
				)
			};
		}
	};
}

function alarmed(kind: AlarmKind): Prisma.Sql {
	return Prisma.sql`SELECT 1 AS count, since FROM portal_alarm WHERE kind = ${kind} AND ended_at IS NULL`;
}

function councilRole(text: string): CouncilRole {
	if (!isCouncilRole(text)) throw new Error(`a seat holds ${text}`);
	return text;
}

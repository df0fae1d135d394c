import { unsettledInterests } from '#lib/domain/access/conflict-of-interest.ts';
import { BODY_KINDS } from '#lib/domain/councils/body-kinds.ts';
import { assessQuorum } from '#lib/domain/councils/quorum.ts';
import type { QuorumAssessment } from '#lib/domain/councils/quorum.ts';
import { bodyOf, rubricsOf } from '#lib/domain/flow/stage-council.ts';
import { tallyLot } from '#lib/domain/scoring/tally-lot.ts';
import type { LotSheet, LotTally } from '#lib/domain/scoring/tally-lot.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import type { SheetContent } from '#lib/domain/scoring/sheet.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { ApplicationRow } from '../../applications/ports.ts';
import type { LotRow } from '../../calls/ports.ts';
import { readCouncilRecord, standingIn } from '../councils/council-standing.ts';
import type { CouncilRecord, CouncilStanding } from '../councils/council-standing.ts';
import { subjectOf } from '../councils/load-council.ts';
import type { CouncilSubject } from '../councils/load-council.ts';
import { unsettledMembers } from '../councils/unsettled-members.ts';
import type { Repositories, Tx } from '../../ports.ts';
import type { SheetHeader, SheetRow } from '../../sheets/ports.ts';
import type { AttendanceRow, RulingRow, SessionPlace, SessionRow } from '../../sessions/ports.ts';

/** A session with everything that decides it. */
export interface SessionCase {
	readonly session: SessionRow;
	readonly record: CouncilRecord;
	readonly standing: CouncilStanding;
	readonly lot: LotRow;
	readonly rubric: Rubric;
	readonly applications: readonly (ApplicationRow & { readonly code: string })[];
	readonly attendance: readonly AttendanceRow[];
	readonly rulings: readonly RulingRow[];
	/** Who has begun or submitted what; the marks are read by `ballotsOf`. */
	readonly sheets: readonly SheetHeader[];
	readonly quorum: QuorumAssessment;
	/** What members present still have to declare, or a chair to rule on. */
	readonly unsettled: readonly Refusal[];
	readonly subject: CouncilSubject;
}

/** A session for a verb: nobody else runs it until the transaction ends. Refuses `not_found`. */
export async function heldSessionCase(
	tx: Tx,
	{ lotId, councilId }: SessionPlace
): Promise<Result<SessionCase>> {
	const known =
		isUuid(lotId) && (councilId === undefined || isUuid(councilId))
			? await tx.sessions.of({ lotId, councilId })
			: undefined;
	if (known === undefined) return refuse('not_found');
	// The council before the session, as declarations and rulings hold them: neither overtakes what is run here.
	await tx.councils.lock(known.councilId);
	const session = await tx.sessions.hold(known.id, 'update');
	return session === undefined ? refuse('not_found') : ok(await assembleSession(tx, session));
}

/** Everything that decides about a session as it now stands, or as it would with these people there. */
export async function assembleSession(
	read: Repositories,
	session: SessionRow,
	there?: readonly AttendanceRow[]
): Promise<SessionCase> {
	const record = await readCouncilRecord(read, session.councilId);
	const lot = await read.calls.findLot(session.lotId);
	if (record === undefined || lot === undefined)
		throw new Error(`session ${session.id} has no council or lot`);
	const standing = standingIn(record, lot.id);
	const rubric = rubricsOf(record.definition, session.stage)[lot.variant];
	if (rubric === undefined) throw new Error(`${record.definition.key} has no rubric for ${lot.variant}`);
	const attendance = there ?? (await read.sessions.attendance(session.id));
	const rulings = await read.sessions.rulings(session.id);
	const sheets = await read.sheets.headers(session.councilId, standing.applicationIds);
	const rows = await read.applications.ofLot(lot.id);
	const quorum = assessQuorum({
		members: standing.members,
		recusedIds: standing.recusedMemberIds,
		attendance,
		rules: record.rules
	});
	return {
		session,
		record,
		standing,
		lot,
		rubric,
		applications: rows.flatMap((row) =>
			standing.applicationIds.includes(row.id) && row.code !== null ? [{ ...row, code: row.code }] : []
		),
		attendance,
		rulings,
		sheets,
		quorum,
		unsettled: unsettledAmong(standing, record, quorum.presentIds),
		subject: subjectOf(record.council, record.call)
	};
}

function unsettledAmong(
	{ members, applicationIds }: CouncilStanding,
	{ facts, recusalScope }: CouncilRecord,
	presentIds: readonly string[]
): Refusal[] {
	const interests = unsettledInterests(presentIds, applicationIds, facts, recusalScope);
	return unsettledMembers(members, presentIds, interests);
}

/** Every sheet of the lot with its marks: what is counted. */
export function ballotsOf(read: Repositories, found: SessionCase): Promise<readonly SheetRow[]> {
	return read.sheets.ofApplications(found.session.councilId, found.standing.applicationIds);
}

/** The lot's tally from what is recorded now, without the ballots of one member when asked. */
export function tallyOf(
	found: SessionCase,
	ballots: readonly SheetRow[],
	without?: string
): Result<LotTally> {
	const presentIds = found.quorum.presentIds.filter((id) => id !== without);
	return tallyLot({
		applications: found.applications.map((application) => ({
			applicationId: application.id,
			code: application.code,
			// A programme without a requested figure has no amounts to compare: all are equal.
			stateRequest: application.requested ?? 0n,
			excellentTask: application.excellentTask,
			isProposer: found.lot.proposerId === application.organisationId
		})),
		members: found.standing.members,
		presentIds,
		recusals: found.standing.recusals,
		sheets: lotSheets(ballots, found.rulings),
		rubric: found.rubric,
		rules: found.record.rules,
		votes: found.session.tieVotes,
		ranks: BODY_KINDS[bodyOf(found.session.stage)].ranks
	});
}

/** The sheets with the rulings on them; a ruling on a sheet that was never begun stands for it. */
export function lotSheets(
	sheets: readonly (SheetHeader & Partial<Pick<SheetRow, 'content'>>)[],
	rulings: readonly RulingRow[]
): LotSheet[] {
	const pair = (one: { readonly memberId: string; readonly applicationId: string }): string =>
		`${one.memberId} ${one.applicationId}`;
	const ruled = new Map(rulings.map((ruling) => [pair(ruling), ruling]));
	const begun = sheets.map((sheet): LotSheet => {
		const ruling = ruled.get(pair(sheet));
		ruled.delete(pair(sheet));
		return {
			sheetId: sheet.id,
			memberId: sheet.memberId,
			applicationId: sheet.applicationId,
			state: sheet.state,
			content: sheet.content ?? BLANK,
			...(ruling === undefined ? {} : { invalidReason: ruling.reason })
		};
	});
	const blank = [...ruled.values()].map(({ memberId, applicationId, reason }): LotSheet => ({
		sheetId: '',
		memberId,
		applicationId,
		state: 'draft',
		content: BLANK,
		invalidReason: reason
	}));
	return [...begun, ...blank];
}

const BLANK: SheetContent = { marks: {}, comments: {} };

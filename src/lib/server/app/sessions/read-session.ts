import { can } from '#lib/domain/access/policy.ts';
import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { sortSheets } from '#lib/domain/councils/session.ts';
import type { QuorumAssessment } from '#lib/domain/councils/quorum.ts';
import { leaveOneOut } from '#lib/domain/scoring/robustness.ts';
import type { Criterion } from '#lib/domain/scoring/scale.ts';
import type { Ranking } from '#lib/domain/scoring/ranking.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { lotSheets, sessionCase, tallyOf } from './session-case.ts';
import type { SessionCase } from './session-case.ts';
import type { SessionRow, TallyRow } from './ports.ts';
import { RUNS_SESSION } from './session-seat.ts';
import { sameTallies, tallyRows } from './tally-rows.ts';

export interface SessionMember {
	readonly memberId: string;
	readonly name: string;
	readonly title: string;
	readonly role: CouncilRole;
	readonly recused: boolean;
	readonly present: boolean;
	readonly authorised: boolean;
	readonly note: string;
	/** Sheets submitted of those that the member marks; null where the reader may not know, or the member never marks. */
	readonly sheets: { readonly submitted: number; readonly of: number } | null;
	/** An absent member who sent sheets: they are heard as written opinions. */
	readonly opinion: boolean;
}

export interface SessionApplication {
	readonly applicationId: string;
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly isProposer: boolean;
	/** The reader's own sheet can be reached. */
	readonly mine: boolean;
	/** Absent before the tally, and for who may not see it yet. */
	readonly tally?: TallyRow;
	/** Comments of the absent, without their names. */
	readonly opinions: readonly { readonly total: number | null; readonly comments: readonly string[] }[];
	readonly invalid: readonly { readonly name: string | null; readonly reason: string }[];
}

export interface SessionView {
	readonly session: SessionRow;
	readonly lot: { readonly id: string; readonly code: string; readonly title: Localized };
	readonly council: { readonly id: string; readonly name: string };
	readonly call: { readonly code: string; readonly title: Localized };
	readonly seat: { readonly memberId: string; readonly role: CouncilRole } | null;
	readonly criteria: readonly Pick<Criterion, 'key' | 'label'>[];
	readonly members: readonly SessionMember[];
	readonly quorum: QuorumAssessment;
	readonly quorumRule: { readonly citation: string; readonly verify: boolean } | null;
	readonly countingBoard: number | null;
	/** What keeps the session from opening, or a tally from being taken. */
	readonly inTheWay: readonly Refusal[];
	readonly missingSheets: number;
	readonly applications: readonly SessionApplication[];
	readonly ranking: Ranking | null;
	/** What was counted has changed since the tally. */
	readonly outdated: boolean;
	/** How many members could be left out with another order as the result; null before the tally. */
	readonly fragile: { readonly members: number; readonly recommendation: number; readonly of: number } | null;
	readonly minutesId: string | null;
	readonly may: {
		readonly run: boolean;
		readonly close: boolean;
		readonly seeTally: boolean;
	};
}

/**
 * A session as its reader may see it. Results are there for who runs or leads it from the tally on, for everybody
 * else of the council and the office once it is closed. Refuses `not_found`.
 */
export async function readSession(
	ctx: Context,
	input: { readonly lotId: string; readonly councilId?: string }
): Promise<Result<SessionView>> {
	const found = await sessionCase(ctx.app.db.read, input.lotId);
	if (!found.ok) return found;
	if (input.councilId !== undefined && found.value.session.councilId !== input.councilId) {
		return { ok: false, refusal: { code: 'not_found' } };
	}
	return ask(ctx, 'session.read', found.value.subject, async (read) => {
		const { session, lot } = found.value;
		const stored = await read.sessions.tallies(session.id);
		const minutes = await read.records.ofCall(lot.callId, 'tally_minutes');
		return ok(viewOf(ctx, found.value, stored, minutes.find(({ lotId }) => lotId === lot.id)?.id ?? null));
	});
}

function viewOf(
	ctx: Context,
	found: SessionCase,
	stored: readonly TallyRow[],
	minutesId: string | null
): SessionView {
	const { session, lot, record, standing, quorum, unsettled, subject, rubric } = found;
	const { actor } = ctx;
	const seat =
		(actor.kind === 'person'
			? record.members.find(({ personId }) => personId === actor.personId)
			: undefined) ?? null;
	const runs = seat !== null && RUNS_SESSION.includes(seat.role) && can(actor, 'session.run', subject).ok;
	const leads = seat !== null && seat.memberId === quorum.leadId;
	const closed = session.state === 'closed';
	const seeTally = closed || runs || leads;
	const now = tallyOf(found);
	const tallied = session.state === 'tallied' || closed;
	const ranking = tallied && seeTally && now.ok ? now.value.ranking : null;
	return {
		session: seeTally ? session : { ...session, conclusion: '', tieVotes: [] },
		lot: { id: lot.id, code: lot.code, title: lot.title },
		council: { id: record.council.id, name: record.council.name },
		call: { code: record.call.code, title: record.call.title },
		seat: seat === null ? null : { memberId: seat.memberId, role: seat.role },
		criteria: rubric.criteria.map(({ key, label }) => ({ key, label })),
		members: membersOf(found, runs),
		quorum,
		quorumRule:
			record.rules.quorum === undefined
				? null
				: { citation: record.rules.quorum.citation, verify: record.rules.quorum.verify === true },
		countingBoard: record.rules.countingBoard?.value ?? null,
		inTheWay: [...quorum.missing, ...unsettled],
		missingSheets: missingSheets(found),
		applications: found.applications.map((application) => {
			const tally = seeTally ? stored.find((row) => row.applicationId === application.id) : undefined;
			return {
				applicationId: application.id,
				code: application.code,
				title: application.title,
				organisation: standing.cases.find((one) => one.applicationId === application.id)?.organisation ?? '',
				isProposer: lot.proposerId === application.organisationId,
				mine:
					seat !== null &&
					isVotingRole(seat.role) &&
					standing.mayOpenDossier(seat.memberId, application.id).ok,
				...(tally === undefined ? {} : { tally }),
				...(seeTally ? opinionsAndRulings(found, application.id, runs) : { opinions: [], invalid: [] })
			};
		}),
		ranking,
		outdated:
			session.state === 'tallied' && (!now.ok || !sameTallies(stored, tallyRows(session.id, now.value))),
		fragile: ranking === null ? null : fragility(found),
		minutesId: seeTally ? minutesId : null,
		may: {
			run: runs && !closed,
			close: leads && !closed && can(actor, 'session.close', subject).ok,
			seeTally
		}
	};
}

function membersOf(found: SessionCase, runs: boolean): SessionMember[] {
	const { standing, attendance, sheets } = found;
	return standing.members.map((member) => {
		const entry = attendance.find(({ memberId }) => memberId === member.memberId);
		const marks = isVotingRole(member.role);
		const own = sheets.filter(
			(sheet) => sheet.memberId === member.memberId && !member.recusedFrom.includes(sheet.applicationId)
		);
		const submitted = own.filter(({ state }) => state === 'submitted').length;
		const present = entry?.present ?? false;
		return {
			memberId: member.memberId,
			name: member.name,
			title: member.title,
			role: member.role,
			recused: standing.recusedMemberIds.includes(member.memberId),
			present,
			authorised: entry?.authorised ?? false,
			note: entry?.note ?? '',
			sheets:
				runs && marks ? { submitted, of: standing.applicationIds.length - member.recusedFrom.length } : null,
			opinion: !present && submitted > 0
		};
	});
}

function missingSheets(found: SessionCase): number {
	const facts = {
		presentIds: found.quorum.presentIds,
		recusals: found.standing.recusals,
		sheets: lotSheets(found)
	};
	return found.standing.applicationIds.reduce((sum, id) => sum + sortSheets(id, facts).missingIds.length, 0);
}

function opinionsAndRulings(
	found: SessionCase,
	applicationId: string,
	runs: boolean
): Pick<SessionApplication, 'opinions' | 'invalid'> {
	const sorted = sortSheets(applicationId, {
		presentIds: found.quorum.presentIds,
		recusals: found.standing.recusals,
		sheets: lotSheets(found)
	});
	return {
		opinions: sorted.opinions.map(({ sheetId }) => {
			const sheet = found.sheets.find(({ id }) => id === sheetId);
			const said = [sheet?.comment ?? '', ...Object.values(sheet?.content.comments ?? {})];
			return { total: sheet?.total ?? null, comments: said.filter((words) => words !== '') };
		}),
		invalid: sorted.invalid.map(({ memberId, invalidReason = '' }) => ({
			name: runs ? (found.standing.members.find((one) => one.memberId === memberId)?.name ?? null) : null,
			reason: invalidReason
		}))
	};
}

function fragility(found: SessionCase): SessionView['fragile'] {
	const { presentIds } = found.quorum;
	const rank = (without: string | null): Ranking | null => {
		const result = tallyOf(found, without ?? undefined);
		return result.ok ? result.value.ranking : null;
	};
	const whole = rank(null);
	// Leaving out the only ballot of an application leaves nothing to compare.
	if (whole === null || presentIds.length < 2) return null;
	const findings = leaveOneOut(presentIds, (memberId) => rank(memberId) ?? whole);
	return {
		members: findings.length,
		recommendation: findings.filter(({ recommendationChanges }) => recommendationChanges).length,
		of: presentIds.length
	};
}

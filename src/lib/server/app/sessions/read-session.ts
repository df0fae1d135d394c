import { can } from '#lib/domain/access/policy.ts';
import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import { tieBreakCriterion } from '#lib/domain/scoring/scale.ts';
import type { Ranking } from '#lib/domain/scoring/ranking.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { MemberRow } from '../councils/ports.ts';
import { withheldFrom } from '../cases/councils/recused-reader.ts';
import { mayReadMinutes } from '../cases/records/minutes-readers.ts';
import type { Repositories } from '../ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { closedFacts } from '../cases/sessions/closed-facts.ts';
import type { SheetHeader } from '../sheets/ports.ts';
import type { AttendanceRow } from './ports.ts';
import { runningFacts } from './running-facts.ts';
import { withoutWithheld } from '../cases/sessions/session-facts.ts';
import { unsettledCounts } from '../cases/councils/unsettled-members.ts';
import type { SessionFacts } from '../cases/sessions/session-facts.ts';
import { detailsOf } from '../cases/sessions/session-details.ts';
import { pageOf, placed, SESSION_PAGE_SIZE, tiesAmong } from './session-list.ts';
import { RUNS_SESSION } from './session-seat.ts';
import type { OwnSheet, SessionMember, SessionView } from '../cases/sessions/session-view.ts';

export interface SessionQuestion {
	readonly lotId: string;
	/** Absent: the council that decides. */
	readonly councilId?: string;
	readonly search?: string;
	readonly page?: number;
	/** To be shown in full. */
	readonly applicationId?: string;
	/** Who would be there, in place of who is recorded, while it is not closed. */
	readonly there?: readonly AttendanceRow[];
}

/**
 * A session as its reader may see it. Results are there for who runs or leads it from the tally on, for everybody
 * else of the council and the office once it is closed. What was counted is read as it was stored; of a closed
 * session everything is. What a member is recused from is not shown to that member, whatever else the member is in
 * the office. Refuses `not_found`, `conflict_blocks` (recused from the whole lot, now or when it was closed).
 */
export async function readSession(ctx: Context, question: SessionQuestion): Promise<Result<SessionView>> {
	const { read } = ctx.app.db;
	const { lotId, councilId } = question;
	const asked = isUuid(lotId) && (councilId === undefined || isUuid(councilId));
	const frame = asked ? await read.sessions.frame({ lotId, councilId }) : undefined;
	if (frame === undefined) return refuse('not_found');
	const { session } = frame;
	const facts =
		(await closedFacts(read, frame)) ??
		(await runningFacts(read, session, ctx.app.ids.sha256, question.there));
	return ask(ctx, 'session.read', facts.subject, async () => {
		const withheld = await withheldFrom(ctx, read, { callId: facts.call.id, lotId: facts.lot.id });
		const seat = seatOf(ctx, facts.members);
		const shown = withoutWithheld(facts, withheld);
		const wasRecused = seat !== null && facts.seats.get(seat.memberId)?.recused === true;
		if (wasRecused || (withheld.size > 0 && shown.applications.length === 0))
			return refuse('conflict_blocks');
		return ok(await viewOf(ctx, read, shown, question));
	});
}

const NO_LATE_TIES = { waiting: 0, ruledOut: [] };

/** What is ruled after a session was closed changes nothing of it, and is no part of what it was. */
async function lateTiesOf(read: Repositories, { council, lot, session }: SessionFacts) {
	const { waiting, ruledOut } = await read.ties.inLot(council.id, lot.id);
	const { closedAt } = session;
	if (closedAt === null) return { waiting, ruledOut };
	return { waiting: 0, ruledOut: ruledOut.filter(({ ruledAt }) => ruledAt <= closedAt) };
}

async function viewOf(
	ctx: Context,
	read: Repositories,
	facts: SessionFacts,
	question: SessionQuestion
): Promise<SessionView> {
	const { lot, council, call, quorum, rules } = facts;
	const { ranking: stored, standing: _standing, ...session } = facts.session;
	const seat = seatOf(ctx, facts.members);
	const runs =
		seat !== null && RUNS_SESSION.includes(seat.role) && can(ctx.actor, 'session.run', facts.subject).ok;
	const leads = seat !== null && seat.memberId === quorum.leadId;
	const closed = session.state === 'closed';
	const screens = session.stage !== DECIDING;
	const seeTally = closed || runs || leads;
	const minutesOpen = closed && mayReadMinutes(ctx, call, seatsOf(facts)).ok;
	const tallied = session.state === 'tallied' || closed;
	const ranking = tallied && seeTally ? (stored?.ranking ?? null) : null;

	const search = question.search ?? '';
	const all = placed(facts.applications, ranking);
	const matching = search === '' ? undefined : new Set(await read.sessions.matching(lot.id, search));
	const listed =
		matching === undefined ? all : all.filter(({ applicationId }) => matching.has(applicationId));
	const { rows, page, inFull } = pageOf(listed, {
		page: question.page ?? 1,
		applicationId: question.applicationId
	});
	const shown = [...new Set([...rows.map(({ applicationId }) => applicationId), ...inFull])];
	const [cases, sheets, minutesId, submitted, lateTies] = await Promise.all([
		read.sessions.cases(shown),
		facts.sheets ?? sheetsOf(read, council.id, seat, { shown, inFull }),
		// Who may not read the minutes is not led there.
		minutesOpen ? read.records.minutesOf({ lotId: lot.id, councilId: council.id }) : undefined,
		facts.submitted(countedMembers(facts, runs)),
		seeTally ? lateTiesOf(read, facts) : NO_LATE_TIES
	]);
	const mine = (applicationId: string): OwnSheet | null => {
		if (seat === null || !isVotingRole(seat.role)) return null;
		const own = sheets.find(
			(sheet) => sheet.memberId === seat.memberId && sheet.applicationId === applicationId
		);
		if (!(facts.mayOpen?.(seat.memberId, applicationId) ?? own !== undefined)) return null;
		return closed || own?.state === 'submitted' ? 'read' : 'mark';
	};
	const about = {
		sessionId: session.id,
		councilId: council.id,
		presentIds: quorum.presentIds,
		recusals: facts.recusals,
		rulings: facts.rulings,
		sheets,
		// Minutes name whose ballot is invalid: who reads them reads it here as well.
		names:
			runs || minutesOpen ? new Map(facts.members.map(({ memberId, name }) => [memberId, name])) : undefined
	};
	const details = seeTally ? await detailsOf(read, about, inFull) : new Map<string, never>();
	const caseOf = (id: string) => {
		const found = cases.get(id);
		return {
			title: found?.title ?? '',
			organisation: found?.organisation ?? '',
			isProposer: found !== undefined && lot.proposerId === found.organisationId,
			mine: mine(id)
		};
	};
	const ties = ranking === null ? null : tiesAmong(ranking, new Set(shown));
	return {
		session: seeTally ? session : { ...session, conclusion: '', tieVotes: [] },
		lot: { id: lot.id, code: lot.code, title: lot.title },
		council: { id: council.id, name: council.name },
		call: { code: call.code, title: call.title },
		seat: seat === null ? null : { memberId: seat.memberId, role: seat.role },
		criteria: facts.rubric.criteria.map(({ key, label }) => ({ key, label })),
		tieCriterion: tieBreakCriterion(facts.rubric)?.label ?? null,
		members: membersOf(facts, submitted, runs),
		lateTies,
		quorum,
		quorumRule:
			rules.quorum === undefined
				? null
				: { citation: rules.quorum.citation, verify: rules.quorum.verify === true },
		countingBoard: rules.countingBoard?.value ?? null,
		inTheWay: [
			...quorum.missing,
			// Only who runs the session reads whose declaration waits.
			...(runs ? facts.unsettled : unsettledCounts(facts.unsettled))
		],
		missingSheets: facts.missingSheets,
		rows: rows.map((row) => {
			const { title: _title, ...named } = caseOf(row.applicationId);
			return { ...row, ...named };
		}),
		total: listed.length,
		page,
		pageSize: SESSION_PAGE_SIZE,
		search,
		applications: inFull.map((id) => ({
			applicationId: id,
			code: all.find(({ applicationId }) => applicationId === id)?.code ?? '',
			...caseOf(id),
			...(details.get(id) ?? { opinions: [], invalid: [] })
		})),
		ranking: ties,
		codes: codesOf(facts, runs && !closed, ties, seeTally),
		outdated: facts.outdated,
		fragile: ranking === null ? null : (stored?.fragile ?? null),
		screens,
		settles: closed || !(screens || facts.flow.decides === 'by_council') ? null : settledBy(ranking, screens),
		minutesId: minutesId ?? null,
		may: {
			run: runs && !closed,
			close: leads && !closed && can(ctx.actor, 'session.close', facts.subject).ok,
			seeTally,
			ballots: closed && can(ctx.actor, 'ballot.read', facts.subject).ok
		}
	};
}

function settledBy(ranking: Ranking | null, screens: boolean): SessionView['settles'] {
	if (ranking === null) return null;
	const recommended = ranking.ranked.filter((row) => screens || row.recommended).length;
	return { recommended, others: ranking.ranked.length + ranking.unranked.length - recommended };
}

function seatsOf({ members, seats }: SessionFacts) {
	return members.map(({ memberId, personId }) => ({
		personId,
		recused: seats.get(memberId)?.recused === true
	}));
}

function seatOf({ actor }: Context, members: readonly MemberRow[]): MemberRow | null {
	if (actor.kind !== 'person') return null;
	return members.find(({ personId }) => personId === actor.personId) ?? null;
}

/** Who rules on ballots chooses among all applications; everybody else needs the codes that ties and votes name. */
function codesOf(
	{ applications, session }: SessionFacts,
	all: boolean,
	ties: Pick<Ranking, 'decisions' | 'openTies'> | null,
	seeTally: boolean
): Record<string, string> {
	const named = new Set([
		...(ties?.decisions.flatMap(({ between }) => between) ?? []),
		...(ties?.openTies.flat() ?? []),
		...(seeTally ? session.tieVotes.flatMap(({ order }) => order) : [])
	]);
	return Object.fromEntries(
		applications
			.filter(({ applicationId }) => all || named.has(applicationId))
			.map(({ applicationId, code }) => [applicationId, code])
	);
}

/** All sheets of what is shown in full; of a list only the reader's own, which it leads to. */
async function sheetsOf(
	read: Repositories,
	councilId: string,
	seat: MemberRow | null,
	{ shown, inFull }: { readonly shown: readonly string[]; readonly inFull: readonly string[] }
): Promise<readonly SheetHeader[]> {
	if (inFull.length > 0) return read.sheets.headers(councilId, shown);
	return seat === null ? [] : read.sheets.headers(councilId, shown, seat.memberId);
}

/** Whose sheets the page counts: who runs the session sees everybody's, others read who of the absent sent an opinion. */
function countedMembers({ members, attendance }: SessionFacts, runs: boolean): string[] {
	const present = new Set(attendance.filter((one) => one.present).map(({ memberId }) => memberId));
	return members
		.filter(({ memberId, role }) => isVotingRole(role) && (runs || !present.has(memberId)))
		.map(({ memberId }) => memberId);
}

function membersOf(
	{ members, seats, attendance, quorum, recusals, applications }: SessionFacts,
	submitted: ReadonlyMap<string, number>,
	runs: boolean
): SessionMember[] {
	const codes = new Map(applications.map(({ applicationId, code }) => [applicationId, code]));
	return members.map((member) => {
		const entry = attendance.find(({ memberId }) => memberId === member.memberId);
		const seat = seats.get(member.memberId);
		const count = submitted.get(member.memberId) ?? 0;
		const present = entry?.present ?? false;
		return {
			memberId: member.memberId,
			name: member.name,
			title: member.title,
			role: member.role,
			recused: seat?.recused ?? false,
			present,
			authorised: entry?.authorised ?? false,
			note: entry?.note ?? '',
			authorisation: entry?.authorisation ?? null,
			sheets: runs && isVotingRole(member.role) ? { submitted: count, of: seat?.of ?? 0 } : null,
			opinion: !present && count > 0,
			leads: member.memberId === quorum.leadId,
			spared:
				seat?.recused === true
					? []
					: recusals
							.filter(({ memberId }) => memberId === member.memberId)
							.map(({ applicationId }) => codes.get(applicationId) ?? '')
		};
	});
}

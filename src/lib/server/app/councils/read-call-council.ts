import { DECIDING, isCouncilStage } from '#lib/domain/flow/council-stage.ts';
import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import { councilRulesOn } from '#lib/domain/flow/stage-council.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { can } from '#lib/domain/access/policy.ts';
import { unsettledInterests } from '#lib/domain/access/conflict-of-interest.ts';
import type { AppointmentFinding } from '#lib/domain/councils/appointment.ts';
import { compositionProblems, vacancies } from '#lib/domain/councils/composition.ts';
import { shortNotice } from '#lib/domain/councils/session-notice.ts';
import type { ShortNotice } from '#lib/domain/councils/session-notice.ts';
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { CallRow } from '../calls/ports.ts';
import type { Repositories } from '../ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { findingsAbout, judgedCases } from './appointment-facts.ts';
import { readCouncilRecord, standingIn } from '../cases/councils/council-standing.ts';
import type { CouncilRecord } from '../cases/councils/council-standing.ts';
import type { CandidateRow, CouncilLotRow, CouncilRow, MemberRow } from './ports.ts';
import { subjectOf } from '../cases/councils/load-council.ts';
import { dossierProblems, seatingOf } from './seat-council.ts';
import { undeclaredByName } from '../cases/councils/unsettled-members.ts';

const CANDIDATES_SHOWN = 20;

export interface LotOutlook extends CouncilLotRow {
	readonly applications: number;
	readonly recused: readonly string[];
	/** What the recused leave open: a replacement comes before the session. */
	readonly vacancies: readonly Refusal[];
	/** Declarations and rulings that are still missing. */
	readonly unsettled: readonly Refusal[];
	/** The session is planned closer than the members' documents allow. */
	readonly shortNotice: ShortNotice | null;
}

export interface SeatView extends MemberRow {
	/** Applications declared on, of all before the council. */
	readonly declared: number;
	/** Why the person was appointed although something was known, or ''. */
	readonly appointedReason: string;
}

/** Somebody found by the search, with what is known of them. */
export interface Candidate extends Pick<
	CandidateRow,
	'personId' | 'name' | 'title' | 'employer' | 'email' | 'seated'
> {
	readonly findings: readonly AppointmentFinding[];
}

export interface CallCouncilView {
	readonly call: CallRow;
	/** The council that is shown. */
	readonly stage: CouncilStage;
	/** All of the call, where there are two. */
	readonly stages: readonly { readonly stage: CouncilStage; readonly name: Localized }[];
	readonly rules: RulesInForce;
	/** Name that a new council takes when none is typed. */
	readonly defaultName: string;
	readonly record?: CouncilRecord;
	readonly seats: readonly SeatView[];
	/** What is wrong with the composition now, and what the dossiers still lack; all at once. */
	readonly problems: readonly Refusal[];
	readonly lots: readonly LotOutlook[];
	/** Applications before the council. */
	readonly applications: number;
	readonly candidates: readonly Candidate[];
	/** Councils that were dissolved before this one, the newest first. */
	readonly dissolved: readonly CouncilRow[];
	readonly may: {
		readonly manage: boolean;
		readonly invite: boolean;
		readonly dissolve: boolean;
		readonly declarations: boolean;
	};
	readonly now: Date;
}

/**
 * A council of a call as the office puts it together and follows it: of two the one that is asked for, or else the first
 * that has not concluded. Refuses `not_found`.
 */
export async function readCallCouncil(
	ctx: Context,
	input: {
		readonly callCode: string;
		/** Which of two: by its stage, by its id, or by the id of a seat in it. */
		readonly stage?: string | undefined;
		readonly councilId?: string | undefined;
		readonly memberId?: string | undefined;
		readonly search: string;
	}
): Promise<Result<CallCouncilView>> {
	const call = await ctx.app.db.read.calls.findByCode(input.callCode);
	if (call === undefined) return refuse('not_found');
	const { db } = ctx.app;
	const stored = await db.read.definitions.find(call.definitionId);
	if (stored === undefined) throw new Error(`call ${call.code} has no definition`);
	const flow = flowOf(stored.document);
	const all = await db.read.councils.ofCall(call.id);
	const named =
		all.find(({ id }) => id === input.councilId) ?? (await councilOfSeat(db.read, all, input.memberId));
	const stage = await shownStage(db.read, call.id, flow, named?.stage ?? input.stage);
	if (stage === undefined) return refuse('not_found');
	const councils = all.filter((one) => one.stage === stage);
	const council = councils.find(({ state }) => state !== 'dissolved');
	const ofCall = { programme: call.programme, callId: call.id };
	const subject = council === undefined ? ofCall : subjectOf(council, call);
	return ask(ctx, 'council.read', subject, async (read) => {
		const now = await read.clock.now();
		const manage = can(ctx.actor, 'council.manage', subject).ok;
		const record = council === undefined ? undefined : await readCouncilRecord(read, council.id);
		const calendar = await read.calendar.working();
		const searched = record !== undefined && manage && input.search.trim() !== '';
		const rules = councilRulesOn(stored.document, stage, vietnamDateOf(now));
		const seating = seatingOf(flow, stage);
		const reasons =
			record === undefined || !manage
				? new Map<string, string>()
				: await read.councils.appointmentReasons(record.council.id);
		const forming = record?.council.state === 'forming';
		const personId = ctx.actor.kind === 'person' ? ctx.actor.personId : '';
		return ok({
			call,
			stage,
			stages: flow.screens
				? flow.councils.map((one) => ({ stage: one.stage, name: one.name ?? call.title }))
				: [],
			rules,
			defaultName: flow.councils.find((one) => one.stage === stage)?.name?.vi ?? call.title.vi,
			...(record === undefined ? {} : { record }),
			seats: record === undefined ? [] : record.members.map((member) => seatView(record, member, reasons)),
			problems: [
				...(record === undefined ? [] : compositionProblems(record.members, rules)),
				...(forming && seating.ok
					? dossierProblems(call, await read.applications.ofCall(call.id), seating.value)
					: [])
			],
			lots:
				record === undefined ? [] : openLots(record, personId).map((lot) => outlook(record, lot, calendar)),
			applications: record?.cases.length ?? 0,
			candidates: searched ? await candidatesOf(read, record, input.search) : [],
			dissolved: councils.filter(({ state }) => state === 'dissolved'),
			may: {
				manage,
				invite: manage && can(ctx.actor, 'person.invite', {}).ok,
				dissolve: manage && record !== undefined && (await mayDissolve(read, record)),
				declarations: can(ctx.actor, 'declaration.read', subject).ok
			},
			now
		});
	});
}

async function councilOfSeat(
	read: Repositories,
	councils: readonly CouncilRow[],
	memberId: string | undefined
): Promise<CouncilRow | undefined> {
	const seat = memberId !== undefined && isUuid(memberId) ? await read.councils.member(memberId) : undefined;
	return councils.find(({ id }) => id === seat?.councilId);
}

/** Undefined where a call without two councils is asked for one of them. */
async function shownStage(
	read: Repositories,
	callId: string,
	{ screens }: Pick<Flow, 'screens'>,
	asked: string | undefined
): Promise<CouncilStage | undefined> {
	if (asked !== undefined)
		return isCouncilStage(asked) && (screens || asked === DECIDING) ? asked : undefined;
	if (!screens) return DECIDING;
	const sessions = await read.sessions.ofCall(callId, 'screening');
	return sessions.length > 0 && sessions.every(({ state }) => state === 'closed') ? DECIDING : 'screening';
}

/** The lots of a council but for those that its reader, as a member, is recused from. */
function openLots(record: CouncilRecord, personId: string): readonly CouncilLotRow[] {
	const seat = record.members.find((member) => member.personId === personId);
	return record.lots.filter(
		({ lotId }) => seat === undefined || !standingIn(record, lotId).recusedMemberIds.includes(seat.memberId)
	);
}

async function candidatesOf(
	read: Repositories,
	{ council, call }: CouncilRecord,
	search: string
): Promise<Candidate[]> {
	const [found, cases] = await Promise.all([
		read.councils.candidates(council.id, search.slice(0, 200), CANDIDATES_SHOWN),
		judgedCases(read, council, call)
	]);
	return found.map((candidate) => {
		const { personId, name, title, employer, email, seated } = candidate;
		return { personId, name, title, employer, email, seated, findings: findingsAbout(candidate, cases) };
	});
}

async function mayDissolve(read: Repositories, { council, lots }: CouncilRecord): Promise<boolean> {
	if (lots.some(({ sessionState }) => sessionState !== 'planned')) return false;
	return (await read.councils.submittedSheets(council.id)) === 0;
}

function seatView(record: CouncilRecord, member: MemberRow, reasons: ReadonlyMap<string, string>): SeatView {
	const ids = new Set(record.cases.map(({ applicationId }) => applicationId));
	const declared = record.declarations.filter(
		({ memberId, applicationId }) => memberId === member.memberId && ids.has(applicationId)
	).length;
	return { ...member, declared, appointedReason: reasons.get(member.memberId) ?? '' };
}

function outlook(record: CouncilRecord, lot: CouncilLotRow, calendar: WorkingCalendar): LotOutlook {
	const standing = standingIn(record, lot.lotId);
	// What a session that is over lacked, nobody can give any more.
	const over = lot.sessionState === 'closed';
	const left = standing.members.filter(({ memberId }) => !standing.recusedMemberIds.includes(memberId));
	return {
		...lot,
		applications: standing.cases.length,
		recused: standing.members
			.filter(({ memberId }) => standing.recusedMemberIds.includes(memberId))
			.map(({ name }) => name),
		vacancies: over || left.length === standing.members.length ? [] : vacancies(left, record.rules),
		shortNotice:
			lot.scheduledAt === null || lot.plannedAt === null || lot.sessionState !== 'planned'
				? null
				: shortNotice({ plannedAt: lot.plannedAt, scheduledAt: lot.scheduledAt }, record.rules, calendar),
		unsettled: over
			? []
			: undeclaredByName(
					standing.members,
					unsettledInterests(
						standing.members.map(({ memberId }) => memberId),
						standing.applicationIds,
						record.facts,
						record.recusalScope
					)
				)
	};
}

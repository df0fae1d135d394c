import { flowOf } from '#lib/domain/flow/flow.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
import {
	assessConflict,
	detectConflicts,
	isConflictGround,
	mayOpenDossier,
	recusedFrom
} from '#lib/domain/access/conflict-of-interest.ts';
import type {
	ConflictAssessment,
	ConflictFacts,
	Declaration,
	Detection,
	Ruling
} from '#lib/domain/access/conflict-of-interest.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { councilRulesOn } from '#lib/domain/flow/stage-council.ts';
import type { RecusalScope, RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CallRow } from '../../calls/ports.ts';
import type { Repositories } from '../../ports.ts';
import { knownNameKeys } from './known-name-keys.ts';
import type {
	CaseRow,
	CouncilLotRow,
	CouncilRow,
	DeclarationRow,
	MemberRecord,
	MemberRow
} from '../../councils/ports.ts';

/** A council with everything that is known about interests in it. Read once, looked at lot by lot. */
export interface CouncilRecord {
	readonly council: CouncilRow;
	readonly call: CallRow;
	readonly definition: ProgrammeDefinition;
	readonly flow: Flow;
	/** The rules in force on the day that it is asked. */
	readonly rules: RulesInForce;
	readonly recusalScope: RecusalScope;
	/** Members whose seat has not ended, in the order of roles. */
	readonly members: readonly MemberRow[];
	readonly lots: readonly CouncilLotRow[];
	readonly cases: readonly CaseRow[];
	readonly declarations: readonly DeclarationRow[];
	readonly facts: ConflictFacts;
}

export interface StandingMember extends MemberRow {
	/** Where the member stands with each application of the lot. */
	readonly assessments: readonly ConflictAssessment[];
	/** Applications of the lot that the member does not judge. */
	readonly recusedFrom: readonly string[];
}

/** Who may judge what in one lot. */
export interface CouncilStanding {
	readonly record: CouncilRecord;
	readonly lotId: string;
	readonly cases: readonly CaseRow[];
	readonly applicationIds: readonly string[];
	readonly members: readonly StandingMember[];
	/** Members recused from every application of the lot: they leave the quorum's denominator. */
	readonly recusedMemberIds: readonly string[];
	/** Member and application, for the tally. */
	readonly recusals: readonly { readonly memberId: string; readonly applicationId: string }[];
	/**
	 * Whether the member may open a dossier of the lot (of all of them when no application is named). Refuses as the
	 * core does: `conflict_blocks`, `undertaking_missing`, `declaration_missing`, `ruling_pending`; and `not_found`
	 * for who holds no seat or an application that is not before this council.
	 */
	readonly mayOpenDossier: (memberId: string, applicationId?: string) => Result<true>;
}

/** Standing of a council in one lot; undefined where council or lot do not belong together. */
export async function councilStanding(
	read: Repositories,
	councilId: string,
	lotId: string
): Promise<CouncilStanding | undefined> {
	const record = await readCouncilRecord(read, councilId);
	if (record === undefined || !record.lots.some((lot) => lot.lotId === lotId)) return undefined;
	return standingIn(record, lotId);
}

/**
 * Six questions to the database, whatever the number of members and applications. `looking`: of whom among the members
 * declarations and interests are wanted, where it is not all of them.
 */
export async function readCouncilRecord(
	read: Repositories,
	councilId: string,
	looking?: (members: readonly MemberRow[]) => readonly MemberRow[]
): Promise<CouncilRecord | undefined> {
	const council = await read.councils.find(councilId);
	if (council === undefined) return undefined;
	const call = await read.calls.find(council.callId);
	const stored = call === undefined ? undefined : await read.definitions.find(call.definitionId);
	if (call === undefined || stored === undefined) throw new Error(`council ${councilId} has no call`);
	const everybody = await read.councils.members(councilId);
	const lots = await read.councils.lots(councilId);
	const cases = await read.councils.cases(councilId);
	const members = everybody.filter(({ endedAt }) => endedAt === null);
	const lookedAt = looking?.(members);
	const declarations = await read.councils.declarations(
		councilId,
		lookedAt?.map(({ memberId }) => memberId)
	);
	const rules = councilRulesOn(stored.document, council.stage, vietnamDateOf(await read.clock.now()));
	return {
		council,
		call,
		definition: stored.document,
		flow: flowOf(stored.document),
		rules,
		recusalScope: rules.recusalScope?.value ?? 'lot',
		members,
		lots,
		cases,
		declarations,
		facts: factsOf(lookedAt ?? members, cases, declarations)
	};
}

/**
 * The same narrowed to one member, from one question: members, lots, declarations of others and applications that
 * cannot concern the member are not in it. What the core says of this member is the same.
 */
export async function recordOfSeat(
	read: Repositories,
	{ council, call, member, cases, declarations, now }: MemberRecord
): Promise<CouncilRecord> {
	const stored = await read.definitions.find(call.definitionId);
	if (stored === undefined) throw new Error(`call ${call.id} has lost its definition`);
	const rules = councilRulesOn(stored.document, council.stage, vietnamDateOf(now));
	return {
		council,
		call,
		definition: stored.document,
		flow: flowOf(stored.document),
		rules,
		recusalScope: rules.recusalScope?.value ?? 'lot',
		members: [member],
		lots: [],
		cases,
		declarations,
		facts: factsOf([member], cases, declarations)
	};
}

/** One lot of a council that has been read. */
export function standingIn(record: CouncilRecord, lotId: string): CouncilStanding {
	const { facts, recusalScope: scope } = record;
	const cases = record.cases.filter((one) => one.lotId === lotId);
	const applicationIds = cases.map(({ applicationId }) => applicationId);
	const members = record.members.map((member) => ({
		...member,
		assessments: applicationIds.map((id) => assessConflict(member.memberId, id, facts)),
		recusedFrom: recusedFrom(member.memberId, applicationIds, facts, scope)
	}));
	const ofLot = new Map<string, Result<true>>();
	/** Where an interest reaches the whole lot the answer is the same for each of its dossiers: it is asked once. */
	const opens = (member: MemberRow, applicationId: string): Result<true> => {
		const known = ofLot.get(member.memberId);
		if (known !== undefined) return known;
		const answer = mayOpenDossier({
			...facts,
			memberId: member.memberId,
			applicationId,
			applicationIdsInLot: applicationIds,
			undertakingSigned: member.undertakingAt !== null,
			scope
		});
		if (scope === 'lot') ofLot.set(member.memberId, answer);
		return answer;
	};
	return {
		record,
		lotId,
		cases,
		applicationIds,
		members,
		recusedMemberIds: members
			.filter((member) => applicationIds.length > 0 && member.recusedFrom.length === applicationIds.length)
			.map(({ memberId }) => memberId),
		recusals: members.flatMap(({ memberId, recusedFrom: ids }) =>
			ids.map((applicationId) => ({ memberId, applicationId }))
		),
		mayOpenDossier(memberId, applicationId) {
			const member = members.find((one) => one.memberId === memberId);
			const asked = applicationId === undefined ? applicationIds : [applicationId];
			if (member === undefined || asked.some((id) => !applicationIds.includes(id))) {
				return { ok: false, refusal: { code: 'not_found' } };
			}
			return asked.map((id) => opens(member, id)).find((answer) => !answer.ok) ?? ok(true);
		}
	};
}

/** What members said, what the records show, and what was ruled, as the core reads it. */
function factsOf(
	members: readonly MemberRow[],
	cases: readonly CaseRow[],
	rows: readonly DeclarationRow[]
): ConflictFacts {
	const declarations = rows.map((row): Declaration => ({
		memberId: row.memberId,
		applicationId: row.applicationId,
		ground: !row.detected && isConflictGround(row.ground) ? row.ground : null
	}));
	const people = members.map((member) => ({ ...member, nameKeys: knownNameKeys(member.name) }));
	const dossiers = cases.map((one) => ({
		...one,
		participantNameKeys: one.participantNames.flatMap(knownNameKeys)
	}));
	const detections = people.flatMap((member) => dossiers.flatMap((one) => detectionsOf(member, one)));
	const rulings = rows.flatMap((row): Ruling[] =>
		row.ruling === null
			? []
			: [{ memberId: row.memberId, applicationId: row.applicationId, ruling: row.ruling }]
	);
	return { declarations, detections, rulings };
}

/** What the records alone show about one member and one application. */
function detectionsOf(
	member: MemberRow & { readonly nameKeys: readonly string[] },
	one: CaseRow & { readonly participantNameKeys: readonly string[] }
): Detection[] {
	const found = detectConflicts(member, {
		applicantOrganisationId: one.organisationId,
		cooperatingOrganisationIds: one.cooperatingIds,
		participantNameKeys: one.participantNameKeys
	});
	return found.map((detection) => ({
		...detection,
		memberId: member.memberId,
		applicationId: one.applicationId
	}));
}

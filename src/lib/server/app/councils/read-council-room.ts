import { assessConflict, CONFLICT_GROUNDS } from '#lib/domain/access/conflict-of-interest.ts';
import type { ConflictGround, ConflictStatus } from '#lib/domain/access/conflict-of-interest.ts';
import { currentUndertaking } from '#lib/domain/councils/undertaking.ts';
import type { Undertaking } from '#lib/domain/councils/undertaking.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { readCouncilRecord, standingIn } from '../cases/councils/council-standing.ts';
import type { CouncilRecord, CouncilStanding } from '../cases/councils/council-standing.ts';
import { loadCouncil } from '../cases/councils/load-council.ts';
import type { CouncilLotRow, CouncilRow, DeclarationRow, MemberRow } from './ports.ts';
import { seatAmong } from '../cases/councils/seat-of.ts';

/** What is needed to declare on an application, and no more: no part of its dossier. */
export interface RoomCase {
	readonly applicationId: string;
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly cooperating: readonly string[];
	readonly status: ConflictStatus;
	readonly declaration?: Pick<
		DeclarationRow,
		'kind' | 'ground' | 'note' | 'detected' | 'ruling' | 'rulingNote'
	>;
	/** What the records show of the member and this application. */
	readonly detected: readonly {
		readonly ground: ConflictGround;
		readonly sure: boolean;
		readonly citation: string;
	}[];
	/** The member may open the dossier. */
	readonly mayOpen: boolean;
	/** The member's own sheet is submitted: it can be read and no longer marked. */
	readonly marked: boolean;
}

export interface RoomLot extends CouncilLotRow {
	readonly cases: readonly RoomCase[];
	/** The member judges nothing in this lot. */
	readonly recused: boolean;
	/** Why the dossiers of the lot are still closed to the member; empty when they are open. */
	readonly inTheWay: readonly Refusal[];
}

/** A declaration of another member on which this one rules. */
export interface RoomRuling {
	readonly declarationId: string;
	readonly member: string;
	readonly application: string;
	readonly organisation: string;
	readonly ground: string;
	readonly citation: string;
	readonly note: string;
	readonly detected: boolean;
	readonly ruling: 'allowed' | 'barred' | null;
	readonly rulingNote: string;
	/** The session on the lot has not opened: a ruling can still be made or corrected. */
	readonly open: boolean;
}

export interface CouncilRoom {
	readonly council: CouncilRow;
	readonly call: { readonly code: string; readonly title: CouncilRecord['call']['title'] };
	readonly seat: MemberRow;
	readonly undertaking: Undertaking;
	/** Lots with the applications of the page; a lot without any stands on the first. */
	readonly lots: readonly RoomLot[];
	readonly page: number;
	readonly pageSize: number;
	/** Applications of all lots that the member may see. */
	readonly total: number;
	/** On how many of them the member has not declared, and the first page with one. */
	readonly undeclared: { readonly count: number; readonly page: number };
	readonly rulings: readonly RoomRuling[];
	readonly colleagues: readonly Pick<MemberRow, 'memberId' | 'name' | 'title' | 'employer' | 'role'>[];
	readonly recusalScope: CouncilRecord['recusalScope'];
}

/** Applications of a page: what a member declares on in one go. */
const PAGE_SIZE = 25;

/** The room of one council for one who sits on it, a page of applications. Refuses `not_found` for everybody else. */
export async function readCouncilRoom(
	ctx: Context,
	councilId: string,
	page = 1
): Promise<Result<CouncilRoom>> {
	const loaded = await loadCouncil(ctx.app.db.read, councilId);
	if (!loaded.ok) return loaded;
	return ask(ctx, 'council.sit', loaded.value.subject, async (read) => {
		const record = await readCouncilRecord(read, councilId, (members) => lookedAtBy(ctx, members));
		if (record === undefined) throw new Error(`council ${councilId} is gone`);
		const seat = seatAmong(ctx, record.members);
		if (!seat.ok) return seat;
		const ids = record.cases.map(({ applicationId }) => applicationId);
		const sheets = await read.sheets.headers(councilId, ids, seat.value.memberId);
		const marked = new Set(
			sheets.filter(({ state }) => state === 'submitted').map(({ applicationId }) => applicationId)
		);
		const room = pageOfRoom(record, seat.value, page);
		return ok({
			council: record.council,
			call: { code: record.call.code, title: record.call.title },
			seat: seat.value,
			undertaking: currentUndertaking(),
			...room,
			lots: room.lots.map(({ cases, ...lot }) => ({
				...lot,
				cases: cases.map((one) => ({ ...one, marked: marked.has(one.applicationId) }))
			})),
			rulings: rulingsOf(record, seat.value),
			colleagues: record.members.map(({ memberId, name, title, employer, role }) => ({
				memberId,
				name,
				title,
				employer,
				role
			})),
			recusalScope: record.recusalScope
		});
	});
}

/** Who rules on others looks at all of them, everybody else at their own interests. */
function lookedAtBy(ctx: Context, members: readonly MemberRow[]): readonly MemberRow[] {
	const seat = seatAmong(ctx, members);
	if (!seat.ok) return [];
	return rulesOnOthers(seat.value) ? members : [seat.value];
}

const rulesOnOthers = ({ role }: MemberRow): boolean => role === 'chair' || role === 'vice_chair';

type Unmarked = Omit<RoomLot, 'cases'> & { readonly cases: readonly Omit<RoomCase, 'marked'>[] };

/** What of the lots stands on a page, in the order of lots and codes. */
function pageOfRoom(
	record: CouncilRecord,
	seat: MemberRow,
	asked: number
): Pick<CouncilRoom, 'page' | 'pageSize' | 'total' | 'undeclared'> & { readonly lots: readonly Unmarked[] } {
	const lots = record.lots.map((lot) => roomLot(record, lot, seat));
	const places = lots.flatMap(({ ids }) => ids);
	const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(places.length / PAGE_SIZE)));
	const shown = new Set(places.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE));
	const open = places.flatMap((id, at) =>
		assessConflict(seat.memberId, id, record.facts).status === 'undeclared' ? [at] : []
	);
	return {
		page,
		pageSize: PAGE_SIZE,
		total: places.length,
		undeclared: { count: open.length, page: 1 + Math.floor((open[0] ?? 0) / PAGE_SIZE) },
		lots: lots.flatMap(({ lot, standing, ids }): Unmarked[] => {
			const here = ids.filter((id) => shown.has(id));
			if (here.length === 0 && (ids.length > 0 || page > 1)) return [];
			return [{ ...lot, cases: roomCases(record, standing, seat, new Set(here)) }];
		})
	};
}

function roomLot(
	record: CouncilRecord,
	lot: CouncilLotRow,
	seat: MemberRow
): {
	readonly lot: Omit<RoomLot, 'cases'>;
	readonly standing: CouncilStanding;
	readonly ids: readonly string[];
} {
	const standing = standingIn({ ...record, members: [seat] }, lot.lotId);
	const answer = standing.mayOpenDossier(seat.memberId);
	const recused = standing.recusedMemberIds.includes(seat.memberId);
	return {
		lot: {
			...lot,
			...(recused ? { scheduledAt: null, plannedAt: null, place: '', openedAt: null, closedAt: null } : {}),
			recused,
			inTheWay: answer.ok ? [] : (answer.refusal.causes ?? [answer.refusal])
		},
		standing,
		// Until the session opens a declaration may still be corrected; after that the lot has nothing for the recused.
		ids: recused && lot.sessionState !== 'planned' ? [] : standing.applicationIds
	};
}

function roomCases(
	record: CouncilRecord,
	standing: CouncilStanding,
	{ memberId }: MemberRow,
	shown: ReadonlySet<string>
): Omit<RoomCase, 'marked'>[] {
	const mine = (fact: { readonly memberId: string; readonly applicationId: string }): boolean =>
		fact.memberId === memberId && shown.has(fact.applicationId);
	const declarations = new Map(record.declarations.filter(mine).map((row) => [row.applicationId, row]));
	const detections = record.facts.detections.filter(mine);
	return standing.cases
		.filter(({ applicationId }) => shown.has(applicationId))
		.map((one) => {
			const { applicationId } = one;
			const declaration = declarations.get(applicationId);
			return {
				applicationId,
				code: one.code,
				title: one.title,
				organisation: one.organisation,
				// Budgets name the host among those who take part.
				cooperating: one.cooperatingNames.filter((partner) => partner !== one.organisation),
				status: assessConflict(memberId, applicationId, record.facts).status,
				...(declaration === undefined ? {} : { declaration }),
				detected: detections
					.filter((found) => found.applicationId === applicationId)
					.map(({ ground, sure }) => ({ ground, sure, citation: CONFLICT_GROUNDS[ground].citation })),
				mayOpen: standing.mayOpenDossier(memberId, applicationId).ok
			};
		});
}

/** The chair rules on the others, the vice-chair on the chair; everybody else sees nobody's declarations. */
function rulingsOf(record: CouncilRecord, seat: MemberRow): RoomRuling[] {
	if (!rulesOnOthers(seat)) return [];
	return record.declarations.flatMap((row): RoomRuling[] => {
		const member = record.members.find(({ memberId }) => memberId === row.memberId);
		const one = record.cases.find(({ applicationId }) => applicationId === row.applicationId);
		if (member === undefined || one === undefined || member.memberId === seat.memberId) return [];
		if (row.kind !== 'declared' || (member.role === 'chair') !== (seat.role === 'vice_chair')) return [];
		const { status, grounds } = assessConflict(row.memberId, row.applicationId, record.facts);
		if (status === 'none' || status === 'undeclared' || status === 'blocking') return [];
		const lot = record.lots.find(({ lotId }) => lotId === one.lotId);
		return [
			{
				declarationId: row.id,
				member: member.name,
				application: `${one.code} – ${one.title}`,
				organisation: one.organisation,
				ground: row.ground,
				citation: grounds[0]?.citation ?? '',
				note: row.note,
				detected: row.detected,
				ruling: row.ruling,
				rulingNote: row.rulingNote,
				open: lot?.sessionState === 'planned'
			}
		];
	});
}

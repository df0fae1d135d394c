import type { Ranking } from '#lib/domain/scoring/ranking.ts';
import type { SessionListRow } from '../cases/sessions/session-view.ts';

export const SESSION_PAGE_SIZE = 25;
/** A lot this small shows every application in full; of a larger one, the one that is asked for. */
const ALL_IN_FULL = 8;

type Placed = Pick<SessionListRow, 'applicationId' | 'code' | 'place' | 'score' | 'outcome'>;

/** The applications of a lot: in the order of the ranking where the reader may see it, else by code. */
export function placed(
	applications: readonly { readonly applicationId: string; readonly code: string }[],
	ranking: Ranking | null
): Placed[] {
	if (ranking === null) {
		return applications.map(({ applicationId, code }) => ({
			applicationId,
			code,
			place: null,
			score: null,
			outcome: null
		}));
	}
	return [
		...ranking.ranked.map(({ applicationId, code, place, score, recommended, awaitsVote }) => ({
			applicationId,
			code,
			place,
			score,
			outcome: awaitsVote ? ('waits' as const) : recommended ? ('recommended' as const) : ('passed' as const)
		})),
		...ranking.unranked.map(({ applicationId, code, score }) => ({
			applicationId,
			code,
			place: null,
			score,
			outcome: 'failed' as const
		}))
	];
}

/** One page, and what of the lot is shown in full. */
export function pageOf(
	all: readonly Placed[],
	question: { readonly page: number; readonly applicationId?: string | undefined }
): { readonly rows: readonly Placed[]; readonly page: number; readonly inFull: readonly string[] } {
	const last = Math.max(1, Math.ceil(all.length / SESSION_PAGE_SIZE));
	const page = Math.min(Math.max(1, question.page), last);
	const asked = all.filter(({ applicationId }) => applicationId === question.applicationId);
	const inFull = asked.length > 0 ? asked : all.length <= ALL_IN_FULL ? all : [];
	return {
		rows: all.slice((page - 1) * SESSION_PAGE_SIZE, page * SESSION_PAGE_SIZE),
		page,
		inFull: inFull.map(({ applicationId }) => applicationId)
	};
}

/** Only what concerns the applications on this page: a long list of ties tells nobody anything. */
export function tiesAmong(
	ranking: Ranking,
	shown: ReadonlySet<string>
): Pick<Ranking, 'decisions' | 'openTies'> {
	return {
		decisions: ranking.decisions.filter(({ between }) => between.some((id) => shown.has(id))),
		openTies: ranking.openTies.filter((tie) => tie.some((id) => shown.has(id)))
	};
}

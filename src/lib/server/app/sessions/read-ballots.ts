import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import { sortSheets } from '#lib/domain/councils/session.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { MemberRow } from '../councils/ports.ts';
import { withheldFrom } from '../cases/councils/recused-reader.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { subjectOf } from '../cases/councils/load-council.ts';
import { closedFacts } from '../cases/sessions/closed-facts.ts';
import { lotSheets } from '../cases/sessions/session-case.ts';
import { withoutWithheld } from '../cases/sessions/session-facts.ts';

/** How a member's sheet on one application counted. */
export type BallotStanding = 'ballot' | 'opinion' | 'invalid' | 'recused' | 'none';

export interface GivenBallot {
	readonly standing: BallotStanding;
	/** Whole points, of a sheet that was submitted. */
	readonly total: number | null;
	readonly submittedAt: Date | null;
	readonly hash: string | null;
	readonly comment: string;
	/** Why the counting board declared it invalid. */
	readonly invalidReason: string;
}

export interface Ballots {
	readonly council: { readonly id: string; readonly name: string };
	readonly call: { readonly code: string };
	readonly lot: { readonly id: string; readonly code: string };
	readonly closedAt: Date | null;
	readonly applications: readonly {
		readonly applicationId: string;
		readonly code: string;
		readonly ballots: readonly (Pick<MemberRow, 'memberId' | 'name' | 'role'> & GivenBallot)[];
	}[];
}

/**
 * Who gave which ballot in a session that is closed: for chair, secretaries and the inspector (ballots are secret until
 * the result is announced). What the reader is recused from is left out. Refuses `ballots_secret` while the session is
 * not closed, `conflict_blocks`, `not_found`.
 */
export async function readBallots(
	ctx: Context,
	about: { readonly councilId: string; readonly lotId: string }
): Promise<Result<Ballots>> {
	const { read } = ctx.app.db;
	const asked = isUuid(about.lotId) && isUuid(about.councilId);
	const frame = asked ? await read.sessions.frame(about) : undefined;
	if (frame === undefined) return refuse('not_found');
	const subject = subjectOf(frame.council, frame.call);
	return ask(ctx, 'ballot.read', subject, async () => {
		const closed = await closedFacts(read, frame);
		if (closed === undefined) return refuse('ballots_secret');
		const withheld = await withheldFrom(ctx, read, { callId: closed.call.id, lotId: closed.lot.id });
		const facts = withoutWithheld(closed, withheld);
		if (withheld.size > 0 && facts.applications.length === 0) return refuse('conflict_blocks');
		const ids = facts.applications.map(({ applicationId }) => applicationId);
		const sheets = await read.sheets.ofApplications(about.councilId, ids);
		const counted = {
			presentIds: facts.quorum.presentIds,
			recusals: facts.recusals,
			sheets: lotSheets(sheets, facts.rulings)
		};
		const voting = facts.members.filter(({ role }) => isVotingRole(role));
		return ok({
			council: { id: facts.council.id, name: facts.council.name },
			call: { code: facts.call.code },
			lot: { id: facts.lot.id, code: facts.lot.code },
			closedAt: facts.session.closedAt,
			applications: facts.applications.map(({ applicationId, code }) => {
				const { ballots, opinions, invalid } = sortSheets(applicationId, counted);
				const standingOf = (memberId: string): BallotStanding => {
					const here = (one: { readonly memberId: string }): boolean => one.memberId === memberId;
					if (ballots.some(here)) return 'ballot';
					if (invalid.some(here)) return 'invalid';
					if (opinions.some(here)) return 'opinion';
					const recused = facts.recusals.some((one) => here(one) && one.applicationId === applicationId);
					return recused ? 'recused' : 'none';
				};
				return {
					applicationId,
					code,
					ballots: voting.map(({ memberId, name, role }) => {
						const standing = standingOf(memberId);
						const sheet = sheets.find(
							(one) =>
								one.memberId === memberId && one.applicationId === applicationId && one.state === 'submitted'
						);
						// A sheet of somebody recused is none: it says nothing here.
						const shown = standing === 'recused' ? undefined : sheet;
						return {
							memberId,
							name,
							role,
							standing,
							total: shown?.total ?? null,
							submittedAt: shown?.submittedAt ?? null,
							hash: shown?.hash ?? null,
							comment: shown?.comment ?? '',
							invalidReason: invalid.find((one) => one.memberId === memberId)?.invalidReason ?? ''
						};
					})
				};
			})
		});
	});
}

import { BODY_KINDS } from '#lib/domain/councils/body-kinds.ts';
import { bodyOf } from '#lib/domain/flow/stage-council.ts';
import { leaveOneOut } from '#lib/domain/scoring/robustness.ts';
import type { Ranking } from '#lib/domain/scoring/ranking.ts';
import type { LotTally } from '#lib/domain/scoring/tally-lot.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { SheetRow } from '../sheets/ports.ts';
import type { Fragility, StoredRanking } from './ports.ts';
import { tallyOf } from '../cases/sessions/session-case.ts';
import type { SessionCase } from '../cases/sessions/session-case.ts';

type Digest = (text: string) => string;

/**
 * Digest of everything that a tally reads. Sheets stand in it by id, state and version: a submitted one is frozen,
 * and every change of another is a new version.
 */
export function inputsOf(found: SessionCase, sha256: Digest): string {
	const { lot, record, standing, quorum, rulings, session } = found;
	return sha256(
		JSON.stringify(
			[
				found.applications.map(({ id, code, requested, excellentTask, organisationId }) => [
					id,
					code,
					requested,
					excellentTask,
					organisationId
				]),
				lot.proposerId,
				standing.members.map(({ memberId, role }) => [memberId, role]),
				quorum.presentIds,
				standing.recusals,
				found.sheets.map(({ id, memberId, applicationId, state, version }) => [
					id,
					memberId,
					applicationId,
					state,
					version
				]),
				rulings.map(({ memberId, applicationId, reason }) => [memberId, applicationId, reason]),
				session.tieVotes,
				record.call.definitionId,
				record.rules
			],
			(_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
		)
	);
}

/** The tally of a lot, and what is stored of its order. Refuses as `tallyLot` does. */
export function countRanking(
	found: SessionCase,
	ballots: readonly SheetRow[],
	sha256: Digest
): Result<{ readonly tally: LotTally; readonly stored: StoredRanking }> {
	const counted = tallyOf(found, ballots);
	if (!counted.ok) return counted;
	const { ranking } = counted.value;
	const stored = { inputs: inputsOf(found, sha256), ranking, fragile: fragility(found, ballots, ranking) };
	return ok({ tally: counted.value, stored });
}

function fragility(found: SessionCase, ballots: readonly SheetRow[], whole: Ranking): Fragility | null {
	const { presentIds } = found.quorum;
	// Leaving out the only ballot of an application leaves nothing to compare, and without an order none can change.
	if (presentIds.length < 2 || !BODY_KINDS[bodyOf(found.session.stage)].ranks) return null;
	const findings = leaveOneOut(presentIds, (memberId) => {
		const without = memberId === null ? undefined : tallyOf(found, ballots, memberId);
		return without?.ok === true ? without.value.ranking : whole;
	});
	return {
		members: findings.length,
		recommendation: findings.filter(({ recommendationChanges }) => recommendationChanges).length,
		of: presentIds.length
	};
}

import { can } from '#lib/domain/access/policy.ts';
import {
	CHANGES_BY_DECISION,
	HOLDING,
	moneyLeft,
	nextInReserve,
	standingOf
} from '#lib/domain/selection/after-selection.ts';
import type { SelectedDossier, SelectionStanding } from '#lib/domain/selection/after-selection.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { selectedDossiers } from '../cases/selection/selected-dossiers.ts';
import type { Repositories } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { SelectionChangeRow } from './change-ports.ts';

import type { SelectionCase } from './selection-case.ts';

interface NamedDossier {
	readonly applicationId: string;
	readonly code: string;
	readonly organisation: string;
	/** đồng: what was approved of it (null before that), and what it asks for. */
	readonly approved: bigint | null;
	readonly requested: bigint;
}

/** Where a dossier stands since the selection was closed. */
export interface StandingNow {
	readonly standing: SelectionStanding;
	/** What became of it since then; null: it stands as it was closed. */
	readonly mark: 'withdrawn' | 'rejected' | 'moved_up' | null;
	/** đồng that it holds: what was approved of it, before that what it asks for. */
	readonly held: bigint | null;
}

/** A closed selection as it stands now. */
export interface AfterSelection {
	readonly left: bigint | null;
	readonly changes: readonly (SelectionChangeRow & Pick<NamedDossier, 'code' | 'organisation'>)[];
	/** Those that hold money, and may withdraw. */
	readonly holding: readonly NamedDossier[];
	/** Who moves up next; `why` nobody does. */
	readonly next: NamedDossier | null;
	readonly why: Refusal | null;
	readonly mayChange: boolean;
}

function standingNow(dossier: SelectedDossier): StandingNow {
	const { outcome, state, approved, requested } = dossier;
	const standing = standingOf(dossier);
	const movedUp = standing === 'holds' && outcome === 'reserve';
	const fell = state === 'withdrawn' ? 'withdrawn' : 'rejected';
	return {
		standing,
		mark: standing === 'fell' ? fell : movedUp ? 'moved_up' : null,
		held: standing === 'holds' ? (approved ?? requested) : null
	};
}

export async function afterSelection(
	ctx: Context,
	read: Repositories,
	found: SelectionCase
): Promise<{ readonly after: AfterSelection; readonly standings: ReadonlyMap<string, StandingNow> }> {
	const { call, selection, applications, rules, subject } = found;
	const dossiers = await selectedDossiers(read, { ...found, callId: call.id });
	const named = (applicationId: string): NamedDossier => {
		const dossier = dossiers.find((one) => one.applicationId === applicationId);
		return {
			applicationId,
			code: dossier?.code ?? '',
			organisation: applications.find(({ id }) => id === applicationId)?.organisationName ?? '',
			approved: dossier?.approved ?? null,
			requested: dossier?.requested ?? 0n
		};
	};
	const changes = selection === undefined ? [] : await read.selectionChanges.of(selection.id);
	const { envelope } = call;
	const perLot = rules.maxRecommendedPerLot?.value ?? null;
	const next = envelope === null ? undefined : nextInReserve(dossiers, { envelope, perLot });
	const after: AfterSelection = {
		left: envelope === null ? null : moneyLeft(dossiers, envelope),
		changes: changes.map((change) => ({ ...change, ...named(change.applicationId) })),
		holding: dossiers
			.filter(({ state }) => HOLDING.includes(state))
			.map(({ applicationId }) => named(applicationId)),
		next: next?.ok === true ? named(next.value.applicationId) : null,
		why: next?.ok === false ? next.refusal : null,
		mayChange: CHANGES_BY_DECISION.includes(call.state) && can(ctx.actor, 'selection.amend', subject).ok
	};
	return { after, standings: new Map(dossiers.map((one) => [one.applicationId, standingNow(one)])) };
}

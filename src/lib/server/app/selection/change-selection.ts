/** What every change of a closed selection begins with and leaves behind. */
import { CHANGES_BY_DECISION } from '#lib/domain/selection/after-selection.ts';
import type { SelectedDossier, SelectionChangeKind } from '#lib/domain/selection/after-selection.ts';
import type { ApplicantEvent, OfficeEvent } from '#lib/domain/generated/names.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { decisionProblems } from '#lib/domain/workflow/call-changes.ts';
import type { CallDecision } from '#lib/domain/workflow/call-changes.ts';
import { permittedCall } from '../cases/calls/held-call.ts';
import { selectedDossiers } from '../cases/selection/selected-dossiers.ts';
import { selectionChanged } from '../mail/letters/selection.ts';
import { representativesOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import { actorId } from '../use-case.ts';
import type { Context, Verb } from '../use-case.ts';
import { loadSelection } from './selection-case.ts';
import type { SelectionCase } from './selection-case.ts';
import type { SelectionRow } from './ports.ts';

export interface SelectionChange {
	readonly callCode: string;
	readonly applicationId: string;
	readonly decision: CallDecision;
}

export interface ChangingSelection {
	readonly found: SelectionCase;
	readonly selection: SelectionRow;
	readonly dossiers: readonly SelectedDossier[];
	readonly application: SelectionCase['applications'][number];
	/** As the selection holds it, with its money. */
	readonly dossier: SelectedDossier;
}

/**
 * The selection, its call held until the transaction ends: of two officers the second sees what the first did. Refuses
 * `not_found`, `application_unknown`, `tied_to_applicant`, `selection_change_forbidden` (not closed yet),
 * `selection_change_incomplete` with every problem of the decision.
 */
export async function changingSelection(
	verb: Verb,
	{ callCode, applicationId, decision }: SelectionChange
): Promise<Result<ChangingSelection>> {
	const { tx, permit } = verb;
	const held = await permittedCall(verb, callCode, 'selection.amend');
	if (!held.ok) return held;
	const call = held.value;
	await tx.applications.lock(applicationId);
	const loaded = await loadSelection(tx, call);
	if (!loaded.ok) return loaded;
	const found = loaded.value;
	const { selection, applications } = found;
	const application = applications.find(({ id }) => id === applicationId);
	if (application === undefined) return refuse('application_unknown', { field: 'applicationId' });
	const untied = permit('selection.amend', {
		...found.subject,
		organisationId: application.organisationId
	});
	if (!untied.ok) return untied;
	if (!CHANGES_BY_DECISION.includes(call.state) || selection?.state !== 'closed')
		return refuse('selection_change_forbidden');
	const closedOn = selection.closedAt === null ? undefined : vietnamDateOf(selection.closedAt);
	const problems = decisionProblems(decision, vietnamDateOf(await tx.clock.now()), closedOn);
	if (problems.length > 0) return refuse('selection_change_incomplete', { causes: problems });
	const dossiers = await selectedDossiers(tx, { ...found, callId: call.id });
	const dossier = dossiers.find((one) => one.applicationId === applicationId);
	if (dossier === undefined) return refuse('application_unknown', { field: 'applicationId' });
	return ok({ found, selection, dossiers, application, dossier });
}

/** Before the dossier moves: the decision is what the database lets it move for. */
export async function keepSelectionChange(
	ctx: Context,
	{ tx }: Verb,
	{ selection, application }: ChangingSelection,
	{ kind, decision }: { readonly kind: SelectionChangeKind; readonly decision: CallDecision }
): Promise<void> {
	const ids = { id: ctx.app.ids.v7(), selectionId: selection.id, applicationId: application.id };
	await tx.selectionChanges.add({ ...ids, kind, decision, by: actorId(ctx.actor) });
}

const EVENTS: Readonly<Record<SelectionChangeKind, ApplicantEvent & OfficeEvent>> = {
	withdrawal: 'withdrawal_recorded',
	revocation: 'approval_revoked',
	call_up: 'reserve_called_up'
};

/** A letter and a line of the timeline for the dossier that moved; nobody else is told of it. */
export async function tellSelectionChange(
	ctx: Context,
	{ tx }: Verb,
	{ found: { call }, application }: ChangingSelection,
	{ kind, decision }: { readonly kind: SelectionChangeKind; readonly decision: CallDecision }
): Promise<void> {
	await tell(ctx, tx, {
		to: await representativesOf(tx, application.organisationId),
		key: `selection-${kind}:${application.id}`,
		letter: selectionChanged({
			kind,
			code: application.code,
			call: call.title,
			decision,
			path: `/ho-so/${application.id}`
		}),
		applicationId: application.id
	});
	await tx.timeline.append({
		applicationId: application.id,
		kind: EVENTS[kind],
		audience: 'both',
		params: { decision: decision.number, reason: decision.reason }
	});
}

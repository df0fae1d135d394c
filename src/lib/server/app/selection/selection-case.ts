import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
import { proposeSelection } from '#lib/domain/selection/envelope.ts';
import type { Candidate, EnvelopeProposal } from '#lib/domain/selection/envelope.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationRow } from '../applications/ports.ts';
import type { CallRow, LotRow } from '../calls/ports.ts';
import type { Repositories } from '../ports.ts';
import type { SessionRow, TallyRow } from '../sessions/ports.ts';
import type { SelectionItemRow, SelectionRow } from './ports.ts';

/** A call's applications against its money, with what was chosen so far. */
export interface SelectionCase {
	readonly call: CallRow;
	readonly definition: ProgrammeDefinition;
	readonly flow: Flow;
	readonly rules: RulesInForce;
	readonly lots: readonly LotRow[];
	readonly sessions: readonly SessionRow[];
	readonly tallies: readonly TallyRow[];
	/** Applications that a council has tallied. */
	readonly applications: readonly (ApplicationRow & { readonly code: string })[];
	/** What the first of two councils let pass and the second has not been seated for. */
	readonly waiting: number;
	/** null while a session is still open or a dossier waits for a council, or when the call has no envelope. */
	readonly proposal: EnvelopeProposal | null;
	readonly selection?: SelectionRow;
	readonly items: readonly SelectionItemRow[];
	readonly subject: { readonly programme: string; readonly callId: string };
}

/** Refuses `not_found` where the programme has no selection. */
export async function loadSelection(read: Repositories, call: CallRow): Promise<Result<SelectionCase>> {
	const stored = await read.definitions.find(call.definitionId);
	if (stored === undefined) throw new Error(`call ${call.code} has no definition`);
	const flow = flowOf(stored.document);
	if (flow.decides !== 'ranked') return refuse('not_found');
	const lots = await read.calls.lots(call.id);
	const sessions = await read.sessions.ofCall(call.id);
	const tallies = await read.sessions.talliesOfCall(call.id, DECIDING);
	const everybody = await read.applications.ofCall(call.id);
	const selection = await read.selection.ofCall(call.id);
	const items = selection === undefined ? [] : await read.selection.items(selection.id);
	const applications = everybody.flatMap((row) =>
		row.code !== null && tallies.some(({ applicationId }) => applicationId === row.id)
			? [{ ...row, code: row.code }]
			: []
	);
	const waiting = everybody.filter(({ state }) => state === 'screened').length;
	const ready = waiting === 0 && sessions.length > 0 && sessions.every(({ state }) => state === 'closed');
	return ok({
		call,
		definition: stored.document,
		flow,
		rules: rulesOn(stored.document.ruleSet, vietnamDateOf(await read.clock.now())),
		lots,
		sessions,
		tallies,
		applications,
		waiting,
		proposal:
			ready && call.envelope !== null
				? proposeSelection(
						applications.map((application) => candidateOf(application, tallies)),
						call.envelope
					)
				: null,
		...(selection === undefined ? {} : { selection }),
		items,
		subject: { programme: call.programme, callId: call.id }
	});
}

function candidateOf(
	application: ApplicationRow & { readonly code: string },
	tallies: readonly TallyRow[]
): Candidate {
	const tally = tallies.find(({ applicationId }) => applicationId === application.id);
	if (tally === undefined) throw new Error(`${application.code} has no tally`);
	const outcome = tally.steps.find((step) => step.kind === 'outcome');
	return {
		applicationId: application.id,
		code: application.code,
		lotId: application.lotId,
		place: tally.rank,
		recommendedInLot: tally.outcome === 'recommended',
		failures: outcome?.failures ?? [],
		score: tally.final,
		requested: application.requested ?? 0n
	};
}

/**
 * The proposal, or why there is none yet: `sessions_none`, `sessions_not_closed` {count}, `applications_await_council` {count},
 * `envelope_missing`.
 */
export function requireProposal({
	proposal,
	sessions,
	waiting,
	call
}: SelectionCase): Result<EnvelopeProposal> {
	if (proposal !== null) return ok(proposal);
	if (call.envelope === null) return refuse('envelope_missing');
	if (sessions.length === 0) return refuse('sessions_none');
	const open = sessions.filter(({ state }) => state !== 'closed').length;
	return open === 0
		? refuse('applications_await_council', { params: { count: String(waiting) } })
		: refuse('sessions_not_closed', { params: { count: String(open) } });
}

import { checkSelection } from '#lib/domain/selection/check-selection.ts';
import type { CheckedSelection, Choice } from '#lib/domain/selection/check-selection.ts';
import { present } from '#lib/domain/shared/present.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { permittedCall } from '../cases/calls/held-call.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import type { SelectionItemRow } from './ports.ts';
import { loadSelection, requireProposal } from './selection-case.ts';
import type { SelectionCase } from './selection-case.ts';

const REASON_LIMIT = 1000;

/**
 * Saves the officer's choice, which departs from the proposal only with reasons and never from what no reason lifts.
 * The first save begins the selection of the call. Refuses `selection_refused` with the core's causes,
 * `sessions_not_closed` {count}, `applications_await_council` {count}, `envelope_missing`, `selection_closed`, `state_forbids`, `stale_version`, `not_found`.
 */
export async function saveSelection(
	ctx: Context,
	input: {
		readonly callCode: string;
		/** 0 before the first save. */
		readonly version: number;
		readonly items: readonly Choice[];
	}
): Promise<Result<{ readonly version: number }>> {
	const about: AuditedObject = { type: 'call', id: '' };
	return transact(ctx, 'save_selection', about, async (verb) => {
		const held = await permittedCall(verb, input.callCode, 'selection.prepare');
		if (!held.ok) return held;
		const call = held.value;
		const { tx, note } = verb;
		const loaded = await loadSelection(tx, call);
		if (!loaded.ok) return loaded;
		const found = loaded.value;
		if (found.selection?.state === 'closed') return refuse('selection_closed');
		const choices = input.items.map((item) => ({ ...item, reason: cleanText(item.reason) }));
		const checked = checkChoices(found, choices);
		if (!checked.ok) return checked;

		if (call.state !== 'selecting') {
			const next = advance(found.flow.call, call.state, 'start_selection');
			if (!next.ok) return next;
			if (!(await tx.calls.advance(call, next.value))) return refuse('stale_version');
		}
		const { selection } = found;
		const id = selection?.id ?? ctx.app.ids.v7();
		const kept =
			selection === undefined
				? input.version === 0 && (await tx.selection.create(id, call.id))
				: await tx.selection.touch({ id, version: input.version });
		if (!kept) return refuse('stale_version');
		await tx.selection.saveItems(id, itemsOf(checked.value));
		note({ before: found.items, after: itemsOf(checked.value) });
		return ok({ version: selection === undefined ? 1 : input.version + 1 });
	});
}

/** The choice against proposal and limits, with codes of lots instead of their ids in what it refuses. */
export function checkChoices(found: SelectionCase, choices: readonly Choice[]): Result<CheckedSelection> {
	const proposal = requireProposal(found);
	if (!proposal.ok) return proposal;
	const long: Refusal[] = choices
		.filter(({ reason }) => [...reason].length > REASON_LIMIT)
		.map(({ applicationId }) => ({
			code: 'text_too_long',
			field: applicationId,
			params: { max: String(REASON_LIMIT) }
		}));
	if (long.length > 0) return refuse('selection_refused', { causes: long });
	const checked = checkSelection(proposal.value, choices, found.rules);
	if (checked.ok) return checked;
	const causes = checked.refusal.causes?.map((cause): Refusal => {
		const lot = found.lots.find(({ id }) => id === cause.params?.lot);
		return lot === undefined ? cause : { ...cause, params: { ...cause.params, lot: lot.code } };
	});
	return refuse('selection_refused', present({ causes }));
}

function itemsOf({ rows }: CheckedSelection): SelectionItemRow[] {
	return rows.map((row, position) => ({
		applicationId: row.applicationId,
		position,
		outcome: row.chosen,
		reason: row.words,
		requested: row.requested,
		cumulative: row.chosenCumulative
	}));
}

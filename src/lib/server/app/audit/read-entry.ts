import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Repositories } from '../ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { AuditRow, NamedObject } from './ports.ts';
import { shownEntries } from './shown-entry.ts';
import type { ShownEntry } from './shown-entry.ts';

/** Acts whose values say what a member of a council thinks of a dossier. */
const BALLOT_ACTS: readonly string[] = ['save_marks', 'save_typed_marks', 'submit_sheet'];
/** Acts whose values say what somebody declared of himself. */
const DECLARATION_ACTS: readonly string[] = [
	'declare_conflicts',
	'rule_conflict',
	'rule_tie',
	'appoint_member'
];

/**
 * - `shown`      the values are there
 * - `none`       the entry never had any
 * - `erased`     it had, and they were erased; an entry says so
 * - `withheld`   they are ballots or declarations, and the reader may not see those
 * - `not_yet`    they are ballots, and the council has not closed its session
 */
export type DetailState = 'shown' | 'none' | 'erased' | 'withheld' | 'not_yet';

export interface EntryPage {
	readonly entry: ShownEntry;
	readonly detail: {
		readonly state: DetailState;
		readonly before?: unknown;
		readonly after?: unknown;
		readonly figures?: unknown;
	};
	/** Names of people and things that the values tell by ids. */
	readonly names: ReadonlyMap<string, NamedObject>;
	readonly mayErase: boolean;
}

/** One entry with its values before and after. Refuses `not_found`. */
export async function readEntry(ctx: Context, entryId: string): Promise<Result<EntryPage>> {
	return ask(ctx, 'audit.read', {}, async (read) => {
		const row = isUuid(entryId) ? await read.audit.find(entryId) : undefined;
		if (row === undefined) return refuse('not_found');
		const [entry] = await shownEntries(ctx, read, [row]);
		if (entry === undefined) return refuse('not_found');
		const held = await heldBack(ctx, read, row);
		const content = entry.detailed ? (await read.audit.details([entry.id])).get(entry.id) : undefined;
		const state: DetailState = !entry.detailed
			? 'none'
			: (held ?? (content === undefined ? 'erased' : 'shown'));
		const values = state === 'shown' ? partsOf(content) : {};
		const ids = [...idsIn(values)];
		const names = new Map((await read.audit.objectsNamed(ids)).map((object) => [object.id, object]));
		const mayErase =
			content !== undefined &&
			row.action !== 'erase_audit_detail' &&
			can(ctx.actor, 'audit.erase', { sealed: row.sealed }).ok;
		return ok({ entry, detail: { state, ...values }, names, mayErase });
	});
}

async function heldBack(
	ctx: Context,
	read: Repositories,
	row: AuditRow
): Promise<'withheld' | 'not_yet' | undefined> {
	const ballot = BALLOT_ACTS.includes(row.action);
	if (!ballot && !DECLARATION_ACTS.includes(row.action)) return undefined;
	if (!can(ctx.actor, ballot ? 'ballot.read' : 'declaration.read').ok) return 'withheld';
	if (!ballot || !isUuid(row.objectId)) return undefined;
	return (await read.audit.beingJudged([row.objectId])).has(row.objectId) ? 'not_yet' : undefined;
}

function partsOf(content: unknown): { before?: unknown; after?: unknown; figures?: unknown } {
	if (typeof content !== 'object' || content === null) return {};
	const { before, after, figures } = content as Record<string, unknown>;
	return { before, after, figures };
}

function* idsIn(value: unknown): Generator<string> {
	if (typeof value === 'string' && isUuid(value)) yield value;
	else if (typeof value === 'object' && value !== null)
		for (const inner of Object.values(value)) yield* idsIn(inner);
}

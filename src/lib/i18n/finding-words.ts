import { m } from './paraglide/messages.js';

/** What a check of the log found, before the place; on the page and, with its language, in a letter. */
export const findingWords = {
	altered: m.admin_audit_found_altered,
	missing: m.admin_audit_found_missing,
	reordered: m.admin_audit_found_reordered,
	unsealed: m.admin_audit_found_unsealed,
	forged: m.admin_audit_found_forged,
	backwards: m.admin_audit_found_backwards,
	detail_altered: m.admin_audit_found_detail,
	detail_missing: m.admin_audit_found_detail_missing,
	cut: m.admin_audit_found_cut,
	rebuilt: m.admin_audit_found_rebuilt,
	other_log: m.admin_audit_found_other_log,
	unmarked_moved: m.admin_audit_found_unmarked_moved,
	checkpoint_damaged: m.admin_audit_found_checkpoint_damaged,
	tiles_differ: m.admin_audit_found_tiles_differ,
	tiles_missing: m.admin_audit_found_tiles_missing,
	checkpoint_behind: m.admin_audit_found_checkpoint_behind
} as const;

/** Where a finding is: a file, an entry, or a place in the log. */
export function placeOfFinding({
	place,
	entryId,
	size,
	position
}: {
	readonly place?: string;
	readonly entryId?: string;
	readonly size?: bigint;
	readonly position?: bigint;
}): string {
	return place ?? entryId ?? String(size ?? position ?? '');
}

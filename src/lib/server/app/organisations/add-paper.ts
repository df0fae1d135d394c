import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { asPdfName, fileLabel } from '#lib/domain/uploads/file-label.ts';
import { mayHold, PLAIN_FORM_BYTES } from '#lib/domain/uploads/upload.ts';
import type { ItemRules } from '#lib/domain/uploads/upload.ts';
import type { App } from '../ports.ts';
import type { InspectedFile } from '../uploads/ports.ts';
import type { PaperRow } from './standing-ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';

/** A certificate is a few pages; more papers than these prove nothing more. The database holds the number too. */
export const PAPER_RULES: ItemRules = {
	key: 'organisation_paper',
	accept: ['pdf', 'jpeg', 'png'],
	maxBytes: PLAIN_FORM_BYTES,
	maxFiles: 10
};
const ALL_BYTES = PAPER_RULES.maxBytes * PAPER_RULES.maxFiles;

/**
 * Keeps a paper that proves who speaks for an organisation, checked as every file is. Its people bring it, or the
 * office scans what was shown at the counter. Refuses `not_found`, `sign_in_needed`, `organisation_over`,
 * `organisation_papers_full` {limit}, those of `fileLabel`, of the checks (`file_*`) and of the store.
 */
export async function addPaper(
	ctx: Context,
	input: { readonly organisationId: string; readonly fileName: string; readonly bytes: Uint8Array }
): Promise<Result<{ readonly paperId: string }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { organisationId, bytes } = input;
	const object: AuditedObject = { type: 'organisation', id: organisationId };
	const refusedWith = <T>(refusal: Result<T>) =>
		transact(ctx, 'add_organisation_paper', object, () => Promise.resolve(refusal));
	const allowed = can(ctx.actor, 'organisation.add_paper', { organisationId });
	if (!allowed.ok) return refusedWith(allowed);
	if (!isUuid(organisationId)) return refusedWith(refuse('not_found'));
	const name = fileLabel(input.fileName);
	if (!name.ok) return refusedWith(name);
	// Before anything is stored: what has no room costs nothing.
	const before = await ctx.app.db.read.standings.papersOf(organisationId);
	const fits = roomFor(bytes.byteLength, organisationId, before);
	if (!fits.ok) return refusedWith(fits);

	const id = ctx.app.ids.v4();
	const checked = await keepChecked(ctx.app, id, name.value, bytes);
	if (!checked.ok) return refusedWith(checked);
	const file = checked.value;
	const added = await transact(ctx, 'add_organisation_paper', object, async ({ tx, permit, note }) => {
		const still = permit('organisation.add_paper', { organisationId });
		if (!still.ok) return still;
		const organisation = await tx.standings.hold(organisationId, 'update');
		if (organisation === undefined) return refuse('not_found');
		if (organisation.standing === 'refused' || organisation.standing === 'merged')
			return refuse('organisation_over');
		const held = await tx.standings.papersOf(organisationId);
		const room = roomFor(file.size, organisationId, held);
		if (!room.ok) return room;
		const row = {
			id,
			organisationId,
			fileName: file.made === undefined ? name.value : asPdfName(name.value),
			size: BigInt(file.size),
			sha256: file.sha256,
			mediaType: file.mediaType,
			objectKey: keyOf(id),
			verdict: ctx.app.config.scannerConfigured ? ('pending' as const) : ('not_configured' as const),
			uploadedBy: person.value.personId,
			uploadedAt: await tx.clock.now()
		};
		await tx.standings.addPaper(row);
		note({ after: { paper: id, name: row.fileName, size: String(row.size), sha256: row.sha256 } });
		return ok({ paperId: id });
	});
	// What found no place in the end is no paper of anybody.
	if (!added.ok) await drop(ctx.app.store, keyOf(id));
	return added;
}

/** Papers of what was merged into it take none of its room: a later change is proved by a paper too. */
function roomFor(size: number, organisationId: string, papers: readonly PaperRow[]): Result<unknown> {
	const own = papers.filter((paper) => paper.organisationId === organisationId);
	if (own.length >= PAPER_RULES.maxFiles)
		return refuse('organisation_papers_full', { params: { limit: String(PAPER_RULES.maxFiles) } });
	return mayHold(size, PAPER_RULES, { bytes: 0n, files: own.length }, ALL_BYTES);
}

const keyOf = (id: string): string => `papers/${id}`;

/** Puts the bytes aside, reads them whole, and promotes what is sound. */
async function keepChecked(
	{ store, inspector }: Pick<App, 'store' | 'inspector'>,
	id: string,
	name: string,
	bytes: Uint8Array
): Promise<Result<InspectedFile>> {
	const aside = `quarantine/${id}`;
	const put = await store.put(aside, bytes);
	if (!put.ok) return put;
	const inspected = await inspector.inspect(aside, {
		name,
		accepted: PAPER_RULES.accept,
		maxBytes: PAPER_RULES.maxBytes
	});
	const made = inspected.ok ? inspected.value.made : undefined;
	const kept = !inspected.ok
		? undefined
		: made === undefined
			? await store.copy(aside, keyOf(id))
			: await store.put(keyOf(id), made);
	await drop(store, aside);
	return kept?.ok === false ? kept : inspected;
}

async function drop(store: App['store'], key: string): Promise<void> {
	const deleted = await store.delete(key);
	if (!deleted.ok) process.emitWarning(`object ${key} was not deleted: ${deleted.refusal.code}`);
}

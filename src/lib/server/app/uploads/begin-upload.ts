import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { fileLabel } from '#lib/domain/uploads/file-label.ts';
import { mayHold, UPLOAD_LIFE_HOURS } from '#lib/domain/uploads/upload.ts';
import type { BeginUploadInput } from '#lib/contracts/uploads/begin-upload.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { unlessSealed } from '../cases/sealing/unless-sealed.ts';
import { findTarget, heldBy, lockTarget, mayChangeFiles } from '../cases/uploads/upload-target.ts';

/** From now on. */
export function uploadExpiry(now: Date): Date {
	return new Date(now.getTime() + UPLOAD_LIFE_HOURS * 3_600_000);
}

/**
 * Promises room for a file and gives the id under which its bytes arrive. Room is counted with the application
 * locked, open uploads included, so that two at once cannot pass the limit together. Refusals: `sign_in_needed`,
 * `not_found`, those of `mayChangeFiles`, `fileLabel`, `heldBy` and `mayHold`.
 */
export async function beginUpload(
	ctx: Context,
	input: BeginUploadInput
): Promise<Result<{ readonly id: string; readonly expiresAt: Date }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const object: AuditedObject = { type: 'application', id: input.applicationId };
	return transact(ctx, 'begin_upload', object, async ({ tx, permit, note }) => {
		const found = await findTarget(tx, input.applicationId, input.itemKey);
		if (!found.ok) return found;
		const allowed = permit(found.value.action, found.value.subject);
		if (!allowed.ok) return allowed;
		const target = await lockTarget(tx, found.value);
		const now = await tx.clock.now();
		const open = await mayChangeFiles(tx, target, now);
		if (!open.ok) return open;
		const name = fileLabel(input.fileName);
		if (!name.ok) return name;
		const replaces = input.replaces ?? null;
		const held = await heldBy(tx, target, replaces);
		if (!held.ok) return held;
		const fits = mayHold(input.size, target.rules, held.value, target.definition.dossierMaxBytes);
		if (!fits.ok) return fits;

		const id = ctx.app.ids.v4();
		const expiresAt = uploadExpiry(now);
		await tx.uploads.begin({
			id,
			applicationId: target.application.id,
			itemKey: target.rules.key,
			personId: person.value.personId,
			fileName: name.value,
			size: input.size,
			objectKey: `quarantine/${id}`,
			claimedSha256: input.sha256 ?? '',
			replaces,
			createdAt: now,
			expiresAt
		});
		note({
			onBehalfOf: target.application.organisationId,
			after: {
				upload: id,
				item: target.rules.key,
				size: String(input.size),
				...(await unlessSealed(tx, target.application.id, { name: name.value }))
			}
		});
		return ok({ id, expiresAt });
	});
}

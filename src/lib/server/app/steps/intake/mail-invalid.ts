import type { Localized } from '#lib/domain/shared/localized.ts';
import { invalidApplication } from '../../mail/letters/dossiers.ts';
import { representativesOf } from '../../mail/readers.ts';
import { tell } from '../../mail/tell.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';

/** Each representative is told, in the language they read: the reason, then what is wrong with each item. */
export async function mailInvalid(
	ctx: Context,
	tx: Tx,
	application: {
		readonly id: string;
		readonly organisationId: string;
		readonly code: string;
		readonly version: number;
	},
	call: Localized,
	reasons: readonly string[]
): Promise<void> {
	const { id, organisationId, code, version } = application;
	await tell(ctx, tx, {
		to: await representativesOf(tx, organisationId),
		key: `invalid:${id}:${String(version)}`,
		letter: invalidApplication({ code, call, reasons, path: `/ho-so/${id}` })
	});
}

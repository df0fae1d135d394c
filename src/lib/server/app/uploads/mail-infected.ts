import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import { infectedFile } from '../mail/letters/dossiers.ts';
import { personToTell } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { DocumentRow } from './ports.ts';

/** Tells whoever brought the file that it is infected; its bytes are on their way out. */
export async function mailInfected(ctx: Context, tx: Tx, document: DocumentRow): Promise<void> {
	const { id, applicationId, itemKey, fileName: file } = document;
	const path =
		itemKey === SURVEY_ITEM
			? `/van-phong/ho-so/${applicationId}/khao-sat`
			: `/ho-so/${applicationId}/tai-lieu`;
	await tell(ctx, tx, {
		to: await personToTell(tx, document.uploadedBy),
		key: `infected:${id}`,
		letter: infectedFile({ file, path }),
		applicationId
	});
}

import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';

const uuid = z.string().refine(isUuid, refused('input_wrong_type'));

/** What an upload is begun with, as the metadata of tus carries it. The name is judged by the core. */
export const beginUploadShape = z.object({
	applicationId: uuid,
	/** Key of the dossier's item, `section.field` for an upload that is a field, or `survey`. */
	itemKey: z
		.string()
		.regex(/^[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)?$/, refused('document_item_unknown'))
		.max(120),
	fileName: z.string().max(4_000, refused('file_name_too_long')),
	/** Bytes. */
	size: z.int().min(0),
	/** SHA-256 of the file as the browser read it, lower-case hex. */
	sha256: z
		.string()
		.regex(/^[0-9a-f]{64}$/, refused('hash_malformed'))
		.optional(),
	/** The document that goes when this one is accepted. */
	replaces: uuid.optional()
});

export type BeginUploadInput = z.output<typeof beginUploadShape>;

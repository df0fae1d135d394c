import { inVariant } from '#lib/domain/definitions/definition.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import { readForm } from '#lib/domain/definitions/form-reading.ts';
import type { KnownFact } from '#lib/domain/definitions/print-spec.ts';
import { asciiName } from '#lib/domain/shared/ascii-name.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { formPaper } from '../cases/prints/form-paper.ts';
import { formTitle } from '../cases/prints/form-title.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { FileFormat } from '../records/file-ports.ts';

export interface BlankForm {
	readonly file: Uint8Array;
	readonly fileName: string;
}

/** Nobody is known yet. */
const NOBODY: Readonly<Record<KnownFact, string>> = {
	organisation_name: '',
	organisation_tax_code: '',
	organisation_address: '',
	organisation_phone: '',
	organisation_email: '',
	representative_name: '',
	representative_title: '',
	call_title: '',
	lot_title: ''
};

/**
 * A form of a published call without any answer, to read before one begins or to fill in elsewhere. The same for
 * everybody, without a code. Refusals: `not_found` (also: a form that no lot of the call uses), `print_crowded`,
 * `paper_cannot_print`.
 */
export async function readBlankForm(
	ctx: Context,
	input: {
		readonly code: string;
		readonly variant: string;
		readonly form: string;
		readonly format: FileFormat;
	}
): Promise<Result<BlankForm>> {
	const found = await ask(ctx, 'public.read', {}, async (read) => {
		const call = await read.calls.findByCode(input.code);
		if (call === undefined || call.publishedAt === null) return refuse('not_found');
		const [lots, stored] = await Promise.all([
			read.calls.lots(call.id),
			read.definitions.find(call.definitionId)
		]);
		const spec = stored?.document.prints?.find(
			(one) => one.key === input.form && inVariant(one, input.variant)
		);
		if (stored === undefined || spec === undefined || !lots.some(({ variant }) => variant === input.variant))
			return refuse('not_found');
		return ok({ spec, document: stored.document, at: call.publishedAt });
	});
	if (!found.ok) return found;
	const { spec, document, at } = found.value;
	const reading = readForm(formOf(document, input.variant), {});
	const paper = formPaper({ spec, source: { reading, known: NOBODY, lines: [] }, state: 'empty' });
	const file = await ctx.app.typesetting.blank(paper, formTitle(spec), at, input.format);
	if (!file.ok) return file;
	return ok({
		file: file.value,
		fileName: `mau-${asciiName(`${spec.form ?? ''} ${spec.name}`.trim()).toLowerCase()}.${input.format}`
	});
}

import { printedCells } from '#lib/domain/prints/printed-cells.ts';
import { formMark } from '#lib/domain/prints/form-mark.ts';
import { asciiName } from '#lib/domain/shared/ascii-name.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { subjectOf } from '../cases/applications/application-case.ts';
import { dossierState } from '../cases/applications/dossier-state.ts';
import { ownApplication } from '../cases/applications/own-application.ts';
import { formPaper } from '../cases/prints/form-paper.ts';
import { formTitle } from '../cases/prints/form-title.ts';
import { formsToPrint, isDraft, printSource } from '../cases/prints/print-source.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

export interface FormToSign {
	readonly file: Uint8Array;
	readonly fileName: string;
}

/** Prints of one person within an hour; more is a program. */
const MOST_IN_AN_HOUR = 120;

/**
 * A form of a dossier as a PDF to be signed, from the working copy as it is now. What each place says is kept as a
 * hash, so that a scan that comes later is compared with it; the same content keeps its code and its time, however
 * often it is printed. Refusals: `sign_in_needed`, `not_found` (also: a form that these answers do not ask for),
 * `too_many_attempts`, `print_crowded`, `paper_cannot_print`.
 */
export async function printForm(
	ctx: Context,
	input: { readonly id: string; readonly form: string }
): Promise<Result<FormToSign>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const own = await ownApplication(ctx, input.id);
	if (!own.ok) return own;
	const of = own.value;
	const { db, ids, attempts, typesetting } = ctx.app;
	const state = await dossierState(db.read, of);
	const source = await printSource(db.read, of, state);
	const spec = formsToPrint(source.reading).find(({ key }) => key === input.form);
	if (spec === undefined) return refuse('not_found');
	const spent = await attempts.spend(`print:${person.value.personId}`, MOST_IN_AN_HOUR, 3600);
	if (!spent.ok) return spent;

	const draft = isDraft(state);
	const { application } = of;
	const mark = formMark(
		printedCells(spec, source),
		{ applicationId: application.id, form: spec.key, draft },
		ids.sha256
	);
	const printedAt = (await db.read.prints.find(mark.code))?.printedAt ?? of.now;
	const paper = formPaper({ spec, source, state: draft ? 'draft' : 'complete' });
	const set = await typesetting.form(paper, { code: mark.code, title: formTitle(spec), draft }, printedAt);
	if (!set.ok) return set;
	const { file, pages } = set.value;
	const kept = await transact(
		ctx,
		'print_form',
		{ type: 'application', id: application.id },
		async ({ tx, permit, note }) => {
			const allowed = permit('application.print', subjectOf(of));
			if (!allowed.ok) return allowed;
			// Hashes of short answers can be guessed: of a sealed dossier none is kept, and no scan is compared.
			const sealed = (await tx.sealing.sealingOf(application.id)) !== undefined;
			const print = {
				...mark,
				id: ids.v7(),
				applicationId: application.id,
				form: spec.key,
				draft,
				pages,
				printedBy: person.value.personId,
				printedAt
			};
			if (!sealed) await tx.prints.add(print);
			note({
				onBehalfOf: application.organisationId,
				after: { form: spec.key, draft, pages, ...(!sealed && { code: mark.code }) }
			});
			return ok(true);
		}
	);
	if (!kept.ok) return kept;
	const name = asciiName(`${spec.name} ${application.code ?? ''}`.trim()).toLowerCase();
	return ok({ file, fileName: `${name}${draft ? '-ban-nhap' : ''}.pdf` });
}

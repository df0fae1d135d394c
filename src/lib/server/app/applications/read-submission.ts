import type { Completeness } from '#lib/domain/definitions/completeness.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import { readForm } from '#lib/domain/definitions/form-reading.ts';
import { can } from '#lib/domain/access/policy.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import type { Context } from '../use-case.ts';
import type { DocumentRow } from '../uploads/ports.ts';
import { changesSince } from './changes-since.ts';
import type { ChangesSince } from './changes-since.ts';
import { factsOf, subjectOf } from '../cases/applications/application-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';
import { dossierState } from '../cases/applications/dossier-state.ts';
import { ownApplication } from '../cases/applications/own-application.ts';
import { scanFindings } from '../cases/prints/scan-findings.ts';
import type { ScanFindings } from '../cases/prints/scan-findings.ts';
import { sectionEntries } from './read-section.ts';
import type { SectionEntry } from './read-section.ts';
import { requestedAmounts } from './requested-amounts.ts';

export interface SubmissionPage {
	readonly of: ApplicationCase;
	readonly now: Date;
	/** Undefined: it may be submitted now as far as state and window go. */
	readonly closed: Refusal | undefined;
	/** By a key, until the opening of its call. */
	readonly sealed: boolean;
	readonly completeness: Completeness;
	readonly sections: readonly SectionEntry[];
	readonly documents: readonly DocumentRow[];
	/** What was found on the scans of signed forms. */
	readonly scans: ScanFindings;
	/** Undefined unless it replaces what was submitted. */
	readonly changes: ChangesSince | undefined;
	readonly requested: bigint | null;
	readonly own: bigint | null;
	/** The reader is a representative; else the names of those who are. */
	readonly maySubmit: boolean;
	readonly representatives: readonly string[];
}

/** Everything that is looked at before submitting. Refusals: `sign_in_needed`, `not_found`. */
export async function readSubmission(ctx: Context, id: string): Promise<Result<SubmissionPage>> {
	const own = await ownApplication(ctx, id);
	if (!own.ok) return own;
	const { read } = ctx.app.db;
	const of = own.value;
	const state = await dossierState(read, of);
	const form = formOf(of.definition.document, of.lot.variant);
	const now = await read.clock.now();
	const editable = mayEdit(of.application, of.call, now);
	const reading = readForm(form, state.answers, {
		...factsOf(of),
		...(state.budget === undefined ? {} : { budget: state.budget })
	});
	const members = await read.organisations.membersOf(of.organisation.id);
	return ok({
		of,
		now,
		closed: editable.ok ? undefined : editable.refusal,
		sealed: (await read.sealing.sealingOf(id)) !== undefined,
		completeness: state.completeness,
		sections: sectionEntries(form.sections, state.completeness),
		documents: state.documents,
		scans: await scanFindings(read, of, state, ctx.app.ids.sha256),
		changes: await changesSince(ctx, of, { state, reading }),
		...requestedAmounts(reading),
		maySubmit: can(ctx.actor, 'application.submit', subjectOf(of)).ok,
		representatives: members.filter(({ role }) => role === 'representative').map(({ fullName }) => fullName)
	});
}

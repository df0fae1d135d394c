import { formOf } from '#lib/domain/definitions/form.ts';
import type { Completeness } from '#lib/domain/definitions/completeness.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayEdit, mayReplace, withinOwnWindow } from '#lib/domain/workflow/application-window.ts';
import { can } from '#lib/domain/access/policy.ts';
import type { Repositories } from '../ports.ts';
import type { RecordTitle } from '../records/ports.ts';
import type { TimelineRow } from '../timeline/ports.ts';
import type { Context } from '../use-case.ts';
import type { DossierWindowRow } from '../calls/window-ports.ts';
import type { DocumentRow } from '../uploads/ports.ts';
import { subjectOf } from '../cases/applications/application-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';
import { dossierState } from '../cases/applications/dossier-state.ts';
import { ownApplication } from '../cases/applications/own-application.ts';
import type { RevisionRow } from './ports.ts';
import { sectionEntries } from './read-section.ts';
import type { SectionEntry } from './read-section.ts';

export interface ApplicationOverview {
	readonly of: ApplicationCase;
	readonly now: Date;
	readonly timeline: readonly TimelineRow[];
	/** The last first. */
	readonly revisions: readonly Omit<RevisionRow, 'bytes'>[];
	/** Of the revision that stands. */
	readonly receipt: RecordTitle | undefined;
	/** What was issued to the applicant besides receipts, and the published decision; the last first. */
	readonly letters: readonly RecordTitle[];
	readonly sections: readonly SectionEntry[];
	readonly completeness: Completeness;
	readonly documents: readonly DocumentRow[];
	/** Sealed by the key of its call's opening, and not opened. */
	readonly sealed: boolean;
	/** Given to this dossier alone, beyond the end of its call. */
	readonly ownWindow: DossierWindowRow | undefined;
	readonly may: {
		readonly edit: boolean;
		readonly submit: boolean;
		readonly replace: boolean;
		readonly withdraw: boolean;
	};
}

/** An own application at a glance: where it is, what comes next. Refusals: `sign_in_needed`, `not_found`. */
export async function readApplication(ctx: Context, id: string): Promise<Result<ApplicationOverview>> {
	const own = await ownApplication(ctx, id);
	if (!own.ok) return own;
	const { read } = ctx.app.db;
	const of = own.value;
	const { application, call } = of;
	const { now } = of;
	const [state, titles, timeline, revisions, sealing] = await Promise.all([
		dossierState(read, of),
		read.records.titlesOfApplication(application.id),
		read.timeline.of(application.id, 'applicant'),
		read.applications.revisions(application.id),
		read.sealing.sealingOf(application.id)
	]);
	const records = [...titles].sort((a, b) => +b.issuedAt - +a.issuedAt);
	const open = withinOwnWindow(application, call, now).ok;
	const represents = can(ctx.actor, 'application.submit', subjectOf(of)).ok;
	const form = formOf(of.definition.document, of.lot.variant);
	return ok({
		of,
		now,
		timeline,
		revisions,
		receipt: records.find(({ kind }) => kind === 'receipt'),
		letters: await lettersTo(read, of, records),
		sections: sectionEntries(form.sections, state.completeness),
		completeness: state.completeness,
		documents: state.documents,
		sealed: sealing !== undefined,
		ownWindow:
			application.ownClosesAt === null ? undefined : await read.dossierWindows.ofApplication(application.id),
		may: {
			edit: mayEdit(application, call, now).ok,
			submit: represents && mayEdit(application, call, now).ok,
			replace: represents && mayReplace(application, call, now).ok,
			withdraw: represents && open && application.state === 'submitted'
		}
	});
}

/** Notices and letters of this application, and the decision that supports it. */
async function lettersTo(
	read: Repositories,
	{ application, call }: ApplicationCase,
	records: readonly RecordTitle[]
): Promise<readonly RecordTitle[]> {
	const letters = records.filter(({ kind }) => kind === 'result_letter' || kind === 'invalid_notice');
	if (application.state !== 'approved') return letters;
	const decisions = await read.records.titlesOfCall(call.id, 'decision');
	return [...letters, ...decisions.filter(({ published }) => published)];
}

import type { ApplicantEvent } from '#lib/domain/generated/names.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayEdit, mayReplace } from '#lib/domain/workflow/application-window.ts';
import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import { restoreRequestedBudget } from '../steps/budgets/restore-requested-budget.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import { actOnOwnApplication } from './act-on-own-application.ts';
import type { SeenApplication } from './act-on-own-application.ts';
import type { ApplicationRow } from './ports.ts';
import { frozenRevision } from '../cases/applications/read-frozen-copy.ts';
import type { FrozenRevision } from '../cases/applications/read-frozen-copy.ts';

/**
 * Opens a submitted dossier for editing, until the deadline. The revision that stands stays in force.
 * Refusals: `sign_in_needed`, `not_found`, `state_forbids`, `already_replacing`, `window_closed`, `stale_version`.
 */
export async function replaceApplication(ctx: Context, seen: SeenApplication): Promise<Result<true>> {
	return actOnOwnApplication(
		ctx,
		'replace_application',
		'application.submit',
		seen.id,
		async ({ tx, note, of, now, person }) => {
			const { application, call } = of;
			const possible = mayReplace(application, call, now);
			if (!possible.ok) return possible;
			if (!(await tx.applications.setReplacing({ ...application, version: seen.version }, true))) {
				return refuse('stale_version');
			}
			await tell(tx, application, 'replacing_begun', person.name);
			note({ onBehalfOf: application.organisationId, after: { replacing: true } });
			return ok(true);
		}
	);
}

/**
 * Gives a replacement up: answers, documents and budget are again those of the revision that stands.
 * Refusals: `sign_in_needed`, `not_found`, `not_replacing`, `window_closed`, `stale_version`.
 */
export async function abandonReplacement(ctx: Context, seen: SeenApplication): Promise<Result<true>> {
	return actOnOwnApplication(
		ctx,
		'abandon_replacement',
		'application.edit',
		seen.id,
		async ({ tx, note, of, now, person }) => {
			const { application, call } = of;
			if (!application.replacing || application.revisionId === null) return refuse('not_replacing');
			const open = mayEdit(application, call, now);
			if (!open.ok) return open;
			const standing = await frozenRevision(tx, application.revisionId, ctx.app.ids.sha256);
			if (standing === undefined) throw new Error(`revision ${application.revisionId} is gone`);
			await restoreAnswers(tx, application.id, standing, person.personId);
			await restoreDocuments(tx, application.id, standing);
			await restoreRequestedBudget(tx, application.id);
			if (!(await tx.applications.setReplacing({ ...application, version: seen.version }, false))) {
				return refuse('stale_version');
			}
			await tell(tx, application, 'replacing_abandoned', person.name);
			note({
				onBehalfOf: application.organisationId,
				after: { replacing: false, revision: standing.row.number }
			});
			return ok(true);
		}
	);
}

async function restoreAnswers(tx: Tx, id: string, { revision }: FrozenRevision, by: string): Promise<void> {
	const sections = await tx.applications.sections(id);
	await tx.applications.restoreSections(
		id,
		sections.map(({ sectionKey, version }) => {
			const values = revision.answers[sectionKey] ?? {};
			// Touched now: an editor that is still open elsewhere is told instead of writing over it.
			const touched = Object.fromEntries(Object.keys(values).map((key) => [key, version + 1]));
			return { sectionKey, content: { values, touched } };
		}),
		by
	);
}

async function restoreDocuments(tx: Tx, id: string, { revision }: FrozenRevision): Promise<void> {
	const submitted = revision.files.map((file) => file.id);
	for (const document of await tx.uploads.documents(id)) {
		if (!submitted.includes(document.id) && document.itemKey !== SURVEY_ITEM) {
			await tx.uploads.removeDocument(document.id);
		}
	}
	for (const document of await tx.uploads.removedDocuments(id)) {
		if (submitted.includes(document.id)) await tx.uploads.restoreDocument(document.id);
	}
}

async function tell(
	tx: Tx,
	application: ApplicationRow,
	kind: ApplicantEvent,
	person: string
): Promise<void> {
	const [last] = await tx.applications.revisions(application.id);
	await tx.timeline.append({
		applicationId: application.id,
		kind,
		audience: 'applicant',
		params: { person, number: String(last?.number ?? 1) }
	});
}

import { flowOf, stageOf } from '#lib/domain/flow/flow.ts';
import { deadlineOf } from '#lib/domain/workflow/application-window.ts';
import { laterName } from '#lib/server/app/cases/applications/application-case.ts';
import type { ApplicationOverview } from '#lib/server/app/applications/read-application.ts';
import { sayTimeline } from './say-timeline.ts';

/** What the overview of an own application gets: plain data only. */
export function overviewData(overview: ApplicationOverview) {
	const { of, receipt, revisions, may, ownWindow } = overview;
	const { application, call, lot, definition, organisation } = of;
	const flow = flowOf(definition.document);
	const closesAt = deadlineOf(application, call);
	const standing = revisions.find(({ id }) => id === application.revisionId);
	return {
		id: application.id,
		version: application.version,
		title: application.title,
		code: application.code,
		state: application.state,
		replacing: application.replacing,
		programmeTitle: definition.document.title,
		organisation: application.organisationName,
		organisationNow: laterName(organisation, application),
		standing: organisation.standing,
		callCode: call.code,
		callTitle: call.title,
		lotTitle: lot.title,
		closesAt,
		ownWindow:
			ownWindow === undefined ? null : { closesAt: ownWindow.closesAt, decision: ownWindow.decision },
		now: overview.now,
		cancelled: call.state === 'cancelled',
		open: call.state === 'published' && overview.now < closesAt,
		stages: flow.stages.map(({ label }) => label),
		stage: stageOf(flow, application.state),
		firstSection: overview.sections[0]?.key ?? '',
		sections: overview.sections,
		dossier: overview.completeness.dossier,
		complete: overview.completeness.complete,
		documents: overview.documents.map(({ id, itemKey, fileName, size }) => ({ id, itemKey, fileName, size })),
		sealed: overview.sealed,
		requested: application.requested,
		own: application.own,
		revision:
			standing === undefined
				? null
				: { number: standing.number, hash: standing.hash, submittedAt: standing.submittedAt },
		receiptId: receipt?.id ?? null,
		letters: overview.letters.map(({ id, kind, numberText, issuedAt }) => ({
			id,
			kind,
			numberText,
			issuedAt
		})),
		timeline: sayTimeline(overview.timeline, 'applicant'),
		may
	};
}

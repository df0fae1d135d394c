import type { ApplicationRow } from '#lib/server/app/applications/ports.ts';
import { isApplicationState } from '#lib/domain/workflow/application.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { ApplicationColumns } from './joined-rows.ts';

export function applicationState(text: string): ApplicationState {
	if (isApplicationState(text)) return text;
	throw new Error(`application.state holds ${text}`);
}

export function toApplication(row: ApplicationColumns): ApplicationRow {
	return {
		id: row.id,
		code: row.code,
		callId: row.callId,
		lotId: row.lotId,
		organisationId: row.organisationId,
		title: row.title,
		organisationName: row.organisationName,
		organisationRep: row.organisationRep,
		state: applicationState(row.state),
		version: row.version,
		revisionId: row.revisionId,
		replacing: row.replacing,
		submittedAt: row.submittedAt,
		ownClosesAt: row.ownClosesAt,
		requested: row.requested,
		own: row.own,
		excellentTask: row.excellentTask,
		createdBy: row.createdBy,
		createdAt: row.createdAt,
		updatedAt: row.updatedAt
	};
}

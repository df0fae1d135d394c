import type { Flow } from '#lib/domain/flow/flow.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { dossierSealed } from '#lib/domain/intake/sealed.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationRow } from '../../applications/ports.ts';
import type { CallRow, LotRow } from '../../calls/ports.ts';
import type { OrganisationRow } from '../../organisations/ports.ts';
import type { Repositories } from '../../ports.ts';

/** An application with what the office's rules about it read. */
export interface OfficeCase {
	readonly application: ApplicationRow & { readonly code: string; readonly revisionId: string };
	readonly call: CallRow;
	readonly lot: LotRow;
	/** The organisation as it is now, and the database's clock when it was read. */
	readonly organisation: OrganisationRow;
	readonly now: Date;
	readonly definition: ProgrammeDefinition;
	readonly flow: Flow;
	readonly subject: {
		readonly organisationId: string;
		readonly programme: string;
		readonly callId: string;
	};
}

/**
 * The application as the office may meet it: submitted once, and no longer sealed. A draft and a sealed dossier
 * are `not_found`, as if they did not exist: before the opening nobody but the applicant knows of them.
 */
export async function loadCase(read: Repositories, id: string): Promise<Result<OfficeCase>> {
	const found = isUuid(id) ? await read.applications.findCase(id) : undefined;
	if (found === undefined) return refuse('not_found');
	const { application, call, lot, organisation, now } = found;
	const { code, revisionId } = application;
	if (code === null || revisionId === null) return refuse('not_found');
	const stored = await read.definitions.find(call.definitionId);
	if (stored === undefined) throw new Error(`call ${call.code} has no definition`);
	const flow = flowOf(stored.document);
	if (dossierSealed(flow, call.state, application)) return refuse('not_found');
	return ok({
		application: { ...application, code, revisionId },
		call,
		lot,
		organisation,
		now,
		definition: stored.document,
		flow,
		subject: {
			organisationId: application.organisationId,
			programme: call.programme,
			callId: call.id
		}
	});
}

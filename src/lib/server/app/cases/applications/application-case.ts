import { flowOf } from '#lib/domain/flow/flow.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
/** An application with everything that decides about it, and what the forms need to know besides its answers. */
import type { Subject } from '#lib/domain/access/policy.ts';
import type { FormFacts } from '#lib/domain/definitions/form-reading.ts';
import type { ReadingContext } from '#lib/domain/definitions/field-kinds/field-kind.ts';
import { GIA_LAI_COMMUNES } from '#lib/domain/places/gia-lai-communes.ts';
import { PROVINCES } from '#lib/domain/places/provinces.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import type { CallRow, LotRow } from '../../calls/ports.ts';
import type { StoredDefinition } from '../../definitions/ports.ts';
import type { OrganisationRow } from '../../organisations/ports.ts';
import type { Repositories } from '../../ports.ts';
import type { ApplicationRow } from '../../applications/ports.ts';

export interface ApplicationCase {
	readonly application: ApplicationRow;
	readonly call: CallRow;
	readonly lot: LotRow;
	readonly definition: StoredDefinition;
	readonly flow: Flow;
	readonly organisation: OrganisationRow;
}

/** The case of an application row; its call, lot, definition and organisation are held by foreign keys. */
export async function caseOf(read: Repositories, application: ApplicationRow): Promise<ApplicationCase> {
	const call = await read.calls.find(application.callId);
	const lot = await read.calls.findLot(application.lotId);
	const organisation = await read.organisations.find(application.organisationId);
	const definition = call === undefined ? undefined : await read.definitions.find(call.definitionId);
	if (call === undefined || lot === undefined || definition === undefined || organisation === undefined) {
		throw new Error(`application ${application.id} has lost its call, lot, definition or organisation`);
	}
	return { application, call, lot, definition, flow: flowOf(definition.document), organisation };
}

/** The organisation as the standing revision names it, for what is said of a submitted dossier. */
export function asSubmitted(
	organisation: OrganisationRow,
	{ organisationName, organisationRep }: Pick<ApplicationRow, 'organisationName' | 'organisationRep'>
): OrganisationRow {
	return { ...organisation, name: organisationName, repName: organisationRep };
}

/** What the organisation is called now, where that differs from what its submitted dossier says; else null. */
export function laterName(
	organisation: Pick<OrganisationRow, 'name'>,
	{ organisationName }: Pick<ApplicationRow, 'organisationName'>
): string | null {
	return organisation.name === organisationName ? null : organisation.name;
}

export function subjectOf({ application, call }: Pick<ApplicationCase, 'application' | 'call'>): Subject {
	return { organisationId: application.organisationId, programme: call.programme, callId: call.id };
}

/** The end is half-open ("hết ngày" is 00:00 of the next day), so the last day is the one before the end. */
export function factsOf({ call, organisation }: Pick<ApplicationCase, 'call' | 'organisation'>): FormFacts {
	return { applicantKind: organisation.kind, closesOn: deadlineDay(call.closesAt) };
}

/** Codes of places with their names, for reading answers. */
export const READING_CONTEXT: ReadingContext = {
	communes: new Map(GIA_LAI_COMMUNES.map(({ code, name }) => [code, name])),
	provinces: new Map(PROVINCES.map(({ code, name }) => [code, name]))
};

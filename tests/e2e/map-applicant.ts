import { createApplication } from '#lib/server/app/applications/create-application.ts';
import { fillDossier, must } from '../integration/applications/filled-dossier.ts';
import { insertCall, insertOrganisation } from '../integration/intake/world.ts';
import type { TestCall } from '../integration/intake/world.ts';
import type { Enrolled, Stage } from './stage.ts';

export interface MapApplicant {
	readonly call: TestCall;
	readonly rep: Enrolled;
	readonly applicationId: string;
}

const world = (stage: Stage) => ({ ...stage, close: () => Promise.resolve() });

/** A call that is open and the draft of one enterprise: every section filled, the documents that are named. */
export async function openMapApplicant(stage: Stage, documents: readonly string[]): Promise<MapApplicant> {
	const call = await insertCall(world(stage), 'map', 'MAP-2026-03', ['MAP']);
	return joinMapApplicant(stage, call, documents, {
		key: 'dai-dien',
		name: 'Công ty CP Mía đường Ayun Thượng',
		taxCode: '5999902750'
	});
}

/** One more enterprise with its draft. */
export async function joinMapApplicant(
	stage: Stage,
	call: TestCall,
	documents: readonly string[],
	{ key, name, taxCode }: { readonly key: string; readonly name: string; readonly taxCode: string }
): Promise<MapApplicant> {
	const organisationId = await insertOrganisation(world(stage), name, taxCode);
	const rep = await stage.enrol(key, {
		fullName: 'Lê Văn Hòa',
		grants: [{ role: 'representative', scope: { type: 'organisation', id: organisationId } }]
	});
	const ctx = await stage.as(rep);
	const { id } = must(
		await createApplication(ctx, { callCode: call.code, lotId: undefined, organisationId })
	);
	await fillDossier(ctx, id, documents);
	return { call, rep, applicationId: id };
}

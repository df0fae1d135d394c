import { createApplication } from '../../../src/lib/server/app/applications/create-application.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertCall, insertOrganisation, insertPerson, openWorld } from '../intake/world.ts';
import type { TestCall, World } from '../intake/world.ts';
import { fillDossier, MAP_DOCUMENTS, must } from './filled-dossier.ts';

export interface ApplicationWorld extends World {
	readonly call: TestCall;
	readonly organisationId: string;
	readonly representative: Context;
	readonly editor: Context;
	/** Represents another organisation. */
	readonly stranger: Context;
	readonly strangerOrganisationId: string;
}

/** MAP-2026-02, open for a day, with two enterprises. */
export async function openApplicationWorld(): Promise<ApplicationWorld & { readonly objects: string }> {
	const world = await openWorld();
	const call = await insertCall(world, 'map', 'MAP-2026-02', ['MAP']);
	const organisationId = await insertOrganisation(
		world,
		'Công ty TNHH Cà phê Cao nguyên Ia Hrung',
		'5999900016'
	);
	const strangerOrganisationId = await insertOrganisation(
		world,
		'Công ty CP Mía đường Ayun Thượng',
		'5999902750'
	);
	const member = async (name: string, role: string, scopeId: string) =>
		contextOf(
			world,
			await insertPerson(world, name, { grants: [{ role, scopeType: 'organisation', scopeId }] })
		);
	return {
		...world,
		call,
		organisationId,
		strangerOrganisationId,
		representative: await member('Nguyễn Thị Thanh Tâm', 'representative', organisationId),
		editor: await member('Siu Thảo', 'editor', organisationId),
		stranger: await member('Lê Văn Hòa', 'representative', strangerOrganisationId)
	};
}

export async function draft(world: ApplicationWorld): Promise<string> {
	const { call, organisationId } = world;
	return must(
		await createApplication(world.editor, { callCode: call.code, lotId: undefined, organisationId })
	).id;
}

/** A draft that could be submitted as it is. */
export async function wholeDraft(world: ApplicationWorld): Promise<string> {
	const id = await draft(world);
	await fillDossier(world.editor, id, MAP_DOCUMENTS);
	return id;
}

export const ALL_DECLARED = [0, 1, 2];

export async function versionOf(world: World, id: string): Promise<number> {
	const row = await world.app.db.read.applications.find(id);
	if (row === undefined) throw new Error('no such application');
	return row.version;
}

export async function submitted(world: ApplicationWorld): Promise<string> {
	const id = await wholeDraft(world);
	must(
		await submitApplication(world.representative, {
			id,
			version: await versionOf(world, id),
			declarations: ALL_DECLARED
		})
	);
	return id;
}

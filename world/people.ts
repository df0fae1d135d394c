import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import { enrolPerson } from '#lib/server/app/identity/enrol-person.ts';
import type { Enrolment } from '#lib/server/app/identity/enrol-person.ts';
import { createOrganisation } from '#lib/server/app/organisations/create-organisation.ts';
import { proveOrganisation } from '#lib/server/app/organisations/prove-organisation.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { claimantOf } from './claims.ts';
import { done, found } from './demonstration.ts';
import type { Demonstration } from './demonstration.ts';

interface SomePerson {
	readonly fullName: string;
	readonly title: string;
	readonly email: string;
	readonly phone?: string;
}

interface People {
	readonly staff: readonly (SomePerson & {
		readonly key: string;
		readonly employer?: string;
		readonly grants?: readonly Role[];
		/** Keys of the programmes that the grants are for; absent: all of them. */
		readonly programmes?: readonly string[];
	})[];
	readonly signIns: readonly { readonly key: string; readonly role: string }[];
}

interface SomeOrganisation {
	readonly key: string;
	readonly profile: { readonly name: string; readonly taxCode: string };
	readonly representative: SomePerson;
	readonly editor: SomePerson;
}

async function read(name: string): Promise<unknown> {
	return JSON.parse(await readFile(path.join(import.meta.dirname, name), 'utf8'));
}

const readPeople = async (): Promise<People> => (await read('people.json')) as People;
export const readOrganisations = async (): Promise<readonly SomeOrganisation[]> =>
	(await read('organisations.json')) as readonly SomeOrganisation[];

/** Everybody with an account, and the organisations that they act for. */
export async function settlePeople(world: Demonstration): Promise<void> {
	const password = await world.password();
	const enrol = async (key: string, person: SomePerson, more: Partial<Enrolment>): Promise<void> => {
		const { fullName, title, email, phone = '' } = person;
		const made = await enrolPerson(world.system, {
			fullName,
			title,
			email,
			phone,
			password,
			demonstration: true,
			...more
		});
		world.known.accounts.set(key, done(made));
	};
	const { staff } = await readPeople();
	for (const person of staff) {
		const scopes: readonly GrantScope[] = person.programmes?.map((id) => ({ type: 'programme', id })) ?? [
			{ type: 'all' }
		];
		const grants = (person.grants ?? []).flatMap((role) => scopes.map((scope) => ({ role, scope })));
		await enrol(person.key, person, { grants, employerText: person.employer ?? 'Sở Khoa học và Công nghệ' });
	}
	for (const { key, profile, representative, editor } of await readOrganisations()) {
		await enrol(`${key}.rep`, representative, { employerText: profile.name });
		const ctx = await world.as(`${key}.rep`);
		const { id, session } = done(await createOrganisation(ctx, done(parseOrganisation(profile))));
		// The page would hand it to the browser; nobody sits at one here.
		await world.app.sessions.end(session.token);
		world.known.organisations.set(key, { id, name: profile.name });
		await prove(world, id, profile.taxCode);
		const scope = { type: 'organisation', id } as const;
		await enrol(`${key}.editor`, editor, { employerText: profile.name, grants: [{ role: 'editor', scope }] });
	}
}

/** The enterprise support officer has looked it up in the business register. */
async function prove(world: Demonstration, organisationId: string, taxCode: string): Promise<void> {
	const officer = await world.as('enterprise');
	const on = vietnamDateOf(await world.app.db.read.clock.now());
	const proof = { basis: 'register', kind: 'business', number: taxCode, on } as const;
	done(await proveOrganisation(officer, { organisationId, version: 1, proof }));
}

export interface SignInRow {
	readonly role: string;
	readonly name: string;
	readonly email: string;
}

/** One account of each role, with something to do. */
export async function signInRows(): Promise<SignInRow[]> {
	const { staff, signIns } = await readPeople();
	const organisations = await readOrganisations();
	return signIns.map(({ key, role }) => {
		const [organisation = '', side = ''] = key.split('.');
		const firm = organisations.find((one) => one.key === organisation) ?? claimantOf(organisation);
		const ofFirm =
			firm !== undefined && side === 'editor' && 'editor' in firm ? firm.editor : firm?.representative;
		const person = found(firm === undefined ? staff.find((one) => one.key === key) : ofFirm, `person ${key}`);
		const firmName = firm === undefined ? '' : ` (${firm.profile.name})`;
		const title =
			firm === undefined && person.title.length <= 8 && person.title !== '' ? `${person.title} ` : '';
		return { role, name: `${title}${person.fullName}${firmName}`, email: person.email };
	});
}

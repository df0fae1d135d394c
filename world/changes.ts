import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { editOrganisation } from '#lib/server/app/organisations/edit-organisation.ts';
import { listOwnOrganisations } from '#lib/server/app/organisations/read-organisations.ts';
import { certify } from './claims.ts';
import { done } from './demonstration.ts';
import type { Demonstration, Happening } from './demonstration.ts';
import { readOrganisations } from './people.ts';

/** A firm with dossiers under way, whose registration has changed. */
const RENAMED = { key: 'dn2', name: 'Công ty CP Cao su và Năng lượng Đức Cơ Xanh', daysBefore: 3 };

/** A change of name that the office has yet to rule on. */
export function waitingChange(world: Demonstration): Happening {
	const { daysBefore, name } = RENAMED;
	return { daysBefore, hour: 14, what: `đề nghị đổi tên: ${name}`, run: () => rename(world) };
}

/** Asks the office for the new name, and brings the certificate of it. */
async function rename(world: Demonstration): Promise<void> {
	const { key, name, daysBefore } = RENAMED;
	const as = await world.as(`${key}.rep`);
	const [own] = done(await listOwnOrganisations(as));
	const known = (await readOrganisations()).find((one) => one.key === key);
	if (own === undefined || known === undefined)
		throw new Error(`${key} is no organisation with a representative`);
	const profile = done(parseOrganisation({ ...known.profile, name }));
	done(await editOrganisation(as, { id: own.id, version: own.version, profile }));
	await certify(world, { key, name, taxCode: own.taxCode, repName: own.repName, daysBefore });
}

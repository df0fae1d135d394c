import { ROLES } from '#lib/domain/access/actor.ts';
import type { Role } from '#lib/domain/access/actor.ts';
import { COUNCIL_ROLES } from '#lib/domain/councils/council-role.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { Context } from '../use-case.ts';

/** Of every demonstration account; printed by the start and shown at the door, so it protects nothing but made-up data. */
export const DEMONSTRATION_PASSWORD = 'chuan-trinh-dien-996';

/** One account to try a role with. */
export interface DemonstrationSignIn {
	readonly role: Role | CouncilRole;
	readonly email: string;
}

/**
 * One demonstration account of each role, in the order of the house. Nobody is listed but on the embedded database,
 * whoever is in it: elsewhere such an account has no business at the door.
 */
export async function listDemonstrationSignIns(ctx: Context): Promise<readonly DemonstrationSignIn[]> {
	const { config, db } = ctx.app;
	if (!config.embedded || config.production) return [];
	const accounts = await db.read.identity.demonstrationAccounts();
	return [...ROLES, ...COUNCIL_ROLES].flatMap((role) => {
		const holder = accounts.find(({ roles }) => roles.includes(role));
		return holder === undefined ? [] : [{ role, email: holder.email }];
	});
}

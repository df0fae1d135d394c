import type { PersonReader } from '../mail/letter.ts';
import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import { grantChanged } from '../mail/letters/roles.ts';
import { readerOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { PersonDetail } from './ports.ts';

export interface ChangedGrant {
	/** Of the grant, so that its beginning and its end are two letters, each once. */
	readonly key: string;
	readonly person: PersonDetail;
	readonly role: Role;
	readonly scope: GrantScope;
	readonly ended: boolean;
	readonly validFrom?: Date;
	readonly validTo?: Date | null;
	/** Names of the administrators who did it; nobody: a command on the machine. */
	readonly by: readonly string[];
	/** Told besides, as the remaining administrator of a command on the machine. */
	readonly also?: readonly PersonReader[];
}

/** The holder, the directors and the auditors are told of a role that signs or administers, once each. */
export async function mailGrant(ctx: Context, tx: Tx, grant: ChangedGrant): Promise<void> {
	const holder = { ...grant, holder: grant.person.fullName };
	const key = `grant-${grant.ended ? 'ended' : 'begun'}:${grant.key}`;
	const others = [...(await tx.identity.readersOfRoles(['director', 'auditor'])), ...(grant.also ?? [])];
	await tell(ctx, tx, { to: readerOf(grant.person), key, letter: grantChanged(holder, true) });
	await tell(ctx, tx, {
		to: others.filter(({ personId }) => personId !== grant.person.id),
		key,
		letter: grantChanged(holder, false)
	});
}

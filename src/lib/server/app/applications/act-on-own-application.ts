import type { VerbName } from '#lib/domain/generated/names.ts';
import type { Action } from '#lib/domain/access/policy.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditNote, Context } from '../use-case.ts';
import { caseOf, subjectOf } from '../cases/applications/application-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';

/** The application as it was shown to whoever acts. */
export interface SeenApplication {
	readonly id: string;
	readonly version: number;
}

export interface OwnAct {
	readonly tx: Tx;
	readonly note: (note: AuditNote) => void;
	/** Locked; its version is still to be compared with the one that was seen. */
	readonly of: ApplicationCase;
	/** The database's time, read once. */
	readonly now: Date;
	readonly person: Person;
}

/**
 * One act of its own side on an application: its row is locked, the action asked of the permission table.
 * Refusals: `sign_in_needed`, `not_found` (also for another's), and those of `run`.
 */
export async function actOnOwnApplication(
	ctx: Context,
	verb: VerbName,
	action: Action,
	id: string,
	run: (act: OwnAct) => Promise<Result<true>>
): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(id)) return refuse('not_found');
	return transact(ctx, verb, { type: 'application', id }, async ({ tx, permit, note }) => {
		const now = await tx.clock.now();
		const application = await tx.applications.lock(id);
		if (application === undefined) return refuse('not_found');
		const of = await caseOf(tx, application);
		const allowed = permit(action, subjectOf(of));
		if (!allowed.ok) return allowed;
		return run({ tx, note, of, now, person: person.value });
	});
}

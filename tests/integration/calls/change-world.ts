import { calendarDate } from '../../../src/lib/domain/shared/period.ts';
import type { CallRow } from '../../../src/lib/server/app/calls/ports.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { openApplicationWorld } from '../applications/application-world.ts';
import type { ApplicationWorld } from '../applications/application-world.ts';
import { contextOf, insertPerson } from '../intake/world.ts';

export interface ChangeWorld extends ApplicationWorld {
	readonly officer: Context;
	/** An officer of another programme. */
	readonly elsewhere: Context;
}

/** The call that is open for a day, with the officer who runs it. */
export async function openChangeWorld(): Promise<ChangeWorld> {
	const world = await openApplicationWorld();
	const of = async (name: string, role: string, scopeId: string) =>
		contextOf(
			world,
			await insertPerson(world, name, { grants: [{ role, scopeType: 'programme', scopeId }] })
		);
	return {
		...world,
		officer: await of('Siu Thảo Vy', 'measurement_officer', 'MAP'),
		elsewhere: await of('Rơ Châm Hạnh', 'science_officer', 'TASK')
	};
}

export const DECISION = {
	reason: 'Mất điện diện rộng sau bão số 13',
	number: '125/QĐ-SKHCN',
	on: calendarDate('2026-11-20')
};

export async function callOf(world: ChangeWorld): Promise<CallRow> {
	const call = await world.app.db.read.calls.find(world.call.id);
	if (call === undefined) throw new Error('no call');
	return call;
}

/** Letters about changes of the call: to whom, in which words. */
export async function lettersOf(world: ChangeWorld) {
	const { rows } = await world.database.owner.query<{
		recipient: string;
		subject: string;
		body: string;
		application_id: string | null;
	}>(
		`SELECT recipient, subject, body, application_id FROM mail_message WHERE idempotency_key LIKE 'call-changed:%' ORDER BY recipient`
	);
	return rows;
}

export async function lastEntry(world: ChangeWorld): Promise<unknown> {
	const { rows } = await world.database.owner.query<Record<string, unknown>>(
		`SELECT e.action, e.outcome, e.refusal, e.object_id, d.content FROM audit_entry e
		 LEFT JOIN audit_detail d ON d.entry_id = e.id ORDER BY e.at DESC, e.id DESC LIMIT 1`
	);
	return rows[0];
}

/** The open pieces of work about a dossier, with when they are due. */
export async function workOn(world: ChangeWorld, id: string) {
	const { rows } = await world.database.owner.query<{ kind: string; due: Date | null; until: Date | null }>(
		'SELECT kind, due, until FROM work_item WHERE subject_id = $1 AND closed_at IS NULL ORDER BY kind',
		[id]
	);
	return rows;
}

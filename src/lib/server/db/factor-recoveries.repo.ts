import { RECOVERY_STATES } from '#lib/domain/access/factor-recovery.ts';
import type { RecoveryQueries, RecoveryRow } from '#lib/server/app/identity/factor-ports.ts';
import type { Connection } from './connection.ts';

type Stored = Omit<RecoveryRow, 'state'> & { readonly state: string };

function toRecovery({ state, ...row }: Stored): RecoveryRow {
	const known = RECOVERY_STATES.find((one) => one === state);
	if (known === undefined) throw new Error(`factor_recovery.state holds ${state}`);
	return { ...row, state: known };
}

export function recoveryQueries(db: Connection): RecoveryQueries {
	return {
		async addRecovery({ id, personId, askedBy, reason }) {
			await db.$executeRaw`
				INSERT INTO factor_recovery (id, person_id, asked_by, asked_at, reason, state)
				VALUES (${id}::uuid, ${personId}::uuid, ${askedBy}::uuid, app_now(), ${reason}, 'asked')`;
		},
		async addTerminalRecovery({ id, personId, reason }) {
			await db.$executeRaw`
				INSERT INTO factor_recovery (id, person_id, asked_at, reason, state, ended_at)
				VALUES (${id}::uuid, ${personId}::uuid, app_now(), ${reason}, 'done', app_now())`;
		},
		async openRecovery(personId) {
			const [row] = await db.$queryRaw<Stored[]>`
				SELECT r.id, r.person_id AS "personId", r.asked_by AS "askedBy", coalesce(p.full_name, '') AS "askerName",
				  r.asked_at AS "askedAt", r.reason, r.ready_at AS "readyAt", r.state
				FROM factor_recovery r LEFT JOIN person p ON p.id = r.asked_by
				WHERE r.person_id = ${personId}::uuid AND r.state IN ('asked', 'confirmed')`;
			return row === undefined ? undefined : toRecovery(row);
		},
		async confirmRecovery(id, { by, hours }) {
			const [row] = await db.$queryRaw<{ readyAt: Date }[]>`
				UPDATE factor_recovery SET state = 'confirmed', confirmed_by = ${by}::uuid, confirmed_at = app_now(),
				  ready_at = app_now() + make_interval(hours => ${hours}::int)
				WHERE id = ${id}::uuid AND state = 'asked' RETURNING ready_at AS "readyAt"`;
			return row?.readyAt;
		},
		async endRecovery(id, state) {
			const ended = await db.$executeRaw`
				UPDATE factor_recovery SET state = ${state}, ended_at = app_now()
				WHERE id = ${id}::uuid AND state IN ('asked', 'confirmed')`;
			return ended === 1;
		},
		async holdersAmong(personIds) {
			const [row] = await db.$queryRaw<{ count: bigint }[]>`
				SELECT count(DISTINCT a.person_id) AS count FROM account a JOIN second_factor f ON f.account_id = a.id
				WHERE a.person_id = ANY(${[...personIds]}::uuid[])`;
			return Number(row?.count ?? 0n);
		}
	};
}

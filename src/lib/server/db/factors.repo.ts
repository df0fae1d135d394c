import type { FactorRow, FactorsRepository } from '#lib/server/app/identity/factor-ports.ts';
import type { Connection } from './connection.ts';
import { recoveryQueries } from './factor-recoveries.repo.ts';

type Stored = NonNullable<Awaited<ReturnType<Connection['secondFactor']['findUnique']>>>;

function toFactor(row: Stored): FactorRow {
	const { id, name, createdAt, usedAt, sealedSecret, credentialId, publicKey, synced, transports } = row;
	const base = { id, name, createdAt, usedAt };
	if (sealedSecret !== null) return { ...base, kind: 'totp', sealedSecret, lastStep: Number(row.lastStep) };
	if (credentialId === null || publicKey === null) throw new Error(`second_factor ${id} is of no kind`);
	const counter = Number(row.counter);
	return { ...base, kind: 'passkey', credentialId, publicKey, counter, synced, transports };
}

export function factorsRepository(db: Connection): FactorsRepository {
	return {
		...recoveryQueries(db),
		async ofAccount(accountId) {
			const rows = await db.secondFactor.findMany({
				where: { accountId },
				orderBy: [{ createdAt: 'asc' }, { id: 'asc' }]
			});
			return rows.map(toFactor);
		},
		async hold(accountId) {
			await db.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
		},
		async add(factor) {
			const { id, accountId, kind, name } = factor;
			const made =
				factor.kind === 'totp'
					? await db.$executeRaw`
						INSERT INTO second_factor (id, account_id, kind, name, created_at, used_at, sealed_secret, last_step)
						SELECT ${id}::uuid, ${accountId}::uuid, ${kind}, ${name}, n.at, n.at, ${factor.sealedSecret}, ${BigInt(factor.lastStep)}
						FROM (SELECT app_now() AS at) AS n`
					: await db.$executeRaw`
						INSERT INTO second_factor (id, account_id, kind, name, created_at, credential_id, public_key, counter, synced, transports)
						VALUES (${id}::uuid, ${accountId}::uuid, ${kind}, ${name}, app_now(), ${factor.credentialId}, ${Buffer.from(factor.publicKey)},
						  ${BigInt(factor.counter)}, ${factor.synced}, ${[...factor.transports]})
						ON CONFLICT (credential_id) DO NOTHING`;
			return made === 1;
		},
		async rename(accountId, id, name) {
			const { count } = await db.secondFactor.updateMany({ where: { accountId, id }, data: { name } });
			return count === 1;
		},
		async remove(accountId, id) {
			const row = await db.secondFactor.findFirst({ where: { accountId, id } });
			if (row === null) return undefined;
			const { count } = await db.secondFactor.deleteMany({ where: { accountId, id } });
			const { kind, name } = toFactor(row);
			return count === 1 ? { kind, name } : undefined;
		},
		async removeAll(accountId) {
			await db.recoveryCode.deleteMany({ where: { accountId } });
			return (await db.secondFactor.deleteMany({ where: { accountId } })).count;
		},
		async useStep(id, step) {
			const used = await db.$executeRaw`
				UPDATE second_factor SET last_step = ${BigInt(step)}, used_at = app_now() WHERE id = ${id}::uuid AND last_step < ${BigInt(step)}`;
			return used === 1;
		},
		async useCounter(id, counter) {
			await db.$executeRaw`
				UPDATE second_factor SET counter = ${BigInt(counter)}, used_at = app_now() WHERE id = ${id}::uuid`;
		},
		async setRecoveryCodes(accountId, marks) {
			await db.recoveryCode.deleteMany({ where: { accountId } });
			await db.recoveryCode.createMany({ data: marks.map((codeMark) => ({ accountId, codeMark })) });
		},
		recoveryCodesLeft: (accountId) => db.recoveryCode.count({ where: { accountId, usedAt: null } }),
		async useRecoveryCode(accountId, marks) {
			const used = await db.$executeRaw`
				UPDATE recovery_code SET used_at = app_now()
				WHERE account_id = ${accountId}::uuid AND code_mark = ANY(${[...marks]}) AND used_at IS NULL`;
			return used === 1;
		},
		async addChallenge({ nonce, accountId, purpose, lifetimeSeconds }) {
			await db.$executeRaw`DELETE FROM factor_challenge WHERE account_id = ${accountId}::uuid AND expires_at <= app_now()`;
			await db.$executeRaw`
				INSERT INTO factor_challenge (nonce, account_id, purpose, expires_at)
				VALUES (${nonce}, ${accountId}::uuid, ${purpose}, app_now() + make_interval(secs => ${lifetimeSeconds}))`;
		},
		async useChallenge(accountId, nonce, purpose) {
			const used = await db.$executeRaw`
				DELETE FROM factor_challenge
				WHERE nonce = ${nonce} AND account_id = ${accountId}::uuid AND purpose = ${purpose} AND expires_at > app_now()`;
			return used === 1;
		},
		async recordAct(act) {
			await db.$executeRaw`
				INSERT INTO act_confirmation (id, at, person_id, verb, object_type, object_id, request_id, means, figures, figures_hash,
				  device_committed, nonce, credential_id, assertion)
				VALUES (${act.id}::uuid, app_now(), ${act.personId}::uuid, ${act.verb}, ${act.objectType}, ${act.objectId}, ${act.requestId},
				  ${act.means}, ${act.figures}, ${act.figuresHash}, ${act.deviceCommitted}, ${act.nonce ?? null}, ${act.credentialId ?? null},
				  ${act.assertion ?? null}::jsonb)`;
		},
		async passkeyLimit(key) {
			const [row] = await db.$queryRaw<
				{ amount: bigint | null }[]
			>`SELECT passkey_limit_of(${key}) AS amount`;
			return row?.amount ?? undefined;
		},
		async strengthenSession(idHash, strength) {
			await db.session.updateMany({ where: { id: idHash }, data: { strength } });
		}
	};
}

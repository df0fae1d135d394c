import type { IntakeRepository } from '#lib/server/app/intake/ports.ts';
import type { Connection } from './connection.ts';

type TypedMethods = 'typed' | 'holdTyped' | 'saveTyped' | 'clearTyped';

interface TypedRow {
	readonly version: number;
	readonly content: Readonly<Record<string, string>>;
	readonly updatedAt: Date;
}

/** The part of the intake repository that keeps what is typed before it is saved. */
export function typedFindingsRepository(db: Connection): Pick<IntakeRepository, TypedMethods> {
	return {
		async typed(applicationId, part) {
			const [row] = await db.$queryRaw<TypedRow[]>`
				SELECT version, content, updated_at AS "updatedAt" FROM typed_findings
				WHERE application_id = ${applicationId}::uuid AND part = ${part}`;
			return row;
		},

		async holdTyped(applicationId, part) {
			await db.$executeRaw`
				INSERT INTO typed_findings (application_id, part, updated_at) VALUES (${applicationId}::uuid, ${part}, app_now())
				ON CONFLICT DO NOTHING`;
			const [row] = await db.$queryRaw<TypedRow[]>`
				SELECT version, content, updated_at AS "updatedAt" FROM typed_findings
				WHERE application_id = ${applicationId}::uuid AND part = ${part} FOR UPDATE`;
			if (row === undefined) throw new Error(`no typed findings of ${applicationId}`);
			return row;
		},

		async saveTyped(applicationId, part, { version, content }) {
			const [row] = await db.$queryRaw<{ at: Date }[]>`
				UPDATE typed_findings SET version = ${version}::int, content = ${JSON.stringify(content)}::jsonb, updated_at = app_now()
				WHERE application_id = ${applicationId}::uuid AND part = ${part} RETURNING updated_at AS at`;
			if (row === undefined) throw new Error(`no typed findings of ${applicationId}`);
			return row.at;
		},

		async clearTyped(applicationId, part) {
			await db.$executeRaw`
				UPDATE typed_findings SET version = version + 1, content = '{}', updated_at = app_now()
				WHERE application_id = ${applicationId}::uuid AND part = ${part} AND content <> '{}'`;
		}
	};
}

import type { Ties } from '#lib/domain/access/actor.ts';
import type { Scope } from '#lib/domain/access/policy.ts';
import type { TaskKind } from '#lib/server/app/tasks/ports.ts';
import { Prisma } from './generated/client.ts';

const EMPTY = Prisma.sql`''::text`;
const NEVER = Prisma.sql`NULL::timestamptz`;

/** The columns of a task, in the one order that lets all of them be united. */
export function taskColumns(
	kind: TaskKind,
	columns: {
		readonly target: Prisma.Sql;
		readonly part?: Prisma.Sql;
		readonly code?: Prisma.Sql;
		readonly titleVi?: Prisma.Sql;
		readonly titleEn?: Prisma.Sql;
		readonly count?: Prisma.Sql;
		readonly due?: Prisma.Sql;
		readonly since?: Prisma.Sql;
	}
): Prisma.Sql {
	const { target, part = EMPTY, code = EMPTY, titleVi = EMPTY, titleEn = EMPTY } = columns;
	const { count = Prisma.sql`1`, due = NEVER, since = NEVER } = columns;
	return Prisma.sql`${kind}::text AS kind, (${target})::text AS target, (${part})::text AS part, ${code} AS code,
		${titleVi} AS "titleVi", ${titleEn} AS "titleEn", (${count})::int AS count, ${due} AS due, ${since} AS since`;
}

/** Calls (alias c) that a scope covers. */
export function callsWithin({ all, programmes, callIds }: Scope): Prisma.Sql {
	return Prisma.sql`(${all}::boolean OR c.programme = ANY(${[...programmes]}::text[]) OR c.id = ANY(${[...callIds]}::uuid[]))`;
}

/** Organisations (alias o) that the person is not tied to. */
export function notTiedOrganisation({ organisationIds }: Ties): Prisma.Sql {
	return Prisma.sql`o.id <> ALL(${[...organisationIds]}::uuid[])`;
}

/** Applications (alias a) whose organisation the person is not tied to, in their call. */
export function notTiedTo({ organisationIds, inCalls }: Ties): Prisma.Sql {
	const pairs = inCalls.map(({ organisationId, callId }) => `${organisationId} ${callId}`);
	const elsewhere =
		pairs.length === 0
			? Prisma.empty
			: Prisma.sql` AND (a.organisation_id::text || ' ' || a.call_id::text) <> ALL(${pairs}::text[])`;
	return Prisma.sql`(a.organisation_id <> ALL(${[...organisationIds]}::uuid[])${elsewhere})`;
}

import { sealsDossiers } from './flow-columns.ts';
import { Prisma } from './generated/client.ts';

/**
 * Whether a dossier is sealed: the twin of `dossierSealed` in domain/intake/sealed.ts, over application `a`, its call
 * `k` and the call's definition `d`.
 */
export function sealedDossier(): Prisma.Sql {
	return Prisma.sql`(a.code IS NULL OR a.state = 'draft'
		OR (${sealsDossiers} AND k.state IN ('draft', 'published', 'cancelled')))`;
}

/** The same of a dossier known by its id. What is not known any more counts as sealed. */
export function sealedById(id: Prisma.Sql): Prisma.Sql {
	return Prisma.sql`coalesce((SELECT ${sealedDossier()} FROM application a JOIN call k ON k.id = a.call_id
		JOIN programme_definition d ON d.id = k.definition_id WHERE a.id = ${id}), true)`;
}

import { scopeOf } from '#lib/domain/access/policy.ts';
import { GIA_LAI_COMMUNES } from '#lib/domain/places/gia-lai-communes.ts';
import { PROVINCES } from '#lib/domain/places/provinces.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { StoredDefinition } from './ports.ts';

/** Marks "still to be checked against the signed text" in a definition, wherever they stand. */
function toVerify({ document }: StoredDefinition): number {
	const rules = Object.values(document.ruleSet.parameters).flat();
	return [...rules, ...document.conditions, ...document.legalBasis].filter(({ verify }) => verify === true)
		.length;
}

/** Every stored version of the programmes, the newest of each first. */
export async function listDefinitions(ctx: Context) {
	return ask(ctx, 'definition.read', {}, async (read) => {
		const scope = scopeOf(ctx.actor, 'definition.read');
		const stored = await read.definitions.list();
		return ok(
			stored
				.filter(({ key }) => scope.all || scope.programmes.includes(key))
				.map((row) => ({
					id: row.id,
					key: row.key,
					version: row.version,
					frozenAt: row.frozenAt,
					createdAt: row.createdAt,
					title: row.document.title,
					sections: row.document.sections.length,
					documents: row.document.dossier.length,
					toVerify: toVerify(row)
				}))
		);
	});
}

/** One version, to be looked at as an applicant and as a committee would. Refuses `not_found`. */
export async function readDefinition(ctx: Context, id: string) {
	const stored = isUuid(id) ? await ctx.app.db.read.definitions.find(id) : undefined;
	if (stored === undefined) return refuse('not_found');
	return ask(ctx, 'definition.read', { programme: stored.key }, async (read) => {
		const today = vietnamDateOf(await read.clock.now());
		const { document, ...row } = stored;
		return ok({
			...row,
			document,
			today,
			rules: rulesOn(document.ruleSet, today),
			toVerify: toVerify(stored),
			places: { communes: GIA_LAI_COMMUNES, provinces: PROVINCES }
		});
	});
}

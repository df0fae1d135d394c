import { flowOf } from '#lib/domain/flow/flow.ts';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import { parseDefinition } from '#lib/contracts/definitions/parse-definition.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/**
 * Stores a version of a programme definition once it passes its contract. The same document again is no change.
 * Refuses every problem of the document at once (`definition_invalid` and its causes), `approval_chain_unknown` {name}
 * (the office has no chain of this name in force).
 */
export async function storeDefinition(
	ctx: Context,
	json: JsonValue
): Promise<Result<{ readonly id: string }>> {
	return transact(ctx, 'store_definition', { type: 'definition', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('call.manage');
		if (!allowed.ok) return allowed;
		const parsed = parseDefinition(json);
		if (!parsed.ok) return parsed;
		const { key, version, schemaVersion } = parsed.value;
		const { chain } = flowOf(parsed.value);
		if (chain !== null && (await tx.chains.inForce(chain)) === undefined)
			return refuse('approval_chain_unknown', { field: 'workflow.chain', params: { name: chain } });
		const hash = ctx.app.ids.sha256(canonicalJson(json));
		const latest = await tx.definitions.latest(key);
		if (latest?.hash === hash) {
			note({ objectId: latest.id });
			return ok({ id: latest.id });
		}
		const id = ctx.app.ids.v7();
		await tx.definitions.insert({ id, key, version, schemaVersion, json, hash });
		note({ objectId: id, after: { key, version, hash } });
		return ok({ id });
	});
}

import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { loadCouncil } from '../cases/councils/load-council.ts';
import type { DeclarationRow, MemberRow } from './ports.ts';
import { withheldFrom } from '../cases/councils/recused-reader.ts';

export interface CouncilDeclarations {
	readonly council: { readonly id: string; readonly name: string };
	readonly call: { readonly code: string };
	readonly members: readonly (Pick<MemberRow, 'memberId' | 'name' | 'role' | 'undertakingAt'> & {
		readonly declarations: readonly (Omit<DeclarationRow, 'memberId' | 'ruledBy'> & {
			readonly code: string;
			readonly ruledBy: string;
		})[];
	})[];
}

/**
 * Undertakings, conflict declarations and rulings of a council, for chair, secretaries and the inspector: they tell of
 * families and firms, and are for nobody else (Luật 91/2025/QH15). What the reader is recused from is left out.
 */
export async function readDeclarations(
	ctx: Context,
	councilId: string
): Promise<Result<CouncilDeclarations>> {
	const { read } = ctx.app.db;
	const loaded = await loadCouncil(read, councilId);
	if (!loaded.ok) return loaded;
	const { council, call, subject } = loaded.value;
	return ask(ctx, 'declaration.read', subject, async () => {
		const withheld = await withheldFrom(ctx, read, { callId: call.id });
		const [members, cases, all] = await Promise.all([
			read.councils.members(council.id),
			read.councils.cases(council.id),
			read.councils.declarations(council.id)
		]);
		const declarations = all.filter(({ applicationId }) => !withheld.has(applicationId));
		const rulers = declarations.flatMap(({ ruledBy }) => (ruledBy === null ? [] : [ruledBy]));
		const names = await read.identity.namesOf(rulers);
		const codes = new Map(cases.map(({ applicationId, code }) => [applicationId, code]));
		return ok({
			council: { id: council.id, name: council.name },
			call: { code: call.code },
			members: members.map(({ memberId, name, role, undertakingAt }) => ({
				memberId,
				name,
				role,
				undertakingAt,
				declarations: declarations
					.filter((row) => row.memberId === memberId)
					.map(({ memberId: _member, ruledBy, ...row }) => ({
						...row,
						code: codes.get(row.applicationId) ?? '',
						ruledBy: ruledBy === null ? '' : (names.get(ruledBy) ?? '')
					}))
					.sort((a, b) => (a.code < b.code ? -1 : 1))
			}))
		});
	});
}

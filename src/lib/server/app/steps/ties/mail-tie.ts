import { tieFound, tieRuled, tieRulerMissing } from '../../mail/letters/ties.ts';
import { personToTell } from '../../mail/readers.ts';
import { tell } from '../../mail/tell.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';
import type { FindingRow } from '../../ties/ports.ts';

/**
 * Everybody who may rule is told that something waits. Where nobody may, as with the only director's own tie, the
 * administrators are told whom to appoint.
 */
export async function mailTieFound(ctx: Context, tx: Tx, finding: FindingRow): Promise<void> {
	const rulers = await tx.ties.rulersOf(finding);
	if (rulers.length === 0) await mailRulerMissing(ctx, tx, finding);
	const { council, id } = finding;
	const letter = tieFound({ council, path: `/quan-he/${id}` });
	await tell(ctx, tx, { to: rulers, key: `tie-found:${id}`, letter });
}

async function mailRulerMissing(ctx: Context, tx: Tx, finding: FindingRow): Promise<void> {
	const others = (await tx.identity.administrators()).filter((id) => id !== finding.personId);
	const readers = await Promise.all(others.map((id) => personToTell(tx, id)));
	await tell(ctx, tx, {
		to: readers.flat(),
		key: `tie-ruler-missing:${finding.id}`,
		letter: tieRulerMissing({ person: finding.person, path: '/quan-tri/nguoi-dung' })
	});
}

/** The person whose tie it is learns the ruling. */
export async function mailTieRuled(
	ctx: Context,
	tx: Tx,
	finding: FindingRow,
	ruled: { readonly excluded: boolean; readonly reason: string }
): Promise<void> {
	const { id, personId, organisation, invitationId } = finding;
	await tell(ctx, tx, {
		to: await personToTell(tx, personId),
		key: `tie-ruled:${id}`,
		letter: tieRuled({ organisation, ...ruled, path: `/loi-moi/${invitationId}` })
	});
}

import {
	assessConflict,
	checkDeclaration,
	CONFLICT_GROUNDS
} from '#lib/domain/access/conflict-of-interest.ts';
import type { ConflictGround, ConflictStatus, Detection } from '#lib/domain/access/conflict-of-interest.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { readCouncilRecord } from '../cases/councils/council-standing.ts';
import type { CouncilRecord } from '../cases/councils/council-standing.ts';
import { mailRuler } from './mail-council.ts';
import { loadCouncil } from '../cases/councils/load-council.ts';
import type { DeclarationRow, MemberRow } from './ports.ts';
import { seatAmong } from '../cases/councils/seat-of.ts';

/** Longest words of a declaration, characters. */
const NOTE_LIMIT = 2000;

export interface DeclarationInput {
	readonly applicationId: string;
	/** `none`: nothing to declare. Whether a declared ground blocks follows from the ground. */
	readonly kind: 'none' | 'declared' | 'blocking';
	readonly ground: string;
	readonly note: string;
}

export interface DeclaredOutcome {
	readonly applicationId: string;
	readonly status: ConflictStatus;
}

/**
 * A member's declarations on applications of a council, made or changed until the session on the lot opens. What the
 * records show binds: `none` over a sure finding is refused, and a namesake goes to the chair whatever is said.
 * Refuses `declarations_wrong` with every cause at `<applicationId>.ground` or `.note` (`conflict_ground_unknown`,
 * `conflict_note_missing`, `conflict_not_withdrawable`, `conflict_detected` {ground}, `text_too_long`),
 * `council_not_seated`, `not_found`.
 */
export async function declareConflicts(
	ctx: Context,
	input: { readonly councilId: string; readonly declarations: readonly DeclarationInput[] }
): Promise<Result<readonly DeclaredOutcome[]>> {
	const object: AuditedObject = { type: 'council', id: input.councilId };
	return transact(ctx, 'declare_conflicts', object, async ({ tx, permit, note }) => {
		const loaded = await loadCouncil(tx, input.councilId);
		if (!loaded.ok) return loaded;
		const allowed = permit('conflict.declare', loaded.value.subject);
		if (!allowed.ok) return allowed;
		// A declaration and the opening of a session by the same council do not overtake each other.
		await tx.councils.lock(input.councilId);
		const record = await readCouncilRecord(tx, input.councilId);
		if (record === undefined) return refuse('not_found');
		const seat = seatAmong(ctx, record.members);
		if (!seat.ok) return seat;
		if (record.council.state !== 'seated') return refuse('council_not_seated');
		const ids = input.declarations.map(({ applicationId }) => applicationId);
		const known = ids.every((id) => record.cases.some(({ applicationId }) => applicationId === id));
		if (!known || new Set(ids).size !== ids.length) return refuse('not_found');

		const now = await tx.clock.now();
		const causes: Refusal[] = [];
		const rows: NewDeclaration[] = [];
		for (const said of input.declarations) {
			const read = readDeclaration(record, seat.value, said);
			if (read.ok) rows.push({ ...read.value, id: ctx.app.ids.v4(), declaredAt: now });
			else causes.push(read.refusal);
		}
		if (causes.length > 0) return refuse('declarations_wrong', { causes });
		const before = record.declarations.filter(({ memberId }) => memberId === seat.value.memberId);
		await tx.councils.saveDeclarations(rows);
		await mailRuler(ctx, tx, record, seat.value, newlyDeclared(rows, before));
		const told = ({
			applicationId,
			kind,
			ground
		}: Pick<NewDeclaration, 'applicationId' | 'kind' | 'ground'>) => ({
			applicationId,
			kind,
			ground
		});
		note({
			before: before.filter(({ applicationId }) => ids.includes(applicationId)).map(told),
			after: rows.map(told)
		});
		return ok(rows.map(({ applicationId, status }) => ({ applicationId, status })));
	});
}

type NewDeclaration = Omit<DeclarationRow, 'ruling' | 'rulingNote' | 'ruledBy' | 'ruledAt'> & {
	readonly status: ConflictStatus;
};

/** One declaration as it is kept: its kind is what the core makes of it together with what was found. */
function readDeclaration(
	record: CouncilRecord,
	member: MemberRow,
	said: DeclarationInput
): Result<Omit<NewDeclaration, 'id' | 'declaredAt'>> {
	const { applicationId } = said;
	const at = (refusal: Refusal): Refusal => ({
		...refusal,
		field: `${applicationId}.${refusal.field ?? 'ground'}`
	});
	const lotId = record.cases.find((one) => one.applicationId === applicationId)?.lotId;
	const session = record.lots.find((lot) => lot.lotId === lotId)?.sessionState;
	const text = cleanText(said.note);
	if ([...text].length > NOTE_LIMIT) {
		return {
			ok: false,
			refusal: at({ code: 'text_too_long', field: 'note', params: { max: String(NOTE_LIMIT) } })
		};
	}
	const checked = checkDeclaration({
		ground: said.kind === 'none' ? null : said.ground,
		note: text,
		sessionOpened: session !== 'planned'
	});
	if (!checked.ok) return { ok: false, refusal: at(checked.refusal) };
	const { memberId } = member;
	const found = record.facts.detections.filter(
		(one) => one.memberId === memberId && one.applicationId === applicationId
	);
	const sure = found.find((one) => one.sure);
	if (checked.value === null && sure !== undefined) {
		return {
			ok: false,
			refusal: at({
				code: 'conflict_detected',
				params: { citation: CONFLICT_GROUNDS[sure.ground].citation }
			})
		};
	}
	const { status } = assessConflict(memberId, applicationId, {
		declarations: [{ memberId, applicationId, ground: checked.value }],
		detections: found,
		rulings: []
	});
	return ok({
		memberId,
		applicationId,
		...kept(status, checked.value, found),
		note: checked.value === null ? '' : text,
		status
	});
}

/** `detected` marks what the member did not say: a namesake over "nothing to declare". */
function kept(
	status: ConflictStatus,
	ground: ConflictGround | null,
	found: readonly Detection[]
): Pick<DeclarationRow, 'kind' | 'ground' | 'detected'> {
	if (status === 'none') return { kind: 'none', ground: '', detected: false };
	const kind = status === 'blocking' ? 'blocking' : 'declared';
	return { kind, ground: ground ?? found[0]?.ground ?? '', detected: ground === null };
}

/** What was not declared so before. */
function newlyDeclared(
	rows: readonly NewDeclaration[],
	before: readonly DeclarationRow[]
): readonly NewDeclaration[] {
	return rows.filter(
		(row) =>
			row.kind === 'declared' &&
			!before.some(
				(old) =>
					old.applicationId === row.applicationId &&
					old.kind === row.kind &&
					old.ground === row.ground &&
					old.note === row.note
			)
	);
}

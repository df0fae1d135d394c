import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import type { Signature } from '#lib/domain/papers/paper.ts';
import { rubricsOf } from '#lib/domain/flow/stage-council.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { LotRow } from '../../calls/ports.ts';
import { standingIn } from '../../cases/councils/council-standing.ts';
import type { CouncilRecord } from '../../cases/councils/council-standing.ts';
import type { CaseRow, CouncilLotRow, MemberRow } from '../../councils/ports.ts';
import type { Repositories } from '../../ports.ts';
import { letterheadAt } from '../letterhead.ts';
import { signatureAt } from '../signing.ts';

export { fullName } from '../session-parts.ts';

/** A council as its papers speak of it. */
export interface CouncilFacts {
	readonly record: CouncilRecord;
	readonly letterhead: Letterhead;
	/** The unit that handles the programme, in a sentence. */
	readonly unit: string;
	readonly signing: { readonly decision: Signature; readonly invitation: Signature };
	readonly at: Date;
}

/** One task before the council. */
export interface LotFacts {
	readonly lot: CouncilLotRow;
	readonly cases: readonly CaseRow[];
	/** Who judges it. */
	readonly members: readonly MemberRow[];
	readonly rubric: Rubric;
}

export async function councilPaperFacts(
	tx: Repositories,
	record: CouncilRecord,
	at: Date
): Promise<CouncilFacts> {
	return {
		record,
		letterhead: await letterheadAt(tx, at),
		unit: record.flow.stages[0]?.lead?.vi ?? '',
		signing: {
			decision: await signatureAt(tx, 'council_decision', at),
			invitation: await signatureAt(tx, 'invitation', at)
		},
		at
	};
}

/** Undefined of a task that is not before the council. */
export function lotFacts(
	record: CouncilRecord,
	lots: readonly LotRow[],
	lotId: string
): LotFacts | undefined {
	const lot = record.lots.find((one) => one.lotId === lotId);
	const variant = lots.find(({ id }) => id === lotId)?.variant;
	const rubric =
		variant === undefined ? undefined : rubricsOf(record.definition, record.council.stage)[variant];
	if (lot === undefined || rubric === undefined) return undefined;
	const { members, cases, recusedMemberIds } = standingIn(record, lotId);
	return {
		lot,
		cases,
		rubric,
		members: members.filter(({ memberId }) => !recusedMemberIds.includes(memberId))
	};
}

export const roleOf = ({ role }: Pick<MemberRow, 'role'>): string =>
	m.office_role({ role }, { locale: 'vi' });

export const votingOf = (members: readonly MemberRow[]): MemberRow[] =>
	members.filter(({ role }) => isVotingRole(role));

/** "nhiệm vụ GL-DL-03, …", or the call itself where it has one lot under its own code. */
export function lotInText({ lot }: Pick<LotFacts, 'lot'>, { record: { call } }: CouncilFacts): string {
	return lot.code === call.code
		? `đợt ${call.code}, ${call.title.vi}`
		: `nhiệm vụ ${lot.code}, ${lot.title.vi}, thuộc đợt ${call.code}`;
}

/** The council with the decision that established it; its number is left to the pen while it is not known. */
export function councilInText({ record: { council } }: CouncilFacts): string {
	const number = council.decisionNo === '' ? '……………………' : council.decisionNo;
	return `${council.name} (thành lập theo Quyết định số ${number})`;
}

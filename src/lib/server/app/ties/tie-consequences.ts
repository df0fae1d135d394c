import { assessQuorum } from '#lib/domain/councils/quorum.ts';
import { vacancies } from '#lib/domain/councils/composition.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { readCouncilRecord, standingIn } from '../cases/councils/council-standing.ts';
import type { CouncilRecord } from '../cases/councils/council-standing.ts';
import type { CouncilLotRow } from '../councils/ports.ts';
import type { Repositories } from '../ports.ts';
import type { FindingRow, OfficePart } from './ports.ts';

/** What a ruling "excluded" would change in one lot of the council. */
export interface LotConsequence {
	readonly lotId: string;
	readonly code: string;
	readonly title: Localized;
	readonly sessionState: CouncilLotRow['sessionState'];
	/** Applications that the member would no longer judge. */
	readonly applications: number;
	/** Frozen sheets of the member that would leave the count. */
	readonly submittedSheets: number;
	/** Present and needed, now and then; null where nobody's presence is recorded yet. */
	readonly quorum: {
		readonly before: { readonly present: number; readonly needed: number; readonly met: boolean };
		readonly after: { readonly present: number; readonly needed: number; readonly met: boolean };
	} | null;
	/** What the council would lack; a replacement comes first. */
	readonly vacancies: readonly Refusal[];
}

export type TieConsequences =
	| { readonly kind: 'seat'; readonly lots: readonly LotConsequence[] }
	/** Cases of the organisation that the person would no longer touch, with what they did; it stays as it is. */
	| { readonly kind: 'office'; readonly cases: readonly OfficePart[] };

/** What would change, shown before the ruling and kept with it. */
export async function consequencesOf(read: Repositories, finding: FindingRow): Promise<TieConsequences> {
	if (finding.part === 'office') {
		return { kind: 'office', cases: await read.ties.officeParts(finding.personId, finding.organisationId) };
	}
	const record = finding.councilId === null ? undefined : await readCouncilRecord(read, finding.councilId);
	if (record === undefined) return { kind: 'seat', lots: [] };
	const lots: LotConsequence[] = [];
	for (const lot of record.lots) {
		const concerned = record.cases.some(
			(one) => one.lotId === lot.lotId && one.organisationId === finding.organisationId
		);
		if (concerned && lot.sessionState !== 'closed') lots.push(await inLot(read, record, lot, finding));
	}
	return { kind: 'seat', lots };
}

async function inLot(
	read: Repositories,
	record: CouncilRecord,
	lot: CouncilLotRow,
	finding: FindingRow
): Promise<LotConsequence> {
	const { memberId, organisationId } = finding;
	const standing = standingIn(record, lot.lotId);
	const lost = standing.cases
		.filter((one) => record.recusalScope === 'lot' || one.organisationId === organisationId)
		.map(({ applicationId }) => applicationId);
	const whole = lost.length === standing.cases.length;
	const already = standing.recusedMemberIds;
	const recusedAfter = whole && memberId !== null ? [...new Set([...already, memberId])] : already;
	const sheets = await read.sheets.headers(record.council.id, lost);
	const session = await read.sessions.of({ lotId: lot.lotId, councilId: record.council.id });
	const attendance = session === undefined ? [] : await read.sessions.attendance(session.id);
	const assess = (recusedIds: readonly string[]) => {
		const { presentCount, needed, met } = assessQuorum({
			members: standing.members,
			recusedIds,
			attendance,
			rules: record.rules
		});
		return { present: presentCount, needed, met };
	};
	const left = standing.members.filter((member) => !recusedAfter.includes(member.memberId));
	return {
		lotId: lot.lotId,
		code: lot.code,
		title: lot.title,
		sessionState: lot.sessionState,
		applications: lost.length,
		submittedSheets: sheets.filter((sheet) => sheet.memberId === memberId && sheet.state === 'submitted')
			.length,
		quorum: attendance.length === 0 ? null : { before: assess(already), after: assess(recusedAfter) },
		vacancies: vacancies(left, record.rules)
	};
}

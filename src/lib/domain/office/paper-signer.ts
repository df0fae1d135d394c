import type { Signature } from '../papers/paper.ts';
import type { CalendarDate } from '../shared/period.ts';
import { because } from '../shared/result.ts';
import type { Refusal } from '../shared/result.ts';
import { standingOn } from './dated-rows.ts';
import type { DatedRow } from './dated-rows.ts';

/** The papers that the office signs; `every` stands for those without a signer of their own. */
export const SIGNED_PAPERS = [
	'every',
	'decision',
	'result_letter',
	'invalid_notice',
	'council_decision',
	'invitation'
] as const;
export type SignedPaper = (typeof SIGNED_PAPERS)[number];

/** NĐ 30/2020, Art. 13: the chief, a deputy for the chief (KT.), by order (TL.), by authority (TUQ.). */
export const SIGNING_MANNERS = ['chief', 'for_chief', 'by_order', 'authorised'] as const;
export type SigningManner = (typeof SIGNING_MANNERS)[number];

export interface PaperSigner {
	readonly paper: SignedPaper;
	readonly manner: SigningManner;
	/** Of the signer: "Phó Giám đốc". */
	readonly title: string;
	readonly fullName: string;
	/** The document by which it is done; '' where there is none. */
	readonly documentNo: string;
	readonly documentOn: CalendarDate | null;
	/** The last day of an authority, which is given for a time. */
	readonly lastDay: CalendarDate | null;
}

const CHIEF = 'GIÁM ĐỐC';

const ON_BEHALF: Readonly<Record<SigningManner, readonly string[]>> = {
	chief: [],
	for_chief: [`KT. ${CHIEF}`],
	by_order: [`TL. ${CHIEF}`],
	authorised: [`TUQ. ${CHIEF}`]
};

/** The block under a paper (Phụ lục I, mục II.7). */
export function signatureOf({
	manner,
	title,
	fullName
}: Pick<PaperSigner, 'manner' | 'title' | 'fullName'>): Signature {
	return { onBehalf: ON_BEHALF[manner], title: title.toLocaleUpperCase('vi'), hint: '', name: fullName };
}

/** The chief's block, with the name left to the pen: while nobody is named. */
export const UNNAMED_CHIEF: Signature = { onBehalf: [], title: CHIEF, hint: '', name: '' };

/** Who signs a paper of that day: its own signer, or else the one of every paper; an authority that is over counts no more. */
export function signerFor<Row extends PaperSigner & DatedRow>(
	rows: readonly Row[],
	paper: SignedPaper,
	day: CalendarDate
): Row | undefined {
	const of = (asked: SignedPaper): Row | undefined => {
		const row = standingOn(
			rows.filter((one) => one.paper === asked),
			day
		);
		return row === undefined || (row.lastDay !== null && row.lastDay < day) ? undefined : row;
	};
	return of(paper) ?? of('every');
}

/** What is wrong with how somebody is to sign. Twin of `paper_signer_delegation` in SQL. */
export function delegationProblems(
	{ manner, documentNo, documentOn, lastDay }: Omit<PaperSigner, 'paper' | 'title' | 'fullName'>,
	startsOn: CalendarDate
): Refusal[] {
	const delegated = manner === 'by_order' || manner === 'authorised';
	return [
		...when(delegated && documentNo === '', because('signer_document_missing', { field: 'documentNo' })),
		...when(delegated && documentOn === null, because('signer_document_missing', { field: 'documentOn' })),
		...when(
			documentOn !== null && documentOn > startsOn,
			because('signer_document_late', { field: 'documentOn' })
		),
		...when(
			manner === 'authorised' && lastDay === null,
			because('signer_authority_endless', { field: 'lastDay' })
		),
		...when(lastDay !== null && lastDay < startsOn, because('signer_authority_over', { field: 'lastDay' }))
	];
}

const when = (wrong: boolean, problem: Refusal): Refusal[] => (wrong ? [problem] : []);

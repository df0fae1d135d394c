/** What a paper of a council is about: the council, one task, one dossier; `closed`: of a session that is closed. */
export type CouncilPaperSubject = 'council' | 'lot' | 'case' | 'closed_lot' | 'closed_case';

/** Papers that are drawn for a council to be signed, in the order in which they are needed. */
export const COUNCIL_PAPERS = {
	establishment: 'council',
	undertaking: 'council',
	invitation: 'lot',
	authorisation: 'lot',
	remarks: 'case',
	ballot: 'case',
	questions: 'case',
	minutes: 'closed_lot',
	explanation: 'closed_case',
	fees: 'lot'
} as const satisfies Readonly<Record<string, CouncilPaperSubject>>;

export type CouncilPaper = keyof typeof COUNCIL_PAPERS;

export const isCouncilPaper = (key: string): key is CouncilPaper => Object.hasOwn(COUNCIL_PAPERS, key);

export const councilPapersOf = (subject: CouncilPaperSubject): CouncilPaper[] =>
	(Object.keys(COUNCIL_PAPERS) as CouncilPaper[]).filter((key) => COUNCIL_PAPERS[key] === subject);

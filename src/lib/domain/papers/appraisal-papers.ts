/** Papers that are drawn for an appraisal to be signed, in the order in which they are needed. */
export const APPRAISAL_PAPERS = ['minutes', 'explanation', 'submission'] as const;
export type AppraisalPaper = (typeof APPRAISAL_PAPERS)[number];

export const isAppraisalPaper = (key: string): key is AppraisalPaper =>
	(APPRAISAL_PAPERS as readonly string[]).includes(key);

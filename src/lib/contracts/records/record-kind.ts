/** Kinds of stored records, as pages name them. */
export type RecordKindKey =
	| 'receipt'
	| 'opening_minutes'
	| 'survey_minutes'
	| 'tally_minutes'
	| 'appraisal_annex'
	| 'decision'
	| 'result_letter'
	| 'invalid_notice';

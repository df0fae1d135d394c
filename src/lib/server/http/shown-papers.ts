import type { PaperRow } from '#lib/server/app/organisations/standing-ports.ts';

/** Papers as a page gets them: where their bytes lie stays behind. */
export function shownPapers(papers: readonly PaperRow[]) {
	return papers.map(({ id, fileName, size, verdict, uploadedAt, organisationId }) => ({
		id,
		fileName,
		size,
		verdict,
		uploadedAt,
		organisationId
	}));
}

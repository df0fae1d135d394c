import { recordContent } from '#lib/contracts/records/contents.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { renderOfficial } from './official-document.ts';

/** The paper of a stored record. Refuses `record_without_paper` for kinds that are printed from their page only. */
export async function recordPdf(record: RecordRow): Promise<Result<Uint8Array>> {
	const content = recordContent.parse(record.content);
	const number = record.numberText ?? '';
	switch (content.format) {
		case 'chuan.decision/1':
			return ok(await renderOfficial('decision', { ...content, number }, record.issuedAt));
		case 'chuan.letter/1':
			return ok(await renderOfficial('letter', { ...content, number }, record.issuedAt));
		case 'chuan.opening_minutes/1':
			return ok(await renderOfficial('opening-minutes', { ...content, number }, record.issuedAt));
		case 'chuan.survey_minutes/1':
			return ok(await renderOfficial('survey-minutes', { ...content, number }, record.issuedAt));
		case 'chuan.tally_minutes/1':
			return ok(await renderOfficial('tally-minutes', { ...content, number }, record.issuedAt));
		case 'chuan.receipt/1':
			return refuse('record_without_paper');
	}
}

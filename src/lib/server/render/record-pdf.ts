import { recordContent } from '#lib/contracts/records/contents.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { renderOfficial } from './official-document.ts';

/** Papers of published records by id, the last asked for at the end. */
const published = new Map<string, Promise<Result<Uint8Array>>>();
const KEPT = 20;

/**
 * The paper of a stored record. Anybody may ask for a published one as often as they like, and typesetting holds up
 * the pages of everybody else: it is kept. Refuses as `typeset`.
 */
export async function recordPdf(record: RecordRow): Promise<Result<Uint8Array>> {
	if (!record.published) return typeset(record);
	const { id } = record;
	const paper = published.get(id) ?? typeset(record);
	published.delete(id);
	published.set(id, paper);
	const [oldest] = published.keys();
	if (published.size > KEPT && oldest !== undefined) published.delete(oldest);
	return paper;
}

/** The paper of a stored record. Refuses `record_without_paper` for kinds that are printed from their page only. */
async function typeset(record: RecordRow): Promise<Result<Uint8Array>> {
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
		case 'chuan.tally_minutes/2':
			return ok(await renderOfficial('session-minutes', { ...content, number }, record.issuedAt));
		case 'chuan.receipt/1':
			return refuse('record_without_paper');
	}
}

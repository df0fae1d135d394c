import { calendarDate } from '#lib/domain/shared/period.ts';
import type { OfficeFacts } from '#lib/server/app/intake/ports.ts';

import { stagePlace } from './before-council.ts';
import { Prisma } from './generated/client.ts';
import { sessionState } from './session-state.ts';
import type { Rows } from './rows.ts';
import { audienceOf } from './timeline.repo.ts';

/** A row as JSON says it: instants are text. */
type Said<Row, Instants extends keyof Row> = Omit<Row, Instants> & Readonly<Record<Instants, string>>;
type Facts<Key extends keyof OfficeFacts> = NonNullable<OfficeFacts[Key]>;

interface Stored {
	readonly validity: Said<Facts<'validity'>, 'checkedAt'> | null;
	readonly survey:
		| (Omit<Said<Facts<'survey'>, 'recordedAt'>, 'finishedAt' | 'heldOn'> & {
				readonly finishedAt: string | null;
				readonly heldOn: string;
		  })
		| null;
	readonly typed: readonly Said<Facts<'typed'>[number], 'updatedAt'>[];
	readonly timeline: readonly (Omit<Said<Facts<'timeline'>[number], 'at'>, 'audience'> & {
		readonly audience: string;
	})[];
	readonly records: readonly Said<Facts<'records'>[number], 'issuedAt'>[];
	readonly surveyFiles: readonly (Omit<Facts<'surveyFiles'>[number], 'size'> & { readonly size: string })[];
	readonly session: string | null;
	readonly seated: boolean;
}

/** What the office's page of a dossier shows beside the frozen copy, in one statement. */
export async function officeFacts(
	rows: Rows,
	about: { readonly applicationId: string; readonly lotId: string; readonly callId: string }
): Promise<OfficeFacts> {
	const id = Prisma.sql`${about.applicationId}::uuid`;
	const [row] = await rows<Stored>(Prisma.sql`SELECT
		(SELECT json_build_object('applicationId', v.application_id, 'valid', v.valid, 'items', v.items, 'reason', v.reason,
		   'checkedBy', v.checked_by, 'checkedAt', v.checked_at) FROM validity_check v WHERE v.application_id = ${id}) AS validity,
		(SELECT json_build_object('applicationId', s.application_id, 'heldOn', s.held_on, 'participants', s.participants, 'findings', s.findings,
		   'conclusion', s.conclusion, 'version', s.version, 'recordedBy', s.recorded_by, 'recordedAt', s.recorded_at, 'finishedAt', s.finished_at)
		 FROM site_survey s WHERE s.application_id = ${id}) AS survey,
		(SELECT coalesce(json_agg(json_build_object('part', t.part, 'version', t.version, 'content', t.content, 'updatedAt', t.updated_at)), '[]')
		 FROM typed_findings t WHERE t.application_id = ${id}) AS typed,
		(SELECT coalesce(json_agg(json_build_object('id', e.id, 'applicationId', e.application_id, 'kind', e.kind, 'audience', e.audience,
		   'params', e.params, 'at', e.at) ORDER BY e.at, e.id), '[]')
		 FROM application_event e WHERE e.application_id = ${id} AND e.audience IN ('office', 'both')) AS timeline,
		(SELECT coalesce(json_agg(json_build_object('id', r.id, 'kind', r.kind, 'numberText', r.number_text, 'issuedAt', r.issued_at)
		   ORDER BY r.issued_at), '[]') FROM official_record r WHERE r.application_id = ${id}) AS records,
		(SELECT coalesce(json_agg(json_build_object('id', d.id, 'fileName', d.file_name, 'size', d.size::text, 'sha256', d.sha256)
		   ORDER BY d.uploaded_at, d.id), '[]')
		 FROM application_document d WHERE d.application_id = ${id} AND d.item_key = 'survey' AND d.removed_at IS NULL) AS "surveyFiles",
		(SELECT s.state FROM review_session s WHERE s.lot_id = ${about.lotId}::uuid ORDER BY ${stagePlace('s')} LIMIT 1) AS session,
		EXISTS (SELECT 1 FROM council k WHERE k.call_id = ${about.callId}::uuid AND k.state = 'seated') AS seated`);
	if (row === undefined) throw new Error('a statement without a table gives one row');
	const { validity, survey } = row;
	return {
		...(validity === null ? {} : { validity: { ...validity, checkedAt: new Date(validity.checkedAt) } }),
		...(survey === null
			? {}
			: {
					survey: {
						...survey,
						heldOn: calendarDate(survey.heldOn),
						recordedAt: new Date(survey.recordedAt),
						finishedAt: survey.finishedAt === null ? null : new Date(survey.finishedAt)
					}
				}),
		typed: row.typed.map((one) => ({ ...one, updatedAt: new Date(one.updatedAt) })),
		timeline: row.timeline.map((one) => ({
			...one,
			audience: audienceOf(one.audience),
			at: new Date(one.at)
		})),
		records: row.records.map((one) => ({ ...one, issuedAt: new Date(one.issuedAt) })),
		surveyFiles: row.surveyFiles.map((one) => ({ ...one, size: BigInt(one.size) })),
		...(row.session === null ? {} : { session: sessionState(row.session) }),
		seated: row.seated
	};
}

import { error } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { refuse } from '#lib/domain/shared/result.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { FILE_TYPES } from '#lib/server/app/records/file-ports.ts';
import type { FileFormat } from '#lib/server/app/records/file-ports.ts';
import { openRecordFile } from '#lib/server/app/records/open-record-file.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { reportObject } from '#lib/server/app/steps/uploads/report-object.ts';
import { fileResponse, rangeAsked } from './file-response.ts';
import { log } from './log.ts';
import { statusOf } from './refusal-response.ts';
import { paperAwaited } from './unavailable.ts';

/** The kept file of a record whose reader was found to be allowed: its bytes, or that it is still being made. */
export async function recordFileResponse(
	{ locals, request }: Pick<RequestEvent, 'locals' | 'request'>,
	record: Pick<RecordRow, 'id'>,
	{ format, fileName }: { readonly format: FileFormat; readonly fileName: string }
): Promise<Response> {
	const opened = await openRecordFile(locals.ctx, record, {
		format,
		rangeOf: (file) => rangeAsked(request.headers, file),
		damaged: ({ id, objectKey }) => {
			log.error({ record: record.id, objectKey, refusal: 'object_damaged' }, 'stored file');
			const found = refuse('object_damaged');
			reportObject(locals.ctx.app, { kind: 'record_file', id }, found).catch((thrown: unknown) => {
				log.error({ err: thrown, record: record.id }, 'bug');
			});
		}
	});
	if (opened.ok) {
		const { file, object, ranged } = opened.value;
		const { sha256, size } = file;
		return fileResponse({ fileName, mediaType: FILE_TYPES[format], sha256, size: BigInt(size) }, object, {
			ranged
		});
	}
	const { refusal } = opened;
	if (refusal.code === 'paper_being_set' || refusal.code === 'paper_not_set')
		return paperAwaited(request, locals.locale, refusal.code, localizeHref(`/van-ban/${record.id}`));
	if (refusal.code === 'object_damaged' || refusal.code === 'object_not_found')
		log.error({ record: record.id, refusal: refusal.code }, 'stored file');
	const status = refusal.code === 'range_not_satisfiable' ? 416 : statusOf(refusal);
	error(status, { message: sayRefusal(refusal), code: refusal.code });
}

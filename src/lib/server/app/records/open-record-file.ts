import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ByteRange, ExpectedObject, ObjectBody } from '../storage/ports.ts';
import { reportObject } from '../steps/uploads/report-object.ts';
import type { Context } from '../use-case.ts';
import type { FileFormat, KeptFile } from './file-ports.ts';
import type { RecordRow } from './ports.ts';

/**
 * The kept file of a record that its reader was given by `readRecord`. `rangeOf` and `damaged`: see `openDocument`.
 * Refuses `paper_being_set` while it is made, `paper_not_set` when it could not be made so often that the administrator
 * was told, those of the store, and `object_damaged`.
 */
export async function openRecordFile(
	{ app }: Context,
	record: Pick<RecordRow, 'id'>,
	input: {
		readonly format: FileFormat;
		readonly rangeOf?: (file: Pick<ExpectedObject, 'size' | 'sha256'>) => ByteRange | undefined;
		readonly damaged?: (file: KeptFile) => void;
	}
): Promise<Result<{ readonly file: KeptFile; readonly object: ObjectBody; readonly ranged: boolean }>> {
	const file = await app.db.read.recordFiles.find(record.id, input.format);
	if (file === undefined) return refuse('not_found');
	if (file.state !== 'made')
		return file.state === 'wanted' ? refuse('paper_being_set') : refuse('paper_not_set');
	const range = input.rangeOf?.(file);
	const object = await app.verifier.open(file, range, () => {
		input.damaged?.(file);
	});
	if (object.ok) return ok({ file, object: object.value, ranged: range !== undefined });
	await reportObject(app, { kind: 'record_file', id: file.id }, object);
	return object;
}

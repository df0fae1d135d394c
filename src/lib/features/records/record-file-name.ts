import type { RecordKindKey } from '#lib/contracts/records/record-kind.ts';
import { asciiName } from '#lib/domain/shared/ascii-name.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { recordName } from './record-words.ts';

/** "quyet-dinh-02-QD-SKHCN.pdf": official papers are Vietnamese; what has no number is told by its code or its day. */
export function recordFileName(
	record: { readonly kind: RecordKindKey; readonly numberText: string | null; readonly issuedAt: Date },
	ending: string,
	code?: string
): string {
	const mark = record.numberText ?? code ?? vietnamDateOf(record.issuedAt);
	return `${asciiName(recordName(record.kind, 'vi')).toLowerCase()}-${asciiName(mark)}.${ending}`;
}

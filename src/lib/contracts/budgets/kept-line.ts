import { isUuid } from '#lib/domain/shared/ids.ts';
import type { TypedLine } from './typed-line.ts';

/** Whether something kept by a browser is a line as it is typed here; an older page may have kept another shape. */
export function isTypedLine(value: unknown): value is TypedLine {
	if (typeof value !== 'object' || value === null) return false;
	const parts = new Map(Object.entries(value));
	const numbers = ['position', 'category'].every((key) => Number.isSafeInteger(parts.get(key)));
	return (
		numbers && TEXTS.every((key) => typeof parts.get(key) === 'string') && isUuid(String(parts.get('key')))
	);
}

const TEXTS = [
	...['key', 'subKind', 'content', 'unit', 'quantity', 'unitPrice', 'source', 'normRef'],
	...['khoan', 'khoanReason', 'role', 'persons', 'effort', 'effortUnit']
];

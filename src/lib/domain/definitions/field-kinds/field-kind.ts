import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { ExpressionValue } from '../expression-evaluate.ts';
import type { FieldDefinition } from '../field-definition.ts';
import type { StoredValue } from '../stored-value.ts';

/** What a kind must know from outside to read an answer. Codes of places lead to their names. */
export interface ReadingContext {
	readonly communes: ReadonlyMap<string, string>;
	readonly provinces: ReadonlyMap<string, string>;
}

/**
 * One kind of field. Adding a kind: a file beside this one, its definition in field-definition.ts, a line in
 * registry.ts.
 */
export interface FieldKind<F extends FieldDefinition = FieldDefinition, V extends StoredValue = StoredValue> {
	/**
	 * Reads what came over the wire, which may be anything. Null: the answer is cleared. `path` goes into the
	 * refusal. Every kind refuses a value of another JSON type with `answer_wrong_type`.
	 */
	parse(raw: unknown, field: F, context: ReadingContext, path: string): Result<V | null>;
	/** What stops a submission though it may stay in a draft. The value is one that `parse` gave. */
	problems(value: V, field: F, path: string): readonly Refusal[];
	isEmpty(value: V): boolean;
	/** The value as expressions see it. */
	toExpression(value: V, field: F): ExpressionValue;
}

export function wrongType(path: string): Result<never> {
	return { ok: false, refusal: { code: 'answer_wrong_type', field: path } };
}

/** Reads text, or says that it is none. Null and '' clear an answer, whatever the kind. */
export function asText(raw: unknown, path: string): Result<string> {
	if (raw === null || raw === undefined) return { ok: true, value: '' };
	return typeof raw === 'string' ? { ok: true, value: raw } : wrongType(path);
}

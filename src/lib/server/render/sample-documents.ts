import type { Fact, PaperTable, Signature } from '#lib/domain/papers/paper.ts';
import { openTypesetter, type Typesetter } from './typesetter.ts';

/** A document such as applicants attach: plan, undertaking, list of instruments, statement of own funds. */
export interface EnterpriseDocument {
	readonly organisation: string;
	/** Under the name: tax code, address. */
	readonly facts: readonly Fact[];
	readonly title: string;
	readonly subtitle: string;
	readonly paragraphs: readonly string[];
	readonly table?: PaperTable;
	readonly placeAndDate: string;
	readonly signatures: readonly Signature[];
}

let shared: Typesetter | undefined;

/**
 * Sets an enterprise's document as a real PDF: the attachments of the demonstration world are made so.
 * The same content and time give the same bytes.
 */
export function renderEnterpriseDocument(content: EnterpriseDocument, at: Date): Uint8Array {
	shared ??= openTypesetter();
	return shared.pdf('enterprise-document', content, at);
}

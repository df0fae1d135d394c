import type {
	DocumentKind,
	IssuedDocument,
	ProgrammeDefinition
} from '#lib/domain/definitions/definition.ts';

/** What a definition says of a paper that its stages issue: its series, if it is numbered; undefined: not issued. */
export function paperInFlow(
	{ documents }: Pick<ProgrammeDefinition, 'documents'>,
	kind: DocumentKind
): IssuedDocument | undefined {
	return documents.find((document) => document.kind === kind);
}

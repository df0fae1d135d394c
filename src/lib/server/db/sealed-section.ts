import type { SectionContent } from '#lib/domain/definitions/answers.ts';
import { openValue, sealValue } from './dossier-seals.ts';

/** The content of a section as the table keeps it. */
export type StoredSection = SectionContent | SealedSection;

interface SealedSection {
	readonly sealed: string;
}

const idOf = (applicationId: string, sectionKey: string): string => `${applicationId}/${sectionKey}`;

export function isSealedSection(content: StoredSection): content is SealedSection {
	return 'sealed' in content;
}

export function sealSectionContent(
	key: Uint8Array,
	applicationId: string,
	sectionKey: string,
	content: SectionContent
): SealedSection {
	return { sealed: sealValue(key, 'section', idOf(applicationId, sectionKey), content) };
}

/** `key` is needed where the content is sealed. */
export function openSectionContent(
	key: Uint8Array | undefined,
	applicationId: string,
	sectionKey: string,
	content: StoredSection
): SectionContent {
	if (!isSealedSection(content)) return content;
	if (key === undefined)
		throw new Error(`section ${sectionKey} of ${applicationId} is sealed and has no key`);
	return openValue(key, 'section', idOf(applicationId, sectionKey), content.sealed) as SectionContent;
}

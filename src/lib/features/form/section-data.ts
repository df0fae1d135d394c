import type { SectionCompleteness } from '#lib/domain/definitions/completeness.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { FormFacts } from '#lib/domain/definitions/form-reading.ts';
import type { Answers } from '#lib/domain/definitions/stored-value.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Followed } from './follow-section.ts';
import type { Places } from './places.ts';
import type SectionCopy from './SectionCopy.svelte';
import type TableInput from './TableInput.svelte';

/** A part in the list at the side. */
export type SectionEntry = Pick<SectionCompleteness, 'key' | 'required' | 'filled' | 'begun' | 'errors'> & {
	readonly title: Localized;
};

/** The page of one section, as the server gives it. Instants are ISO strings. */
export interface SectionData {
	readonly id: string;
	/** What is typed is kept in this browser under this person. */
	readonly person: string;
	readonly sectionKey: string;
	readonly title: string;
	readonly code: string | null;
	readonly replacing: boolean;
	readonly programmeTitle: Localized;
	readonly opensAt: string;
	readonly closesAt: string;
	readonly now: string;
	readonly definition: ProgrammeDefinition;
	readonly variant: string;
	readonly facts: FormFacts;
	readonly answers: Answers;
	/** What follows from them. */
	readonly state: Followed;
	/** What a closed section is shown with. */
	readonly Copy: typeof SectionCopy | null;
	/** What the tables of an open section are written with. */
	readonly Table: typeof TableInput | null;
	readonly version: number;
	readonly savedAt: string | null;
	readonly sections: readonly SectionEntry[];
	readonly dossier: { readonly required: number; readonly filled: number };
	readonly places: Places;
}

import { formOf } from '#lib/domain/definitions/form.ts';
import { asksForPlace } from '#lib/domain/definitions/definition.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { BudgetSummary, Completeness } from '#lib/domain/definitions/completeness.ts';
import type { FormFacts } from '#lib/domain/definitions/form-reading.ts';
import type { Answers } from '#lib/domain/definitions/stored-value.ts';
import { GIA_LAI_COMMUNES } from '#lib/domain/places/gia-lai-communes.ts';
import { PROVINCES } from '#lib/domain/places/provinces.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import type { Context } from '../use-case.ts';
import type { DocumentRow } from '../uploads/ports.ts';
import { factsOf } from '../cases/applications/application-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';
import { dossierState } from '../cases/applications/dossier-state.ts';
import { definitionForSection, sectionsIn } from './needed-sections.ts';
import { ownApplication } from '../cases/applications/own-application.ts';

/** A part in the list at the side of the form. */
export interface SectionEntry {
	readonly key: string;
	readonly title: Localized;
	readonly required: number;
	readonly filled: number;
	readonly begun: boolean;
	readonly errors: number;
}

export interface SectionPage {
	readonly of: ApplicationCase;
	readonly now: Date;
	/** Undefined: it may be written. */
	readonly closed: Refusal | undefined;
	readonly definition: ProgrammeDefinition;
	readonly variant: string;
	readonly facts: FormFacts;
	/** Of the sections that the definition above holds. */
	readonly answers: Answers;
	readonly version: number;
	readonly savedAt: Date | null;
	readonly sections: readonly SectionEntry[];
	readonly dossier: Completeness['dossier'];
	readonly budget: BudgetSummary | undefined;
	readonly documents: readonly DocumentRow[];
	readonly places: {
		readonly communes: readonly { readonly code: string; readonly name: string; readonly from: string }[];
		readonly provinces: readonly { readonly code: string; readonly name: string }[];
	};
}

/** One section of an own application, to be written or read. Refusals: `sign_in_needed`, `not_found`. */
export async function readSection(
	ctx: Context,
	id: string,
	sectionKey: string
): Promise<Result<SectionPage>> {
	const own = await ownApplication(ctx, id);
	if (!own.ok) return own;
	const { read } = ctx.app.db;
	const of = own.value;
	const form = formOf(of.definition.document, of.lot.variant);
	const section = form.sections.find((candidate) => candidate.key === sectionKey);
	const state = await dossierState(read, of);
	const row = state.sections.find((candidate) => candidate.sectionKey === sectionKey);
	if (section === undefined || row === undefined) return refuse('not_found');

	const now = await read.clock.now();
	const editable = mayEdit(of.application, of.call, now);
	const definition = definitionForSection(of.definition.document, sectionKey);
	const needed = sectionsIn(definition);
	return ok({
		of,
		now,
		closed: editable.ok ? undefined : editable.refusal,
		definition,
		variant: of.lot.variant,
		facts: { ...factsOf(of), ...(state.budget === undefined ? {} : { budget: state.budget }) },
		answers: Object.fromEntries(Object.entries(state.answers).filter(([key]) => needed.includes(key))),
		version: row.version,
		savedAt: row.version > 1 ? row.updatedAt : null,
		sections: sectionEntries(form.sections, state.completeness),
		dossier: state.completeness.dossier,
		budget: state.budget,
		documents: state.documents,
		places: asksForPlace(section)
			? { communes: GIA_LAI_COMMUNES, provinces: PROVINCES }
			: { communes: [], provinces: [] }
	});
}

export function sectionEntries(
	sections: readonly { readonly key: string; readonly title: Localized }[],
	{ sections: counts }: Completeness
): SectionEntry[] {
	return sections.flatMap(({ key, title }) => {
		const found = counts.find((candidate) => candidate.key === key);
		if (found?.visible !== true) return [];
		const { required, filled, begun, errors } = found;
		return [{ key, title, required, filled, begun, errors }];
	});
}

import type { Form } from '#lib/domain/definitions/form.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import { readForm } from '#lib/domain/definitions/form-reading.ts';
import { inVariant } from '#lib/domain/definitions/definition.ts';
import type { KnownFact, PrintSpec } from '#lib/domain/definitions/print-spec.ts';
import type { PrintSource } from '#lib/domain/prints/printed-cells.ts';
import type { Repositories } from '../../ports.ts';
import { factsOf, READING_CONTEXT } from '../applications/application-case.ts';
import type { ApplicationCase } from '../applications/application-case.ts';
import type { DossierState } from '../applications/dossier-state.ts';
import { workingBudget } from '../budgets/requested-budget.ts';

/** The working copy as its forms are printed from it. */
export async function printSource(
	read: Repositories,
	of: ApplicationCase,
	{ answers, budget }: DossierState
): Promise<PrintSource> {
	const { application, call, definition, lot } = of;
	const form: Form = formOf(definition.document, lot.variant);
	const working = await workingBudget(read, application.id, definition.document, call);
	return {
		reading: readForm(form, answers, { ...factsOf(of), ...(budget === undefined ? {} : { budget }) }),
		known: knownFacts(of),
		lines: working?.computed.lines ?? []
	};
}

function knownFacts({ organisation, call, lot }: ApplicationCase): Readonly<Record<KnownFact, string>> {
	const { communes, provinces } = READING_CONTEXT;
	const address = [
		organisation.addressLine,
		organisation.communeCode === null ? undefined : communes.get(organisation.communeCode),
		provinces.get(organisation.provinceCode)
	];
	return {
		organisation_name: organisation.name,
		organisation_tax_code: organisation.taxCode,
		organisation_address: address.filter((part) => part !== undefined && part !== '').join(', '),
		organisation_phone: organisation.phone,
		organisation_email: organisation.email,
		representative_name: organisation.repName,
		representative_title: organisation.repTitle,
		call_title: call.title.vi,
		lot_title: lot.title.vi
	};
}

/** The forms that these answers ask for; one whose condition cannot be told yet is offered. */
export function formsToPrint(reading: PrintSource['reading']): readonly PrintSpec[] {
	const { definition, variant } = reading.form;
	return (definition.prints ?? []).filter(
		(spec) =>
			inVariant(spec, variant) && (spec.when === undefined || reading.condition(spec.when, {}) !== false)
	);
}

/** Whether something is missing besides the papers themselves: what is printed until then is a draft. */
export function isDraft({ completeness }: DossierState): boolean {
	return completeness.problems.some(({ severity, target }) => severity === 'error' && !('dossier' in target));
}

import { inVariant } from '#lib/domain/definitions/definition.ts';
import { formMark } from '#lib/domain/prints/form-mark.ts';
import type { FormMark } from '#lib/domain/prints/form-mark.ts';
import { printedCells } from '#lib/domain/prints/printed-cells.ts';
import type { PrintSource } from '#lib/domain/prints/printed-cells.ts';
import { scanStanding } from '#lib/domain/prints/scan-standing.ts';
import type { ScanStanding } from '#lib/domain/prints/scan-standing.ts';
import type { DocumentRow } from '../../uploads/ports.ts';
import type { Repositories } from '../../ports.ts';
import type { ApplicationCase } from '../applications/application-case.ts';
import type { DossierState } from '../applications/dossier-state.ts';
import { printSource } from './print-source.ts';

/** What the portal found on the scan of a signed form; `given_up`: it could not be read in its time; `sealed`: nobody reads it. */
export type ScanFinding = { readonly kind: 'waiting' | 'given_up' | 'sealed' } | ScanStanding;

export interface ScanFindings {
	/** By document; none for documents that are no scans of forms. */
	readonly ofDocument: ReadonlyMap<string, ScanFinding>;
	/** What they were compared with; absent while nothing was. */
	readonly source: PrintSource | undefined;
}

/** What the marks on the scans of signed forms say beside the answers of today. */
export async function scanFindings(
	read: Repositories,
	of: ApplicationCase,
	state: DossierState,
	sha256: (text: string) => string
): Promise<ScanFindings> {
	const { application, definition, lot } = of;
	const specs = (definition.document.prints ?? []).filter((spec) => inVariant(spec, lot.variant));
	if (specs.length === 0) return { ofDocument: new Map(), source: undefined };
	const readings = await read.prints.readings(application.id);
	const marks = [...readings.values()].flatMap((reading) => (reading.state === 'read' ? reading.marks : []));
	const printed = await read.prints.findAll([...new Set(marks.map(({ code }) => code))]);
	const source = marks.length === 0 ? undefined : await printSource(read, of, state);
	const today = new Map<string, FormMark>(
		source === undefined
			? []
			: specs.map((spec) => [
					spec.key,
					formMark(
						printedCells(spec, source),
						{ applicationId: application.id, form: spec.key, draft: false },
						sha256
					)
				])
	);
	const finding = ({ id, itemKey, sealedBytes }: DocumentRow): ScanFinding | undefined => {
		const reading = readings.get(id);
		const signed = specs.some(({ items }) => items.includes(itemKey));
		if (reading === undefined) return sealedBytes !== null && signed ? { kind: 'sealed' } : undefined;
		if (reading.state !== 'read') return { kind: reading.state };
		return scanStanding(reading, {
			applicationId: application.id,
			forms: specs.filter(({ items }) => items.includes(itemKey)).map(({ key }) => key),
			printed: (code) => printed.find((form) => form.code === code),
			today: (form) => today.get(form)
		});
	};
	const ofDocument = state.documents.flatMap((document): [string, ScanFinding][] => {
		const found = finding(document);
		return found === undefined ? [] : [[document.id, found]];
	});
	return { ofDocument: new Map(ofDocument), source };
}

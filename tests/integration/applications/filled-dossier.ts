import type { Patch } from '../../../src/lib/domain/definitions/answers.ts';
import { formOf } from '../../../src/lib/domain/definitions/form.ts';
import type { Column, FieldDefinition } from '../../../src/lib/domain/definitions/field-definition.ts';
import type { Result } from '../../../src/lib/domain/shared/result.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import { attachDocument } from '../../../src/lib/server/app/uploads/attach-document.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { samplePdf } from '../../support/sample-files.ts';

export function must<T>(result: Result<T>): T {
	if (!result.ok) throw new Error(JSON.stringify(result.refusal));
	return result.value;
}

/** Answers that a check of the MAP form asks for, by field or column; the rest is whatever fits its kind. */
const CHOSEN: Readonly<Record<string, string>> = {
	'needs.programme_name': 'Đảm bảo đo lường trong thu mua và chế biến cà phê',
	'needs.period_from': '01/01/2027',
	'needs.period_to': '31/12/2028',
	'funding.declared_total': '300.000.000',
	'commitment.refund_debt': 'no',
	'commitment.keeps_officer': 'yes',
	'commitment.reports': 'yes',
	'funding.other_support': 'no',
	valid_until: '31/05/2028',
	verified_on: '01/06/2026',
	baseline: '1,5',
	target: '0,5',
	milestone: '30/06/2028',
	deadline: '30/06/2028',
	'support_lines.unit_price': '180.000.000',
	'own_lines.unit_price': '120.000.000',
	'support_lines.quantity': '1',
	'own_lines.quantity': '1'
};

const FORMATTED = { phone: '0269 3 824 555', email: 'donvi@chuan.test', sector_code: '1077' };

function plausible(field: FieldDefinition | Column, names: readonly string[]): unknown {
	for (const name of names) if (CHOSEN[name] !== undefined) return CHOSEN[name];
	switch (field.kind) {
		case 'short_text':
			return field.format === undefined
				? 'Phục vụ thu mua'.slice(0, field.maxCharacters).trim()
				: FORMATTED[field.format];
		case 'long_text':
			return 'Phục vụ thu mua';
		case 'choice':
			return field.options[0]?.key;
		case 'multiple_choice':
			return [field.options[0]?.key];
		case 'date':
			return '01/02/2027';
		case 'whole_number':
		case 'decimal':
			return field.kind === 'whole_number' ? String(Math.max(field.min ?? 1, 1)) : '1';
		case 'dong':
			return '1.000.000';
		case 'tax_code':
			return '5999900016';
		case 'commune':
			return '23563';
		default:
			return undefined;
	}
}

/** Fills every required part of a draft, one save a section, as an applicant would; and gives the required documents. */
export async function fillDossier(ctx: Context, id: string, documents: readonly string[]): Promise<void> {
	const { read } = ctx.app.db;
	const application = await read.applications.find(id);
	const call = application && (await read.calls.find(application.callId));
	const lot = application && (await read.calls.findLot(application.lotId));
	const definition = call && (await read.definitions.find(call.definitionId));
	if (definition === undefined || lot === undefined) throw new Error('no such application');
	const versions = new Map(
		(await read.applications.sections(id)).map((row) => [row.sectionKey, row.version])
	);
	for (const section of formOf(definition.document, lot.variant).sections) {
		const baseVersion = versions.get(section.key) ?? 0;
		const patches = section.fields.flatMap((field): Patch[] => {
			const fieldKey = field.key;
			if (field.kind !== 'table') {
				const value = plausible(field, [`${section.key}.${fieldKey}`, fieldKey]);
				return value === undefined ? [] : [{ fieldKey, baseVersion, value }];
			}
			const cells = Object.fromEntries(
				field.columns
					.map((column) => [column.key, plausible(column, [`${fieldKey}.${column.key}`, column.key])])
					.filter(([, value]) => value !== undefined)
			) as Record<string, unknown>;
			if (field.fixedRows === undefined) {
				return [{ op: 'add_row', fieldKey, baseVersion, rowId: identifiers.v4(), cells }];
			}
			return field.fixedRows.flatMap(({ key }) =>
				Object.entries(cells).map(([columnKey, value]) => ({
					fieldKey,
					baseVersion,
					rowId: key,
					columnKey,
					value
				}))
			);
		});
		const saved = must(await saveAnswers(ctx, { id, sectionKey: section.key, patches }));
		if (saved.refused.length > 0) throw new Error(JSON.stringify(saved.refused));
	}
	for (const itemKey of documents) {
		must(
			await attachDocument(ctx, {
				applicationId: id,
				itemKey,
				fileName: `${itemKey}.pdf`,
				bytes: samplePdf(itemKey)
			})
		);
	}
}

export const MAP_DOCUMENTS = [
	'request',
	'registration',
	'instrument_certificates',
	'standard_certificates',
	'own_commitment'
];

import type { Patch } from '#lib/domain/definitions/answers.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import { saveAnswers } from '#lib/server/app/applications/save-answers.ts';
import { submitApplication } from '#lib/server/app/applications/submit-application.ts';
import { attachDocument } from '#lib/server/app/uploads/attach-document.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { renderEnterpriseDocument } from '#lib/server/render/sample-documents.ts';
import type { EnterpriseDocument } from '#lib/server/render/sample-documents.ts';
import { done, found } from './demonstration.ts';

/** A value as it would be typed. */
export type Typed = string | readonly string[] | { readonly province: string; readonly place: string };
export type TypedRow = Readonly<Record<string, Typed>>;

/** Answers of a form: section, field, and a typed value; rows of a table in their order, or by key where they are fixed. */
export type TypedAnswers = Readonly<
	Record<string, Readonly<Record<string, Typed | readonly TypedRow[] | Readonly<Record<string, TypedRow>>>>>
>;

export interface TypedFile {
	readonly itemKey: string;
	readonly fileName: string;
	readonly content: EnterpriseDocument | Uint8Array;
}

/** Types every answer of a draft, one save a section, as the page would send it. */
export async function fillAnswers(ctx: Context, id: string, answers: TypedAnswers): Promise<void> {
	const { read } = ctx.app.db;
	const application = found(await read.applications.find(id), `application ${id}`);
	const lot = found(await read.calls.findLot(application.lotId), 'lot');
	const call = found(await read.calls.find(application.callId), 'call');
	const definition = found(await read.definitions.find(call.definitionId), 'definition');
	const versions = new Map(
		(await read.applications.sections(id)).map((row) => [row.sectionKey, row.version])
	);
	for (const section of formOf(definition.document, lot.variant).sections) {
		const typed = answers[section.key];
		if (typed === undefined) continue;
		const baseVersion = versions.get(section.key) ?? 0;
		const patches = Object.entries(typed).flatMap(([fieldKey, value]): Patch[] => {
			const field = section.fields.find(({ key }) => key === fieldKey);
			if (field === undefined) throw new Error(`no field ${section.key}.${fieldKey}`);
			if (field.kind !== 'table') return [{ fieldKey, baseVersion, value }];
			if (field.fixedRows === undefined) {
				const rows = value as readonly TypedRow[];
				return rows.map((cells): Patch => ({
					op: 'add_row',
					fieldKey,
					baseVersion,
					rowId: ctx.app.ids.v4(),
					cells
				}));
			}
			return Object.entries(value as Readonly<Record<string, TypedRow>>).flatMap(([rowId, cells]) =>
				Object.entries(cells).map(([columnKey, cell]) => ({
					fieldKey,
					baseVersion,
					rowId,
					columnKey,
					value: cell
				}))
			);
		});
		if (patches.length === 0) continue;
		const saved = done(await saveAnswers(ctx, { id, sectionKey: section.key, patches }));
		if (saved.refused.length > 0) throw new Error(`${section.key}: ${JSON.stringify(saved.refused)}`);
	}
}

/** Puts real files into a dossier: a description is set as a PDF, bytes go in as they are. */
export async function attachFiles(
	ctx: Context,
	applicationId: string,
	files: readonly TypedFile[]
): Promise<void> {
	const at = await ctx.app.db.read.clock.now();
	for (const { itemKey, fileName, content } of files) {
		const bytes = content instanceof Uint8Array ? content : renderEnterpriseDocument(content, at);
		done(await attachDocument(ctx, { applicationId, itemKey, fileName, bytes }));
	}
}

/** Confirms every sentence and submits. */
export async function submit(ctx: Context, id: string): Promise<string> {
	const application = found(await ctx.app.db.read.applications.find(id), `application ${id}`);
	const call = found(await ctx.app.db.read.calls.find(application.callId), 'call');
	const definition = found(await ctx.app.db.read.definitions.find(call.definitionId), 'definition');
	const declarations = definition.document.declaration.map((_sentence, at) => at);
	return done(await submitApplication(ctx, { id, version: application.version, declarations })).code;
}

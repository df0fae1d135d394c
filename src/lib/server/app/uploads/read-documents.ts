import type { PrintSpec } from '#lib/domain/definitions/print-spec.ts';
import type { DossierItem } from '#lib/domain/definitions/definition.ts';
import { dossierOf } from '#lib/domain/definitions/definition.ts';
import type { Problem } from '#lib/domain/definitions/problem.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import { readForm } from '#lib/domain/definitions/form-reading.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { SURVEY_ITEM } from '#lib/domain/uploads/upload.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import { factsOf } from '../cases/applications/application-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';
import { dossierState } from '../cases/applications/dossier-state.ts';
import { formsToPrint, isDraft } from '../cases/prints/print-source.ts';
import { scanFindings } from '../cases/prints/scan-findings.ts';
import type { ScanFindings } from '../cases/prints/scan-findings.ts';
import { ownApplication } from '../cases/applications/own-application.ts';
import type { Context } from '../use-case.ts';
import type { DocumentRow, UploadRow } from './ports.ts';

/** Taken away ones that are offered for putting back: the last few. */
const MOST_REMOVED = 10;

export interface ItemState {
	readonly item: DossierItem;
	/** Whether it must be there now, as the answers stand. */
	readonly required: boolean;
	readonly documents: readonly DocumentRow[];
	/** Begun and not settled, also in another window. */
	readonly uploads: readonly UploadRow[];
	readonly problems: readonly Problem[];
	/** Forms whose signed scan it takes. */
	readonly forms: readonly PrintSpec[];
}

export interface DossierDocuments {
	readonly of: ApplicationCase;
	readonly now: Date;
	/** Why nothing can be changed; undefined while it can. */
	readonly closed: Refusal | undefined;
	readonly items: readonly ItemState[];
	readonly removed: readonly DocumentRow[];
	/** Bytes held and promised, and the limit. */
	readonly bytes: bigint;
	readonly maxBytes: number;
	/** What was found on the scans of signed forms. */
	readonly scans: ScanFindings;
	/** What is printed now says that it is a draft. */
	readonly draft: boolean;
}

/** The checklist of an own application with its files. Refusals: `sign_in_needed`, `not_found`. */
export async function readDocuments(ctx: Context, id: string): Promise<Result<DossierDocuments>> {
	const own = await ownApplication(ctx, id);
	if (!own.ok) return own;
	const of = own.value;
	const { application, call, lot, definition } = of;
	const { read } = ctx.app.db;
	const { now } = of;
	const [state, underWay, removed] = await Promise.all([
		dossierState(read, of),
		read.uploads.underWay(application.id, now),
		read.uploads.removedDocuments(application.id)
	]);
	const form = formOf(definition.document, lot.variant);
	const { budget } = state;
	const reading = readForm(form, state.answers, {
		...factsOf(of),
		...(budget === undefined ? {} : { budget: { state: budget.state, own: budget.own } })
	});
	const { problems } = state.completeness;
	const forms = formsToPrint(reading);
	const items = dossierOf(definition.document, lot.variant).flatMap((item): ItemState[] => {
		const [section = '', field] = item.key.split('.');
		const place = field === undefined ? {} : { section };
		return [
			{
				item,
				required: reading.required(item.required, place),
				documents: state.documents.filter(({ itemKey }) => itemKey === item.key),
				uploads: underWay.filter(({ itemKey }) => itemKey === item.key),
				problems: problems.filter(({ target }) => 'dossier' in target && target.dossier === item.key),
				forms: forms.filter(({ items: scanned }) => scanned.includes(item.key))
			}
		];
	});
	const open = mayEdit(application, call, now);
	return ok({
		of,
		now,
		closed: open.ok ? undefined : open.refusal,
		items,
		draft: isDraft(state),
		scans: await scanFindings(read, of, state, ctx.app.ids.sha256),
		removed: removed
			.filter(
				({ itemKey, verdict }) => items.some(({ item }) => item.key === itemKey) && verdict !== 'infected'
			)
			.slice(0, MOST_REMOVED),
		// The sum of `volume`, over what stands here already.
		bytes: bytesOf(state.documents) + bytesOf(underWay.filter(({ itemKey }) => itemKey !== SURVEY_ITEM)),
		maxBytes: definition.document.dossierMaxBytes
	});
}

function bytesOf(files: readonly { readonly size: number | bigint }[]): bigint {
	return files.reduce((sum, { size }) => sum + BigInt(size), 0n);
}

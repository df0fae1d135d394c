import type { PageServerLoad } from './$types';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { copyStanding } from '#lib/domain/workflow/copy-standing.ts';
import { readFrozenCopy } from '#lib/server/app/cases/applications/read-frozen-copy.ts';
import { frozenDossier } from '#lib/server/http/frozen-dossier.ts';
import { renderOnce } from '#lib/server/http/render-once.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import FrozenDossier from '../../../../frozen/FrozenDossier.svelte';

export const load: PageServerLoad = async (event) => {
	const { params, locals, url } = event;
	const number = digitsIn(url.searchParams.get('ban') ?? '', { min: 1, max: 9999 });
	const { of, row, revision, all } = valueOrError(await readFrozenCopy(locals.ctx, params.id, number), url);
	// The definition that the revision was made with is pinned by the call, and frozen.
	const { sections, items, budget } = frozenDossier(of.definition.document, revision);
	return {
		id: params.id,
		code: revision.application.code,
		row: { number: row.number, hash: row.hash, submittedAt: row.submittedAt },
		standing: copyStanding(of.application, row.id === of.application.revisionId),
		all: all.map((other) => ({ number: other.number, submittedAt: other.submittedAt, hash: other.hash })),
		items,
		copy: renderOnce(event, FrozenDossier, { sections, budget, files: revision.files, links: false }),
		organisation: text(revision.organisation['name']),
		taxCode: text(revision.organisation['taxCode']),
		call: { ...of.call.title, vi: revision.call.title },
		files: revision.files,
		declaration: revision.declaration
	};
};

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

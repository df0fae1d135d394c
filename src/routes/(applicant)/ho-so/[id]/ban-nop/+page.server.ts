import type { PageServerLoad } from './$types';
import { readFrozenCopy } from '#lib/server/app/applications/read-frozen-copy.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ params, locals, url }) => {
	const asked = url.searchParams.get('ban') ?? '';
	const number = /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : undefined;
	const { of, row, revision, all } = valueOrError(await readFrozenCopy(locals.ctx, params.id, number), url);
	const { document } = of.definition;
	return {
		id: params.id,
		code: revision.application.code,
		row: { number: row.number, hash: row.hash, submittedAt: row.submittedAt },
		standing: row.id === of.application.revisionId,
		all: all.map((other) => ({ number: other.number, submittedAt: other.submittedAt, hash: other.hash })),
		// The definition that the revision was made with is pinned by the call, and frozen.
		definition: {
			...document,
			rubrics: {},
			ruleSet: { ...document.ruleSet, parameters: {} },
			legalBasis: []
		},
		variant: revision.variant,
		answers: revision.answers,
		facts: factsOf(revision),
		organisation: text(revision.organisation['name']),
		taxCode: text(revision.organisation['taxCode']),
		call: revision.call.title,
		files: revision.files,
		declaration: revision.declaration
	};
};

function text(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** What conditions and totals need besides answers, as it was when submitted. */
function factsOf({
	organisation,
	call,
	budget
}: {
	organisation: Readonly<Record<string, unknown>>;
	call: { closesAt: string };
	budget: unknown;
}) {
	const lastDay = new Date(new Date(call.closesAt).getTime() - 1 + 7 * 3_600_000).toISOString().slice(0, 10);
	const totals =
		typeof budget === 'object' && budget !== null && 'totals' in budget ? budget.totals : undefined;
	const figure = (key: 'state' | 'own'): bigint | undefined => {
		const value =
			typeof totals === 'object' && totals !== null ? (totals as Record<string, unknown>)[key] : undefined;
		return typeof value === 'string' ? BigInt(value) : undefined;
	};
	const state = figure('state');
	const own = figure('own');
	return {
		applicantKind: text(organisation['kind']),
		closesOn: lastDay,
		...(state === undefined || own === undefined ? {} : { budget: { state, own } })
	};
}

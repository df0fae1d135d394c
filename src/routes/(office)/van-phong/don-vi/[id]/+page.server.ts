import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { digitsIn } from '#lib/contracts/posted-number.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import {
	changeShape,
	endShape,
	handShape,
	mergeShape,
	parseProof,
	reasonShape
} from '#lib/contracts/organisations/rule-organisation.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Question } from '#lib/contracts/question.ts';
import { addPaper, PAPER_RULES } from '#lib/server/app/organisations/add-paper.ts';
import { correctOrganisation } from '#lib/server/app/organisations/correct-organisation.ts';
import { endRepresentation, handOver } from '#lib/server/app/organisations/end-representation.ts';
import type { SeenOrganisation } from '#lib/server/app/organisations/hold-for-ruling.ts';
import { mergeOrganisations } from '#lib/server/app/organisations/merge-organisations.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { proveOrganisation } from '#lib/server/app/organisations/prove-organisation.ts';
import { readClaim } from '#lib/server/app/organisations/read-claims.ts';
import { refuseClaim } from '#lib/server/app/organisations/refuse-claim.ts';
import { ruleChange } from '#lib/server/app/organisations/rule-change.ts';
import {
	questionOfChange,
	questionOfCorrection,
	questionOfEnding,
	questionOfHandOver,
	questionOfMerger,
	questionOfProof,
	questionOfRefusal
} from '#lib/server/http/questions/organisations.ts';
import { shownPapers } from '#lib/server/http/shown-papers.ts';
import { fileAction, formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import type { Fields } from '#lib/server/http/form-fields.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(await readClaim(locals.ctx, params.id), url);
	const claimer = view.organisation.claimedBy;
	return {
		...view,
		papers: shownPapers(view.papers),
		beside: view.beside.map(({ papers, ...other }) => ({ ...other, papers: shownPapers(papers) })),
		claimer: view.members.find(({ personId }) => personId === claimer)?.fullName ?? '',
		limits: { bytes: PAPER_RULES.maxBytes, count: PAPER_RULES.maxFiles }
	};
};

type Done = 'prove' | 'refuse' | 'accept' | 'decline' | 'correct' | 'merge' | 'end' | 'hand';

/** One act: reads its form, asks its question, does it. */
function act<Input>(
	done: Done,
	parse: (fields: Fields) => Result<Input>,
	ask: (ctx: Context, input: SeenOrganisation & Input, fields: Fields) => Promise<Question | undefined>,
	run: (ctx: Context, input: SeenOrganisation & Input) => Promise<Result<unknown>>
) {
	return formAction(
		(fields, { params }: RequestEvent) => {
			const input = parse(fields);
			// What is no version was not shown, so it is stale.
			const version = digitsIn(fields['version'], { max: 999_999_999 }) ?? 0;
			return input.ok ? ok({ ...input.value, organisationId: params.id, version }) : input;
		},
		run,
		{ ask: (ctx, { fields, input }) => ask(ctx, input, fields), done: { done } }
	);
}

const change = (accepted: boolean) =>
	act(
		accepted ? 'accept' : 'decline',
		(fields) => {
			const asked = parseInput(changeShape, fields);
			return asked.ok ? ok({ ...asked.value, accepted }) : asked;
		},
		questionOfChange,
		ruleChange
	);

const reasoned = (fields: Fields) => parseInput(reasonShape, fields);

export const actions = {
	upload: fileAction(
		(ctx, { fileName, bytes }, { params }: RequestEvent) =>
			addPaper(ctx, { organisationId: params.id, fileName, bytes }),
		{ done: { done: 'paper' } }
	),
	prove: act(
		'prove',
		(fields) => {
			const proof = parseProof(fields);
			return proof.ok ? ok({ proof: proof.value }) : proof;
		},
		questionOfProof,
		proveOrganisation
	),
	refuse: act('refuse', reasoned, questionOfRefusal, refuseClaim),
	accept: change(true),
	decline: change(false),
	correct: act(
		'correct',
		(fields) => {
			const profile = parseOrganisation(fields);
			const reason = reasoned(fields);
			if (!profile.ok) return profile;
			return reason.ok ? ok({ profile: profile.value, reason: reason.value.reason }) : reason;
		},
		questionOfCorrection,
		correctOrganisation
	),
	merge: act('merge', (fields) => parseInput(mergeShape, fields), questionOfMerger, mergeOrganisations),
	end: act('end', (fields) => parseInput(endShape, fields), questionOfEnding, endRepresentation),
	hand: act('hand', (fields) => parseInput(handShape, fields), questionOfHandOver, handOver)
} satisfies Actions;

/** The one wire of everything that is saved as it is typed: read in, and answered. */
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { OperationsReply, SaidOutcome } from '#lib/contracts/drafts/operations-reply.ts';
import { saveOperationsShape } from '#lib/contracts/drafts/save-operations.ts';
import type { SaveOperations } from '#lib/contracts/drafts/save-operations.ts';
import type { OperationProblem, Outcome } from '#lib/domain/drafts/operations.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { SavedOperations } from '#lib/server/app/drafts/ports.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { readJson } from './request-body.ts';
import { refusalJson, sayProblems } from './refusal-response.ts';

/** A person types for a long while before this is full. */
const MOST_BYTES = 1_000_000;

/**
 * Operations of the person who is signed in. Refusals: those of the body and its shape, `signed_in_as_another` when
 * the page was opened by somebody else: words are never taken as another person's.
 */
async function readOperations(request: Request, ctx: Context): Promise<Result<SaveOperations>> {
	const body = await readJson(request, MOST_BYTES);
	if (!body.ok) return body;
	const input = parseInput(saveOperationsShape, body.value);
	if (!input.ok) return input;
	if (ctx.actor.kind !== 'person') return refuse('sign_in_needed');
	return input.value.person === ctx.actor.personId ? input : refuse('signed_in_as_another');
}

/** Runs a verb over the operations of a request. `field`: where a problem of the core stands on the page. */
export async function answerOperations<Content>(
	request: Request,
	ctx: Context,
	save: (message: SaveOperations) => Promise<Result<SavedOperations<Content>>>
): Promise<Response> {
	const message = await readOperations(request, ctx);
	if (!message.ok) return refusalJson(message.refusal);
	const saved = await save(message.value);
	if (!saved.ok) return refusalJson(saved.refusal);
	const { revision, savedAt, outcomes, content } = saved.value;
	const reply: OperationsReply = {
		revision,
		savedAt: savedAt?.toISOString() ?? null,
		outcomes: outcomes.map(said),
		...(content === undefined ? {} : { content })
	};
	return Response.json(reply);
}

function said(outcome: Outcome): SaidOutcome {
	if (outcome.kind !== 'refused') return outcome;
	const problems = outcome.problems.flatMap((problem) => sayProblems(refusalOf(problem)));
	return { ...outcome, problems };
}

function refusalOf({ code, params, field }: OperationProblem): Refusal {
	return { code, ...(params === undefined ? {} : { params }), ...(field === undefined ? {} : { field }) };
}

import { fail } from '@sveltejs/kit';
import type { ActionFailure } from '@sveltejs/kit';
import { PROOF, PROOF_FIELDS } from '#lib/contracts/identity/proof.ts';
import type { ProofAsked, ProvedQuestion } from '#lib/contracts/identity/proof.ts';
import { CONFIRMED } from '#lib/contracts/question.ts';
import type { Question } from '#lib/contracts/question.ts';
import type { VerbName } from '#lib/domain/generated/names.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { shownFigures } from '#lib/server/app/decided-figures.ts';
import type { DecidedFigure } from '#lib/server/app/decided-figures.ts';
import { askedProof, newChallenge, prove } from '#lib/server/app/identity/factors/prove.ts';
import type { ProofFor, TypedProof } from '#lib/server/app/identity/factors/prove.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import type { PreviewedLetter } from '#lib/server/app/mail/letter-ports.ts';
import type { TriedAct } from '#lib/server/app/mail/try-act.ts';
import { isConfirmed } from './ask-first.ts';
import { failWith } from './refusal-response.ts';
import type { SaidProblem } from './refusal-response.ts';
import { saidOfLetter } from './say-letters.ts';

type Fields = Readonly<Record<string, string>>;

/** An act that asks for a proof: its name, its question, and what it decides. */
export interface ActToConfirm {
	readonly act: VerbName;
	readonly question: Question;
	readonly figures: readonly DecidedFigure[];
}

type Refused = ActionFailure<{ question?: ProvedQuestion; problems?: SaidProblem[]; typed: Fields }>;

/** The form without what proves: it is never sent back. */
export function bare(fields: Fields): Record<string, string> {
	return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith(PROOF)));
}

export function proofIn(fields: Fields): TypedProof {
	return {
		password: fields[PROOF_FIELDS.password] ?? '',
		code: fields[PROOF_FIELDS.code] ?? '',
		assertion: fields[PROOF_FIELDS.assertion] ?? '',
		nonce: fields[PROOF_FIELDS.nonce] ?? ''
	};
}

/**
 * Lets an act through once its question was answered and whoever answers has shown who it is; otherwise `answer` goes
 * to the page. `ask` gives the question, or undefined where the act is refused anyway: the act then says why.
 */
export async function confirmAct(
	ctx: Context,
	about: {
		readonly url: URL;
		readonly fields: Fields;
		readonly ask: (fields: Fields) => Promise<ActToConfirm | undefined> | ActToConfirm | undefined;
		readonly what?: ProofFor;
		/** What the act would come to. */
		readonly tried: () => Promise<TriedAct>;
	}
): Promise<{ readonly ctx: Context } | { readonly answer: Refused } | { readonly refusal: Refusal }> {
	const { url, fields, ask, what = 'act', tried } = about;
	const asked = await ask(fields);
	if (asked !== undefined) {
		const { letters, refusal } = await tried();
		if (refusal !== undefined && !isAskedAgain(refusal)) return { refusal };
		return { answer: await askWithProof(ctx, { url, fields, asked, what, letters }) };
	}
	if (!isConfirmed(fields)) return { ctx };
	const proof = await prove(ctx, proofIn(fields), what);
	if (proof.ok) return { ctx: { ...ctx, proof: proof.value } };
	const again = await ask(bare(withoutAnswer(fields)));
	// Refused anyway: the act says why, and not the proof.
	if (again === undefined) return { ctx };
	const { letters } = await tried();
	return {
		answer: await askWithProof(ctx, { url, fields, asked: again, what, letters, problem: proof.refusal })
	};
}

/** A page that is older than what stands there is not refused: its question says what changed. */
export function isAskedAgain({ code }: Refusal): boolean {
	return code === 'stale_version';
}

function withoutAnswer(fields: Fields): Fields {
	const { [CONFIRMED]: _answer, ...rest } = fields;
	return rest;
}

async function askWithProof(
	ctx: Context,
	about: {
		readonly url: URL;
		readonly fields: Fields;
		readonly asked: ActToConfirm;
		readonly what: ProofFor;
		readonly letters: readonly PreviewedLetter[];
		readonly problem?: Refusal;
	}
): Promise<Refused> {
	const { url, asked, what, problem } = about;
	const { act, figures } = asked;
	const held = { ...bare(about.fields), ...asked.question.instead };
	const proof = await proofAsked(ctx, what, problem);
	if (!proof.ok) return failWith(proof.refusal, held);
	const action = [...url.searchParams.keys()].find((name) => name.startsWith('/'));
	const question: ProvedQuestion = {
		...asked.question,
		letters: about.letters.map(saidOfLetter),
		action: action === undefined ? url.pathname : `?${action}`,
		fields: { ...held, [CONFIRMED]: 'yes' },
		act,
		decides: shownFigures(figures, ctx.locale),
		proof: proof.value
	};
	// The question says what was wrong with the proof: the page below it has no such field.
	return fail(428, { question, typed: held });
}

async function proofAsked(ctx: Context, what: ProofFor, problem?: Refusal): Promise<Result<ProofAsked>> {
	const asked = await askedProof(ctx, what);
	if (!asked.ok) return asked;
	const { means, keys } = asked.value;
	const person = ctx.actor.kind === 'person' ? ctx.actor.accountId : '';
	return ok({
		means,
		keys: keys.map(({ credentialId, transports }) => ({ credentialId, transports })),
		nonce: keys.length === 0 ? '' : await newChallenge(ctx, person, 'act'),
		rpId: ctx.app.factors.passkeys.rpId,
		...(problem !== undefined && {
			problem: { text: sayRefusal(problem), ...(problem.field !== undefined && { field: problem.field }) }
		})
	});
}

import type { RequestEvent } from '@sveltejs/kit';
import { redirect } from '@sveltejs/kit';
import type { z } from 'zod';
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { Question } from '#lib/contracts/question.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { tryAct } from '#lib/server/app/mail/try-act.ts';
import type { TriedAct } from '#lib/server/app/mail/try-act.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { askFirst, isConfirmed } from './ask-first.ts';
import { bare, confirmAct, isAskedAgain } from './confirm-act.ts';
import type { ActToConfirm } from './confirm-act.ts';
import type { ProofFor } from '#lib/server/app/identity/factors/prove.ts';
import { formFields, longFormFields, withoutSecrets } from './form-fields.ts';
import type { Fields } from './form-fields.ts';
import { postedFile } from './posted-file.ts';
import type { PostedFile } from './posted-file.ts';
import { failWith } from './refusal-response.ts';
import { questionOfLetters, saidOfLetter } from './say-letters.ts';

/** What the page is told of an act that was done: data, or what is made of the verb's answer (`seeOther` leaves). */
type Done<Given, Value, Event> = Given | ((value: Value, event: Event, fields: Fields) => Given);

interface Answer<Given, Value, Event> {
	readonly done: Done<Given, Value, Event>;
	/** What goes back to the page with a refusal; without it all that was typed, but no password. */
	readonly typed?: (fields: Fields, refusal: Refusal) => Fields;
	/** The refusal in the words and at the fields of this page. */
	readonly refused?: (refusal: Refusal, event: Event) => Refusal;
}

interface FormAnswer<Given, Value, Event, Input> extends Answer<Given, Value, Event> {
	/** What is asked before the act; it was read and would be tried. */
	readonly ask?: Asking<Input, Event> | undefined;
	/** The act writes to many: its question shows the letters; `ask`: they are all that is asked about. */
	readonly letters?: true | 'ask';
	/** The act is tried before its question, as one that writes to many always is: what is refused anyway is not asked. */
	readonly tries?: true;
	/** The same of an act that decides: whoever answers its question shows who it is, and the verb is told how. */
	readonly prove?: Proving<Input, Event> | undefined;
	/** For what the proof is asked; without it for the act. */
	readonly proofFor?: ProofFor;
	/** A form of many long texts, behind a door that strangers do not pass. */
	readonly long?: boolean;
}

type Asking<Input, Event> = (
	ctx: Context,
	asked: { readonly fields: Fields; readonly input: Input; readonly event: Event }
) => Question | undefined | Promise<Question | undefined>;

type Proving<Input, Event> = (
	ctx: Context,
	asked: { readonly fields: Fields; readonly input: Input; readonly event: Event }
) => ActToConfirm | undefined | Promise<ActToConfirm | undefined>;

/** Reads a form that no shape alone can read. */
type Reading<Input, Event> = (fields: Fields, event: Event) => Result<Input> | Promise<Result<Input>>;

/**
 * A form action, in the one order: read the form, ask the question of the act, do it, say what came of it. A refusal
 * comes back at its fields with what was typed.
 */
export function formAction<Input, Value, const Given, Event extends RequestEvent = RequestEvent>(
	read: z.ZodType<Input> | Reading<Input, Event>,
	verb: (ctx: Context, input: Input, event: Event) => Promise<Result<Value>>,
	answer: FormAnswer<Given, Value, Event, Input>
) {
	return async (event: Event) => {
		const { ctx } = event.locals;
		const fields = await (answer.long === true ? longFormFields : formFields)(event.request);
		const input = typeof read === 'function' ? await read(fields, event) : parseInput(read, fields);
		if (!input.ok) return answered(input, fields, event, answer);
		const known = await answer.ask?.(ctx, { fields, input: input.value, event });
		const asksLetters = answer.letters === 'ask' && !isConfirmed(fields);
		const tries = answer.letters === true || answer.tries === true;
		const tried = (): Promise<TriedAct> => tryAct(ctx, (trial) => verb(trial, input.value, event));
		const { letters, refusal } = asksLetters || (known !== undefined && tries) ? await tried() : UNTRIED;
		if (refusal !== undefined && !isAskedAgain(refusal))
			return answered({ ok: false, refusal }, fields, event, answer);
		const question = known ?? (asksLetters ? questionOfLetters(letters) : undefined);
		if (question !== undefined)
			return askFirst(event.url, fields, { ...question, letters: letters.map(saidOfLetter) });
		const { prove, proofFor: what } = answer;
		if (prove === undefined) return answered(await verb(ctx, input.value, event), fields, event, answer);
		const confirmed = await confirmAct(ctx, {
			...{ url: event.url, fields, ...(what !== undefined && { what }) },
			tried: () => (tries ? tried() : Promise.resolve(UNTRIED)),
			ask: (given) => prove(ctx, { fields: given, input: input.value, event })
		});
		if ('answer' in confirmed) return confirmed.answer;
		if ('refusal' in confirmed)
			return answered({ ok: false, refusal: confirmed.refusal }, bare(fields), event, answer);
		return answered(await verb(confirmed.ctx, input.value, event), bare(fields), event, answer);
	};
}

const UNTRIED: TriedAct = { letters: [] };

/** The same of a form with one file, which no page can put back into its box. */
export function fileAction<Value, const Given, Event extends RequestEvent = RequestEvent>(
	verb: (ctx: Context, file: PostedFile, event: Event) => Promise<Result<Value>>,
	answer: Answer<Given, Value, Event>
) {
	return async (event: Event) => {
		const file = await postedFile(event.request);
		const result = file.ok ? await verb(event.locals.ctx, file.value, event) : file;
		return answered(result, file.ok ? file.value.fields : {}, event, { typed: nothing, ...answer });
	};
}

/** The same of a button alone, whose form says nothing. */
export function buttonAction<Value, const Given, Event extends RequestEvent = RequestEvent>(
	verb: (ctx: Context, event: Event) => Promise<Result<Value>>,
	answer: Answer<Given, Value, Event>
) {
	return async (event: Event) => answered(await verb(event.locals.ctx, event), {}, event, answer);
}

/** What a form of passwords, or of a button, gets back. */
export const nothing = (): Fields => ({});

/** Leaves for a page of the portal in the language of the request, so that a reload sends nothing again. */
export function seeOther(path: string): never {
	redirect(303, localizeHref(path));
}

function answered<Given, Value, Event>(
	result: Result<Value>,
	fields: Fields,
	event: Event,
	{ done, refused, typed = withoutSecrets }: Answer<Given, Value, Event>
) {
	if (result.ok) return isMade(done) ? done(result.value, event, fields) : done;
	const { refusal } = result;
	return failWith(refused?.(refusal, event) ?? refusal, typed(fields, refusal));
}

function isMade<Given, Value, Event>(
	done: Done<Given, Value, Event>
): done is (value: Value, event: Event, fields: Fields) => Given {
	return typeof done === 'function';
}

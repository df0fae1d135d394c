import type { Actions, PageServerLoad, RequestEvent } from './$types';
import type { VerbName } from '#lib/domain/generated/names.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Question } from '#lib/contracts/question.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import {
	addPasskey,
	addTotp,
	checkTotp,
	removeFactor,
	renameFactor,
	renewRecoveryCodes
} from '#lib/server/app/identity/factors/change-factors.ts';
import { askedProof, prove } from '#lib/server/app/identity/factors/prove.ts';
import { offerPasskey, offerTotp, readFactors } from '#lib/server/app/identity/factors/read-factors.ts';
import { sendEnrolCode } from '#lib/server/app/identity/factors/send-enrol-code.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { isConfirmed } from '#lib/server/http/ask-first.ts';
import { secureCookies } from '#lib/server/http/entrance.ts';
import { buttonAction, formAction } from '#lib/server/http/form-action.ts';
import type { Fields } from '#lib/server/http/form-fields.ts';
import { hiddenFields } from '#lib/server/http/hidden-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { readSessionCookie } from '#lib/server/http/session-cookie.ts';

export const load: PageServerLoad = async ({ locals, url, params, cookies }) => {
	const { ctx } = locals;
	const own = valueOrError(await readFactors(ctx), url);
	const asked = valueOrError(await askedProof(ctx, 'own_change'), url);
	const byLetter = asked.means.includes('letter');
	// Without the link of the letter there is nothing to enrol with yet.
	const offers = !byLetter || params.token !== undefined;
	return {
		...own,
		code: byLetter ? (params.token ?? '') : '',
		letterFirst: byLetter && params.token === undefined,
		passkey: offers ? valueOrError(await offerPasskey(ctx), url) : null,
		totp: offers ? valueOrError(await offerTotp(ctx, tokenOf({ cookies, locals })), url) : null
	};
};

function tokenOf({ cookies, locals }: Pick<RequestEvent, 'cookies' | 'locals'>): string {
	return readSessionCookie(cookies, secureCookies(locals.ctx)) ?? '';
}

/** The link of the letter proves, where that is what is asked for; else whoever asks is asked back. */
async function byLetter(ctx: Context, { letter = '' }: Fields): Promise<Result<Context>> {
	const asked = await askedProof(ctx, 'own_change');
	if (!asked.ok || !asked.value.means.includes('letter')) return ok(ctx);
	const proof = await prove(ctx, { password: '', code: letter, assertion: '', nonce: '' }, 'own_change');
	return proof.ok ? ok({ ...ctx, proof: proof.value }) : proof;
}

interface Change {
	readonly letter: string;
	readonly fields: Fields;
}

/** An act on one's own factors: read, prove, do. */
function change(
	act: VerbName,
	question: (ctx: Context, fields: Fields) => Question | Promise<Question>,
	run: (ctx: Context, fields: Fields, event: RequestEvent) => Promise<Result<readonly string[]>>,
	first: (ctx: Context, fields: Fields) => Promise<Result<true>> = () => Promise.resolve(ok(true))
) {
	return formAction(
		async (fields, { locals }: RequestEvent): Promise<Result<Change>> => {
			const fits = isConfirmed(fields) ? ok(true) : await first(locals.ctx, fields);
			return fits.ok ? ok({ letter: fields['letter'] ?? '', fields }) : fits;
		},
		async (ctx, { fields }, event) => {
			const given = ctx.proof === undefined ? await byLetter(ctx, fields) : ok(ctx);
			return given.ok ? run(given.value, fields, event) : given;
		},
		{
			proofFor: 'own_change',
			prove: async (ctx, { fields, input }) =>
				input.letter !== '' || isConfirmed(fields)
					? undefined
					: { act, question: await question(ctx, fields), figures: [] },
			done: (codes, { url }) => ({ done: url.search.slice(2), codes })
		}
	);
}

async function questionOfRemoval(ctx: Context, { id = '' }: Fields): Promise<Question> {
	const own = await readFactors(ctx);
	const factors = own.ok ? own.value.factors : [];
	const name = factors.find((factor) => factor.id === id)?.name ?? '';
	const last = factors.length === 1 ? [m.factor_remove_last()] : [];
	return {
		title: m.factor_remove_title({ name }),
		follows: [m.factor_remove_follows(), ...last],
		confirm: m.factor_remove(),
		danger: true
	};
}

export const actions: Actions = {
	letter: buttonAction(sendEnrolCode, { done: { done: 'letter', codes: [] as readonly string[] } }),
	totp: change(
		'add_factor',
		() => ({
			title: m.factor_add_totp_question(),
			follows: [m.factor_add_follows()],
			confirm: m.factor_add_totp()
		}),
		async (ctx, { sealed = '', name = '' }, event) => {
			const added = await addTotp(ctx, { sealed, name }, tokenOf(event));
			return added.ok ? ok(added.value.codes) : added;
		},
		(ctx, { sealed = '', name = '', code = '' }) => checkTotp(ctx, { sealed, name, code })
	),
	passkey: change(
		'add_factor',
		() => ({
			title: m.factor_add_key_question(),
			follows: [m.factor_add_follows()],
			confirm: m.factor_add_key()
		}),
		async (ctx, { attestation = '', nonce = '', name = '' }, event) => {
			const added = await addPasskey(ctx, { attestation, nonce, name }, tokenOf(event));
			return added.ok ? ok(added.value.codes) : added;
		}
	),
	rename: formAction(hiddenFields('id', 'name'), renameFactor, {
		done: { done: 'rename', codes: [] as readonly string[] }
	}),
	remove: change('remove_factor', questionOfRemoval, async (ctx, { id = '' }) => {
		const removed = await removeFactor(ctx, id);
		return removed.ok ? ok([]) : removed;
	}),
	codes: change(
		'renew_recovery_codes',
		() => ({
			title: m.factor_codes_question(),
			follows: [m.factor_codes_follows()],
			confirm: m.factor_codes_renew()
		}),
		(ctx) => renewRecoveryCodes(ctx)
	)
};

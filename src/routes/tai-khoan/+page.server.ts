import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { changePasswordShape, profileShape } from '#lib/contracts/identity/enter.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { listMyCouncils } from '#lib/server/app/councils/list-my-councils.ts';
import { changePassword, readOwnAccount, updateProfile } from '#lib/server/app/identity/change-account.ts';
import { signOutEverywhere } from '#lib/server/app/identity/sign-out.ts';
import { secureCookies, startSession } from '#lib/server/http/entrance.ts';
import { formFields, typedAgain } from '#lib/server/http/form-fields.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';
import { clearSessionCookie } from '#lib/server/http/session-cookie.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	// Refused to whoever sits on none.
	const councils = await listMyCouncils(locals.ctx);
	return {
		account: valueOrError(await readOwnAccount(locals.ctx), url),
		seats: councils.ok
			? councils.value.seats.map(({ role, councilName, callCode }) => ({
					role,
					council: `${councilName}, ${callCode}`
				}))
			: []
	};
};

export const actions: Actions = {
	profile: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(profileShape, fields);
		const saved = input.ok ? await updateProfile(locals.ctx, input.value) : input;
		return saved.ok ? { done: 'profile' as const } : failWith(saved.refusal, typedAgain(fields));
	},
	password: async ({ request, locals, cookies }) => {
		const input = parseInput(changePasswordShape, await formFields(request));
		const changed = input.ok ? await changePassword(locals.ctx, input.value) : input;
		if (!changed.ok) return failWith(changed.refusal, {});
		startSession(cookies, locals.ctx, changed.value);
		return { done: 'password' as const };
	},
	signOutEverywhere: async ({ locals, cookies }) => {
		const ended = await signOutEverywhere(locals.ctx);
		if (!ended.ok) return failWith(ended.refusal, {});
		clearSessionCookie(cookies, secureCookies(locals.ctx));
		redirect(303, localizeHref('/dang-nhap?xong=dang-xuat'));
	}
};

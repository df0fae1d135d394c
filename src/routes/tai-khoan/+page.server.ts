import type { Actions, PageServerLoad } from './$types';
import { changePasswordShape, profileShape } from '#lib/contracts/identity/enter.ts';
import { listMyCouncils } from '#lib/server/app/councils/list-my-councils.ts';
import { changePassword, readOwnAccount, updateProfile } from '#lib/server/app/identity/change-account.ts';
import { signOutEverywhere } from '#lib/server/app/identity/sign-out.ts';
import { secureCookies, startSession } from '#lib/server/http/entrance.ts';
import { clearSessionCookie } from '#lib/server/http/session-cookie.ts';
import { buttonAction, formAction, nothing, seeOther } from '#lib/server/http/form-action.ts';
import { typedAgain } from '#lib/server/http/form-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

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
	profile: formAction(profileShape, updateProfile, { typed: typedAgain, done: { done: 'profile' } }),
	password: formAction(changePasswordShape, changePassword, {
		typed: nothing,
		done: (session, { cookies, locals }) => {
			startSession(cookies, locals.ctx, session);
			return { done: 'password' };
		}
	}),
	signOutEverywhere: buttonAction(signOutEverywhere, {
		done: (_, { cookies, locals }) => {
			clearSessionCookie(cookies, secureCookies(locals.ctx));
			return seeOther('/dang-nhap?xong=dang-xuat');
		}
	})
};

import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { returnPath } from '#lib/domain/access/return-path.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { present } from '#lib/domain/shared/present.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { enterSecondFactor, readHalf } from '#lib/server/app/identity/factors/enter-second-factor.ts';
import { clientAddress } from '#lib/server/http/client-address.ts';
import { proofIn } from '#lib/server/http/confirm-act.ts';
import {
	dropHalf,
	readDevice,
	readHalfCookie,
	secureCookies,
	startSession,
	writeDevice
} from '#lib/server/http/entrance.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { readSessionCookie } from '#lib/server/http/session-cookie.ts';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const way = returnPath(url.searchParams.get('ve'), localizeHref('/viec-can-lam'));
	if (locals.actor.kind === 'person') redirect(303, way);
	const asked = await readHalf(locals.ctx, readHalfCookie(cookies, locals.ctx) ?? '');
	if (!asked.ok) redirect(303, localizeHref('/dang-nhap') + url.search);
	const { means, keys, nonce } = asked.value;
	return {
		means,
		nonce,
		keys: keys.map(({ credentialId, transports }) => ({ credentialId, transports })),
		rpId: locals.ctx.app.factors.passkeys.rpId
	};
};

export const actions: Actions = {
	default: formAction(
		(fields) => ok(proofIn(fields)),
		(ctx, typed, event) =>
			enterSecondFactor(ctx, {
				half: readHalfCookie(event.cookies, ctx) ?? '',
				typed,
				address: clientAddress(event),
				...present({
					device: readDevice(event.cookies, ctx),
					formerToken: readSessionCookie(event.cookies, secureCookies(ctx))
				})
			}),
		{
			typed: nothing,
			done: (entered, { cookies, locals, url }) => {
				dropHalf(cookies, locals.ctx);
				startSession(cookies, locals.ctx, entered);
				writeDevice(cookies, locals.ctx, entered.device);
				redirect(303, returnPath(url.searchParams.get('ve'), localizeHref('/viec-can-lam')));
			}
		}
	)
};

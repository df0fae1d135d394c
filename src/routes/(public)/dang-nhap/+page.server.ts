import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { signInShape } from '#lib/contracts/identity/enter.ts';
import { returnPath } from '#lib/domain/access/return-path.ts';
import { present } from '#lib/domain/shared/present.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import {
	DEMONSTRATION_PASSWORD,
	listDemonstrationSignIns
} from '#lib/server/app/identity/demonstration-sign-ins.ts';
import { signIn } from '#lib/server/app/identity/sign-in.ts';
import { clientAddress } from '#lib/server/http/client-address.ts';
import {
	readDevice,
	secureCookies,
	startSession,
	writeDevice,
	writeHalf
} from '#lib/server/http/entrance.ts';
import { readSessionCookie } from '#lib/server/http/session-cookie.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { typedAgain } from '#lib/server/http/form-fields.ts';

function wayOn(url: URL): string {
	return returnPath(url.searchParams.get('ve'), localizeHref('/viec-can-lam'));
}

function backOf(url: URL): string {
	const back = url.searchParams.get('ve');
	return back === null ? '' : `?ve=${encodeURIComponent(back)}`;
}

export const load: PageServerLoad = async ({ locals, url }) => {
	if (locals.actor.kind === 'person') redirect(303, wayOn(url));
	const rows = await listDemonstrationSignIns(locals.ctx);
	const chosen = rows.find(({ role }) => role === url.searchParams.get('vai'));
	const back = returnPath(url.searchParams.get('ve'), '');
	return {
		comesFor:
			back === ''
				? null
				: /^\/(?:en\/)?ho-so\/moi(?:\?|$)/.test(back)
					? ('apply' as const)
					: ('page' as const),
		done: url.searchParams.get('xong'),
		demonstration: rows.map(({ role }) => {
			const filled = new URL(url);
			filled.searchParams.set('vai', role);
			return { role, href: filled.pathname + filled.search };
		}),
		filled: chosen === undefined ? null : { ...chosen, password: DEMONSTRATION_PASSWORD }
	};
};

export const actions: Actions = {
	default: formAction(
		signInShape,
		(ctx, input, event) =>
			signIn(ctx, {
				...input,
				address: clientAddress(event),
				...present({
					device: readDevice(event.cookies, ctx),
					formerToken: readSessionCookie(event.cookies, secureCookies(ctx))
				})
			}),
		{
			typed: typedAgain,
			done: (signedIn, { cookies, locals, url }) => {
				if ('half' in signedIn) {
					writeHalf(cookies, locals.ctx, signedIn.half);
					redirect(303, localizeHref('/dang-nhap/buoc-hai') + backOf(url));
				}
				startSession(cookies, locals.ctx, signedIn);
				writeDevice(cookies, locals.ctx, signedIn.device);
				redirect(303, signedIn.enrolFirst === true ? localizeHref('/tai-khoan/bao-mat') : wayOn(url));
			}
		}
	)
};

import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { checkSignUp, signUpShape } from '#lib/contracts/identity/sign-up.ts';
import { parseForm } from '#lib/contracts/parse-input.ts';
import { returnPath } from '#lib/domain/access/return-path.ts';
import { present } from '#lib/domain/shared/present.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { signUp } from '#lib/server/app/identity/sign-up.ts';
import { clientAddress } from '#lib/server/http/client-address.ts';
import { formFields, partOf, typedAgain } from '#lib/server/http/form-fields.ts';
import { failWith } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = ({ locals }) => {
	if (locals.actor.kind === 'person') redirect(303, localizeHref('/to-chuc'));
	return { embedded: locals.ctx.app.config.embedded };
};

export const actions: Actions = {
	default: async (event) => {
		const { request, locals, url } = event;
		const { step, ...fields } = await formFields(request);
		// Back from "sent" to the form, because the address was mistyped.
		if (step === 'correct') return { typed: typedAgain(fields) };
		const organisation = fields['withOrganisation'] === 'yes' ? partOf(fields, 'organisation.') : undefined;
		const person = parseForm(signUpShape, fields, (read) => {
			const checked = checkSignUp(read, organisation);
			return checked.ok ? ok(read) : checked;
		});
		if (!person.ok) return failWith(person.refusal, typedAgain(fields));
		const signedUp = await signUp(locals.ctx, {
			person: person.value,
			...present({ organisation }),
			back: returnPath(url.searchParams.get('ve'), ''),
			address: clientAddress(event)
		});
		if (!signedUp.ok) return failWith(signedUp.refusal, typedAgain(fields));
		return { sentTo: signedUp.value.email, again: step === 'again', typed: typedAgain(fields) };
	}
};

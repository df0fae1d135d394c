import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { invitePersonShape } from '#lib/contracts/identity/people.ts';
import { can } from '#lib/domain/access/policy.ts';
import { returnPath } from '#lib/domain/access/return-path.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { invitePerson } from '#lib/server/app/identity/invite-person.ts';
import { formAction } from '#lib/server/http/form-action.ts';

export const load: PageServerLoad = ({ url }) => ({ sent: url.searchParams.get('da-moi') ?? '' });

export const actions: Actions = {
	default: formAction(invitePersonShape, invitePerson, {
		done: ({ personId }, { locals, url }, fields) => {
			// An administrator goes on to the roles, an officer back to the council that the expert was missing in.
			const home = can(locals.actor, 'person.manage').ok
				? localizeHref(`/quan-tri/nguoi-dung/${personId}`)
				: localizeHref(`/van-phong/nguoi/moi?da-moi=${encodeURIComponent(fields['email'] ?? '')}`);
			redirect(303, returnPath(url.searchParams.get('ve'), home));
		}
	})
};

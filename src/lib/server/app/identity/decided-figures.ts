import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Decided } from '../decide-act.ts';

/** What giving a role decides: who gets which, over what. */
export function decidedByGranting(
	about: { readonly person: string; readonly role: Role; readonly scope: GrantScope },
	locale: 'vi' | 'en'
): Decided {
	const { person, role, scope } = about;
	return {
		figures: [
			{ key: 'person', text: person },
			{ key: 'role', role },
			{ key: 'scope', text: scope.type === 'all' ? m.access_scope_all({}, { locale }) : scope.id }
		]
	};
}

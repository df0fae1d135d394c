import type { Role } from '#lib/domain/access/actor.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

const words: Partial<Record<Role, () => string>> = {
	measurement_officer: m.access_role_measurement_officer,
	science_officer: m.access_role_science_officer,
	enterprise_officer: m.access_role_enterprise_officer,
	finance_officer: m.access_role_finance_officer,
	finance_head: m.access_role_finance_head,
	director: m.access_role_director,
	auditor: m.access_role_auditor,
	administrator: m.access_role_administrator
};

/** What a staff role is called. */
export function staffRoleWords(role: Role): string {
	return words[role]?.() ?? role;
}

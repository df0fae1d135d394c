import type { Role } from '#lib/domain/access/actor.ts';
import { m } from './paraglide/messages.js';

/** What each role is called, on a page and, with its language, in a letter. */
export const roleWords: Readonly<Record<Role, typeof m.access_role_director>> = {
	representative: m.access_role_representative,
	editor: m.access_role_editor,
	measurement_officer: m.access_role_measurement_officer,
	science_officer: m.access_role_science_officer,
	enterprise_officer: m.access_role_enterprise_officer,
	finance_officer: m.access_role_finance_officer,
	finance_head: m.access_role_finance_head,
	director: m.access_role_director,
	auditor: m.access_role_auditor,
	administrator: m.access_role_administrator
};

import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { STAFF_ROLES } from '#lib/domain/access/actor.ts';
import { line, paragraph, requiredLine } from '../parse-input.ts';

export const invitePersonShape = z.object({
	fullName: requiredLine(120, 'full_name_missing'),
	title: line(120).default(''),
	email: line(254),
	phone: line(40).default(''),
	/** Tax code of the employer when it is an organisation known here. */
	employerTaxCode: line(20).default(''),
	employerText: line(300).default('')
});

export type InvitePersonInput = z.output<typeof invitePersonShape>;

const staffRole = line(40).refine(
	(role) => STAFF_ROLES.some((known) => known === role),
	refused('role_unknown')
);

export const grantShape = z.object({
	role: staffRole,
	/** Empty: everything; else the key of a programme. */
	programme: line(40).default(''),
	/** As typed: dd/MM/yyyy or empty. */
	from: line(20).default(''),
	to: line(20).default('')
});

/** Why a proposed role is not put in force. */
export const declineGrantShape = z.object({ reason: paragraph(1000) });

export type GrantInput = z.output<typeof grantShape>;

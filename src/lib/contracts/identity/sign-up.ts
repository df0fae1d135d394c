import { z } from 'zod';
import { parseEmail, parsePhone } from '#lib/domain/shared/identity-numbers.ts';
import type { EmailAddress } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { parseOrganisation } from '../organisations/organisation.ts';
import { line } from '../parse-input.ts';

/** What must be there is checked with the rest, so that all problems show at once. */
export const signUpShape = z.object({
	fullName: line(120).default(''),
	title: line(120).default(''),
	phone: line(40).default(''),
	email: line(254),
	/** `on` when the box is ticked. */
	agree: line(10).default('')
});

export type SignUpInput = z.output<typeof signUpShape>;

export interface CheckedSignUp {
	readonly email: EmailAddress;
	readonly phone: string;
}

/**
 * Everything that is wrong with a sign-up, the organisation's problems at `organisation.…`.
 * Refuses `form_incomplete` whose causes stand at their fields.
 */
export function checkSignUp(
	person: SignUpInput,
	organisation: Readonly<Record<string, string>> | undefined
): Result<CheckedSignUp> {
	const causes: Refusal[] = [];
	const email = parseEmail(person.email, 'email');
	const phone: Result<string> = person.phone === '' ? ok('') : parsePhone(person.phone, 'phone');
	if (person.fullName === '') causes.push({ code: 'full_name_missing', field: 'fullName' });
	for (const part of [email, phone]) if (!part.ok) causes.push(part.refusal);
	if (organisation !== undefined) {
		const parsed = parseOrganisation(organisation);
		if (!parsed.ok) {
			causes.push(
				...(parsed.refusal.causes ?? []).map((cause) => ({
					...cause,
					field: `organisation.${cause.field ?? ''}`
				}))
			);
		}
	}
	if (person.agree !== 'on') causes.push({ code: 'agreement_missing', field: 'agree' });
	if (!email.ok || !phone.ok || causes.length > 0) return refuse('form_incomplete', { causes });
	return ok({ email: email.value, phone: phone.value });
}

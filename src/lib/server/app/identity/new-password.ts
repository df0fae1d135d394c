import { checkNewPassword, samePassword } from '#lib/domain/access/password.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';

/** A new password typed twice. Refuses `form_incomplete` with `password_…` at its field. */
export function checkPair(
	input: { readonly password: string; readonly passwordAgain: string },
	email: string
): Result<string> {
	const causes: Refusal[] = [];
	const password = checkNewPassword(input.password, email);
	if (!password.ok) causes.push(password.refusal);
	else if (!samePassword(input.password, input.passwordAgain))
		causes.push({ code: 'password_again_differs', field: 'passwordAgain' });
	return password.ok && causes.length === 0 ? password : refuse('form_incomplete', { causes });
}

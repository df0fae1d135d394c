import { checkNewPassword, samePassword } from '#lib/domain/access/password.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { App } from '../ports.ts';
import { DEMONSTRATION_PASSWORD } from './demonstration-sign-ins.ts';

/** What somebody who guesses knows about the person: names and addresses. */
export interface PasswordOwner {
	readonly email: string;
	readonly words?: readonly string[];
}

/** A password that its owner may have. Refusals, at field `password`: `password_…`. */
export function checkPassword(app: App, password: string, owner: PasswordOwner): Result<string> {
	const checked = checkNewPassword(password, owner.email);
	if (!checked.ok) return checked;
	// It is printed by the start and shown at the door of every demonstration.
	if (!app.config.embedded && samePassword(password, DEMONSTRATION_PASSWORD))
		return refuse('password_common', { field: 'password' });
	const strong = app.strength.check(checked.value, [owner.email, ...(owner.words ?? [])]);
	return strong.ok ? checked : strong;
}

/** A new password typed twice. Refuses `form_incomplete` with `password_…` at its field. */
export function checkPair(
	app: App,
	input: { readonly password: string; readonly passwordAgain: string },
	owner: PasswordOwner
): Result<string> {
	const password = checkPassword(app, input.password, owner);
	if (!password.ok) return refuse('form_incomplete', { causes: [password.refusal] });
	if (!samePassword(input.password, input.passwordAgain)) {
		const cause: Refusal = { code: 'password_again_differs', field: 'passwordAgain' };
		return refuse('form_incomplete', { causes: [cause] });
	}
	return password;
}

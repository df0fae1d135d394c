import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { App } from '../ports.ts';
import { checkPassword } from './new-password.ts';
import type { NewGrant } from './ports.ts';

export interface Enrolment {
	readonly fullName: string;
	readonly title?: string;
	readonly phone?: string;
	readonly email: string;
	/** One of many who share it is not measured and hashed again: both are slow on purpose. */
	readonly password: string | SharedPassword;
	readonly employerId?: string;
	readonly employerText?: string;
	readonly grants?: readonly Pick<NewGrant, 'role' | 'scope'>[];
	/** Shown in the table of sign-ins that the start prints. */
	readonly demonstration?: boolean;
}

const CHECKED = Symbol('checked');

/** The password of many, checked and hashed once; made by `sharePassword` alone. */
export interface SharedPassword {
	readonly hash: string;
	readonly [CHECKED]: true;
}

/** Refuses `password_…` as for one person without a name. */
export async function sharePassword(app: App, password: string): Promise<Result<SharedPassword>> {
	const checked = checkPassword(app, password, { email: '' });
	return checked.ok ? ok({ hash: await app.hasher.hash(checked.value), [CHECKED]: true }) : checked;
}

/**
 * A person with a proved address, a password and roles at once: the first administrator, and the people of a
 * demonstration. The system alone does this (a command on the machine itself), never a page.
 * Refusals: `not_found` for everybody else, `email_shape` …, `password_…`, `email_taken`.
 */
export async function enrolPerson(
	ctx: Context,
	input: Enrolment
): Promise<Result<{ personId: string; accountId: string }>> {
	if (ctx.actor.kind !== 'system') return refuse('not_found');
	const email = parseEmail(input.email, 'email');
	if (!email.ok) return email;
	const passwordHash = await hashOf(ctx, input, email.value);
	if (!passwordHash.ok) return passwordHash;
	return transact(ctx, 'enrol_person', { type: 'person', id: '' }, async ({ tx, note }) => {
		if ((await tx.identity.findAccountByEmail(email.value)) !== undefined)
			return refuse('email_taken', { field: 'email' });
		const personId = ctx.app.ids.v7();
		const accountId = ctx.app.ids.v7();
		await tx.identity.createPerson({
			id: personId,
			fullName: collapse(input.fullName),
			title: input.title ?? '',
			phone: input.phone ?? '',
			employerId: input.employerId ?? null,
			employerText: input.employerText ?? ''
		});
		await tx.identity.createAccount({
			id: accountId,
			personId,
			email: email.value,
			passwordHash: passwordHash.value,
			verified: true,
			locale: ctx.locale,
			demonstration: input.demonstration ?? false
		});
		for (const { role, scope } of input.grants ?? []) {
			await tx.identity.addGrant({ personId, role, scope, grantedBy: null });
		}
		note({
			objectId: personId,
			after: { email: email.value, fullName: input.fullName, grants: input.grants ?? [] }
		});
		return ok({ personId, accountId });
	});
}

async function hashOf(
	{ app }: Context,
	{ password, fullName }: Enrolment,
	email: string
): Promise<Result<string>> {
	if (typeof password !== 'string') return ok(password.hash);
	const checked = checkPassword(app, password, { email, words: [fullName] });
	return checked.ok ? ok(await app.hasher.hash(checked.value)) : checked;
}

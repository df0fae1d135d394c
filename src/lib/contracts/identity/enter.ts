import { z } from 'zod';
import { line, requiredLine } from '../parse-input.ts';

const secret = z.string().max(1000, 'password_too_long');

export const signInShape = z.object({
	email: line(254),
	password: secret
});

export const emailShape = z.object({ email: line(254) });

export const newPasswordShape = z.object({ password: secret, passwordAgain: secret });

export const changePasswordShape = z.object({
	currentPassword: secret,
	password: secret,
	passwordAgain: secret
});

export const profileShape = z.object({
	fullName: requiredLine(120, 'full_name_missing'),
	title: line(120),
	phone: line(40),
	locale: z.enum(['vi', 'en'])
});

export type ProfileInput = z.output<typeof profileShape>;

/** What must be there is checked with the rest, so that all problems show at once. */
export const signUpShape = z.object({
	fullName: line(120).default(''),
	title: line(120).default(''),
	phone: line(40).default(''),
	email: line(254),
	password: secret,
	passwordAgain: secret,
	/** `on` when the box is ticked. */
	agree: line(10).default('')
});

export type SignUpInput = z.output<typeof signUpShape>;

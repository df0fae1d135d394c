import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { line, requiredLine } from '../parse-input.ts';

/** A password as typed; what it must be is checked where one is chosen. */
export const secret = z.string().max(1000, refused('password_too_long'));

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

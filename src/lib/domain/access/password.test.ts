import { describe, expect, it } from 'vitest';
import { checkNewPassword, samePassword } from './password.ts';

function codeOf(password: string, email = 'hanh.nguyen@iahrung.example'): string {
	const checked = checkNewPassword(password, email);
	return checked.ok ? 'ok' : checked.refusal.code;
}

describe('a new password', () => {
	it.each(['cà phê chín đỏ', 'Can-to 80 tan', 'mưa rừng chiều 7'])('may be %s', (password) => {
		expect(codeOf(password)).toBe('ok');
	});

	it.each([
		['ngắn quá', 'password_too_short'],
		['hanh.nguyen@2026', 'password_has_email'],
		['a1b2c3'.repeat(30), 'password_too_long']
	])('%s is refused: %s', (password, code) => {
		expect(codeOf(password)).toBe(code);
	});

	it('is the same however its letters are composed, and in nothing else', () => {
		expect(samePassword('cà phê chín đỏ'.normalize('NFD'), 'cà phê chín đỏ')).toBe(true);
		expect(samePassword('cà phê chín đỏ', 'ca phe chin do')).toBe(false);
		expect(samePassword('cà phê chín đỏ', 'cà phê chín đỏ ')).toBe(false);
	});

	it('is counted as a person counts, and kept composed', () => {
		expect(codeOf('ế'.normalize('NFD').repeat(9))).toBe('password_too_short');
		const checked = checkNewPassword('cà phê chín đỏ'.normalize('NFD'), 'x@y.vn');
		expect(checked).toEqual({ ok: true, value: 'cà phê chín đỏ' });
	});
});

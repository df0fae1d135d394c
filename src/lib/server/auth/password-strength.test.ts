import { describe, expect, it } from 'vitest';
import { passwordStrength } from './password-strength.ts';

const ABOUT = ['hanh.nguyen@iahrung.example', 'Nguyễn Thị Hạnh', 'Công ty TNHH Cà phê Cao nguyên Ia Hrung'];

function said(password: string): string {
	const checked = passwordStrength.check(password, ABOUT);
	return checked.ok ? 'ok' : checked.refusal.code;
}

describe('how easily a password is guessed', () => {
	it.each([
		'cà phê chín đỏ 7',
		'mưa rừng chiều 7',
		'đo-đúng-cân-đủ-1207',
		'Can-to 80 tan',
		'chợ nổi trên sông'
	])('%s is enough', (password) => {
		expect(said(password)).toBe('ok');
	});

	it.each([
		'qwertyuiop',
		'1q2w3e4r5t',
		'Password123!',
		'iloveyou12',
		'1qaz2wsx3edc',
		'chuan12345',
		'gialai2026',
		'GiaLai@2026',
		'Gia Lai 2026',
		'Gia Lài 2026',
		'sokhcn2026!',
		'matkhau123456',
		'mậtkhẩu123456',
		'aaaaaaaaaaaa',
		'1234567890',
		'anhyeuem123',
		'NguyenThiHanh1',
		'iahrung2026',
		'abcabcabcabc',
		'20/11/2026 ',
		'doluong2026'
	])('%s is not', (password) => {
		expect(said(password)).toMatch(/^password_/);
	});

	it('says what makes it easy', () => {
		expect(said('qwertyuiop')).toMatch(/password_(common|keyboard)/);
		expect(said('gialai2026')).toBe('password_of_house');
		expect(said('nguyenthihanh1')).toBe('password_about_you');
		expect(said('abcabcabcabc')).toBe('password_pattern');
		expect(said('matkhau123456')).toBe('password_common');
	});

	it('takes little time over a long one', () => {
		const started = performance.now();
		expect(said('a1b2c3'.repeat(21))).toBe('password_pattern');
		expect(performance.now() - started).toBeLessThan(3000);
	});
});

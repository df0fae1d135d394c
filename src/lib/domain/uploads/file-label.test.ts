import { describe, expect, it } from 'vitest';
import { fileLabel } from './file-label.ts';

const said = (text: string) => {
	const label = fileLabel(text);
	return label.ok ? label.value : label.refusal.code;
};

describe('the label of a file', () => {
	it('is the last part of what a browser sent, composed, with single spaces', () => {
		expect(said('C:\\Users\\Tâm\\đơn  đề nghị.pdf')).toBe('đơn đề nghị.pdf');
		expect(said('../../etc/passwd')).toBe('passwd');
		expect(said('Đơn đề nghị.pdf'.normalize('NFD'))).toBe('Đơn đề nghị.pdf');
	});
	it('shows nothing that turns or hides text', () => {
		expect(said('hoa-don\u202efdp.exe')).toBe('hoa-don fdp.exe');
		expect(said('a\r\nSet-Cookie: b.pdf')).toBe('a Set-Cookie: b.pdf');
	});
	it('must be there and may not be endless', () => {
		expect(said('')).toBe('file_name_missing');
		expect(said('a/..')).toBe('file_name_missing');
		expect(said(`${'ệ'.repeat(255)}`)).toBe('ệ'.repeat(255));
		expect(said('ệ'.repeat(256).normalize('NFD'))).toBe('file_name_too_long');
	});
});

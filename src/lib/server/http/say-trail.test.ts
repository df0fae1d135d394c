import { describe, expect, it } from 'vitest';
import { sayAct, sayGrant, sayObject, sayWhy } from './say-trail.ts';

describe('the audit trail in words', () => {
	it('says what was done, to what', () => {
		expect([sayAct('save_marks'), sayObject('lot')]).toEqual(['Lưu phiếu chấm', 'Nhiệm vụ']);
	});

	it('keeps the code of what it has no words for: a trail leaves nothing out', () => {
		expect([sayAct('of_an_older_release'), sayObject('thing')]).toEqual(['of_an_older_release', 'thing']);
	});

	it.each([
		['finance_officer/all', 'Chuyên viên Kế hoạch – Tài chính'],
		['editor/organisation:01a207c9-8b90-75ec-8f72-cfc2a88fa513', 'Người soạn hồ sơ, trong đơn vị'],
		['measurement_officer/programme:MAP', 'Chuyên viên Chi cục TĐC, chương trình MAP'],
		['chair/council:01a207c9-8b90-75ec-8f72-cfc2a88fa513', 'Chủ tịch hội đồng'],
		['signed_in', 'người đã đăng nhập'],
		['system', 'hệ thống'],
		['', '']
	])('says the right %s', (used, said) => {
		expect(sayGrant(used)).toBe(said);
	});

	it('says why something was refused, with the figures that were kept', () => {
		expect(sayWhy('sign_in_failed')).not.toBe('sign_in_failed');
		expect(sayWhy('tally_missing')).toBe('Còn … hồ sơ chưa kiểm phiếu.');
		expect(sayWhy('tally_missing', { params: { count: '3' } })).toBe('Còn 3 hồ sơ chưa kiểm phiếu.');
		expect(
			sayWhy('session_cannot_close', { causes: [{ code: 'tally_missing', params: { count: '2' } }] })
		).toContain('Còn 2 hồ sơ chưa kiểm phiếu.');
		expect(sayWhy('')).toBe('');
	});
});

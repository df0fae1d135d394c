import { expect, it } from 'vitest';
import { byLegalForce } from './legal-order.ts';

it('names laws before decrees, decrees before circulars, circulars before decisions, plans last', () => {
	const ordered = [
		'Luật Đo lường số 04/2011/QH13 ngày 11 tháng 11 năm 2011',
		'Nghị quyết số 28/2026/QH16',
		'NĐ 267/2025/NĐ-CP',
		'Quyết định số 996/QĐ-TTg ngày 10 tháng 8 năm 2018 của Thủ tướng Chính phủ',
		'Thông tư số 20/2023/TT-BKHCN',
		'Thông tư liên tịch số 27/2015/TTLT-BKHCN-BTC',
		'TT 02/2023/TT-BKHCN',
		'Quyết định số 510/QĐ-BKHCN ngày 17 tháng 3 năm 2021',
		'QĐ 3807/QĐ-BKHCN',
		'Kế hoạch số 37/KH-SKHCN'
	];
	const [law, resolution, decree, premier, first, second, third, ministry, other, plan] = ordered;
	const mixed = [plan, premier, ministry, first, decree, law, second, resolution, third, other];
	expect(byLegalForce(mixed, (text) => text ?? '')).toEqual(ordered);
});

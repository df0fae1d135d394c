import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#lib/i18n/paraglide/runtime.js';
import { sayDifference } from './say-difference.ts';

const ID = '01970000-0000-7000-8000-000000000001';
const nameOf = (id: string) => (id === ID ? 'Rơ Châm H’Lan' : undefined);

describe('values before and after an act', () => {
	it('are told by labels, money by đồng, days by the day, people by their names', () => {
		overwriteGetLocale(() => 'vi');
		expect(
			sayDifference(
				{
					before: { state: 'preparing', total: '48000000', hash: 'same' },
					after: {
						state: 'prepared',
						total: '47999999',
						hash: 'same',
						personId: ID,
						datedOn: '2026-11-29',
						replacing: true
					}
				},
				nameOf
			)
		).toEqual([
			{ label: 'Trạng thái', before: 'Đang lập', after: 'Đã lập' },
			{ label: 'Tổng', before: '48.000.000 đồng', after: '47.999.999 đồng' },
			{ label: 'Người', before: '', after: 'Rơ Châm H’Lan' },
			{ label: 'Ngày của văn bản', before: '', after: '29/11/2026' },
			{ label: 'Đang thay thế', before: '', after: 'Có' }
		]);
	});

	it('tell state money apart from a state, and number the things of a list', () => {
		overwriteGetLocale(() => 'en');
		expect(
			sayDifference(
				{ after: { state: '1200000', steps: [{ step: 1 }, { step: 2 }], applied: ['a', 'b'] } },
				nameOf
			)
		).toEqual([
			{ label: 'State money', before: '', after: '1,200,000 đồng' },
			{ label: 'Steps · 1 · Step', before: '', after: '1' },
			{ label: 'Steps · 2 · Step', before: '', after: '2' },
			{ label: 'Places changed', before: '', after: '2 places' }
		]);
	});
});

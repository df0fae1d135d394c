import type { Label } from './code-lists.ts';

/** Why an appraised figure differs from the requested one. The code is what the minutes and the data carry. */
export const REASONS = {
	VUOT_DINH_MUC: { vi: 'Vượt định mức', en: 'Above the norm' },
	SAI_DON_GIA: { vi: 'Đơn giá không có báo giá hợp lệ', en: 'Unit price without a valid quotation' },
	THUA_KHOI_LUONG: { vi: 'Thừa khối lượng', en: 'More quantity than the work needs' },
	KHONG_LIEN_QUAN: { vi: 'Không liên quan đến nội dung nhiệm vụ', en: 'Not related to the task' },
	TRUNG_NGUON: { vi: 'Trùng với nguồn kinh phí khác', en: 'Already funded from another source' },
	CO_SAN: { vi: 'Thiết bị, tài sản đã có sẵn', en: 'The equipment exists already' },
	CHUYEN_DOI_UNG: { vi: 'Chuyển sang nguồn đối ứng', en: 'Moved to the own contribution' },
	SAI_SO_HOC: { vi: 'Sai số học', en: 'Arithmetic error' },
	KHONG_CO_CAN_CU: { vi: 'Không có căn cứ', en: 'Without grounds' },
	DIEU_CHINH_THEO_HD: {
		vi: 'Điều chỉnh theo kết luận của hội đồng',
		en: 'Changed by the council’s conclusion'
	},
	LAM_TRON: { vi: 'Làm tròn', en: 'Rounding' },
	TINH_LAI_QLC: {
		vi: 'Tính lại quản lý chung theo tổng kinh phí thẩm định',
		en: 'General management recomputed from the appraised total'
	}
} as const satisfies Readonly<Record<string, Label>>;

export type ReasonCode = keyof typeof REASONS;

/** The reason that only the system gives, and only on the management line. */
export const SYSTEM_REASON = 'TINH_LAI_QLC' satisfies ReasonCode;

export function isReasonCode(value: unknown): value is ReasonCode {
	return typeof value === 'string' && Object.hasOwn(REASONS, value);
}

/** The reasons that a person may choose, in the order in which they are offered. */
export function choosableReasons(): { readonly code: ReasonCode; readonly label: Label }[] {
	return Object.entries(REASONS).flatMap(([code, label]) =>
		isReasonCode(code) && code !== SYSTEM_REASON ? [{ code, label }] : []
	);
}

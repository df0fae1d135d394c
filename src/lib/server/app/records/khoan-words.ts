import type { KhoanMethod } from '#lib/domain/budgets/khoan.ts';

/** How a task is paid, as papers say it. */
export const KHOAN_WORDS: Readonly<Record<KhoanMethod, string>> = {
	to_final_product: 'Đến sản phẩm cuối cùng',
	in_parts: 'Từng phần'
};

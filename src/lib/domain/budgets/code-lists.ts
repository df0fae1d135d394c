import type { Localized } from '#lib/domain/shared/localized.ts';

/** A text of a code list: both languages are complete. */
export type Label = Required<Localized>;

/** The ten inputs (yếu tố đầu vào) that a task's budget is made of. TT 03/2023/TT-BTC, Art. 3. */
export const CATEGORY_CODES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
export type CategoryCode = (typeof CATEGORY_CODES)[number];

/** The category of the management line (quản lý chung nhiệm vụ). */
export const MANAGEMENT_CATEGORY: CategoryCode = 9;

/** What a line is within its category, where the law treats the kinds apart. */
export type SubKind =
	| 'personnel'
	| 'unskilled_labour'
	| 'domestic_expert'
	| 'foreign_expert'
	| 'materials'
	| 'supplies'
	| 'repair'
	| 'purchase'
	| 'rent'
	| 'depreciation'
	| 'domestic'
	| 'outbound'
	| 'inbound';

export interface Category {
	readonly code: CategoryCode;
	readonly label: Label;
	/** Short name for table rows on screen and in print. */
	readonly short: Label;
	/** The kinds a line of this category may be; empty where the law makes no difference. */
	readonly subKinds: readonly SubKind[];
	/** What a line is when nobody said; absent where a person has to say it. */
	readonly defaultSubKind?: SubKind;
}

export const CATEGORIES: readonly Category[] = [
	{
		code: 1,
		label: {
			vi: 'Thù lao tham gia nhiệm vụ khoa học và công nghệ',
			en: 'Remuneration for taking part in the task'
		},
		short: { vi: 'Thù lao', en: 'Remuneration' },
		subKinds: ['personnel', 'unskilled_labour', 'domestic_expert', 'foreign_expert'],
		defaultSubKind: 'personnel'
	},
	{
		code: 2,
		label: {
			vi: 'Nguyên, nhiên, vật liệu, mẫu, dụng cụ, năng lượng, tài liệu, sở hữu trí tuệ',
			en: 'Materials, fuel, samples, tools, energy, documents, intellectual property'
		},
		short: { vi: 'Nguyên vật liệu', en: 'Materials' },
		subKinds: ['materials', 'supplies'],
		defaultSubKind: 'materials'
	},
	{
		code: 3,
		label: {
			vi: 'Sửa chữa, mua sắm, thuê, khấu hao tài sản',
			en: 'Repair, purchase, rent and depreciation of assets'
		},
		short: { vi: 'Thiết bị, tài sản', en: 'Equipment and assets' },
		subKinds: ['repair', 'purchase', 'rent', 'depreciation']
	},
	{
		code: 4,
		label: {
			vi: 'Hội nghị, hội thảo, công tác phí, đoàn ra, đoàn vào',
			en: 'Conferences, workshops, travel, outbound and inbound delegations'
		},
		short: { vi: 'Hội thảo, công tác', en: 'Workshops and travel' },
		subKinds: ['domestic', 'outbound', 'inbound'],
		defaultSubKind: 'domestic'
	},
	{
		code: 5,
		label: { vi: 'Dịch vụ thuê ngoài', en: 'Outsourced services' },
		short: { vi: 'Dịch vụ thuê ngoài', en: 'Outsourced services' },
		subKinds: []
	},
	{
		code: 6,
		label: { vi: 'Điều tra, khảo sát', en: 'Surveys and field investigation' },
		short: { vi: 'Điều tra, khảo sát', en: 'Surveys' },
		subKinds: []
	},
	{
		code: 7,
		label: { vi: 'Văn phòng phẩm, thông tin liên lạc, in ấn', en: 'Stationery, communication, printing' },
		short: { vi: 'Văn phòng phẩm, in ấn', en: 'Stationery and printing' },
		subKinds: []
	},
	{
		code: 8,
		label: { vi: 'Tự đánh giá kết quả thực hiện nhiệm vụ', en: 'Self-evaluation of the results' },
		short: { vi: 'Tự đánh giá', en: 'Self-evaluation' },
		subKinds: []
	},
	{
		code: 9,
		label: { vi: 'Quản lý chung nhiệm vụ', en: 'General management of the task' },
		short: { vi: 'Quản lý chung', en: 'General management' },
		subKinds: []
	},
	{
		code: 10,
		label: { vi: 'Chi khác', en: 'Other costs' },
		short: { vi: 'Chi khác', en: 'Other' },
		subKinds: []
	}
];

/** The category of a code. A code outside the list does not compile; parse at the door with `isCategoryCode`. */
export function categoryOf(code: CategoryCode): Category {
	const found = CATEGORIES[code - 1];
	if (found === undefined) throw new Error(`No budget category ${code}`);
	return found;
}

export function isCategoryCode(value: unknown): value is CategoryCode {
	return CATEGORY_CODES.some((code) => code === value);
}

export function isSubKind(value: unknown): value is SubKind {
	return CATEGORIES.some(({ subKinds }) => subKinds.some((kind) => kind === value));
}

/** What a line is: its own kind, else the usual one of its category, else null (nobody has said yet). */
export function subKindOf(line: {
	readonly category: CategoryCode;
	readonly subKind?: SubKind;
}): SubKind | null {
	return line.subKind ?? categoryOf(line.category).defaultSubKind ?? null;
}

/** The five printed items (khoản) of the classic thuyết minh form. */
export const PRINT_GROUPS = [1, 2, 3, 4, 5] as const;
export type PrintGroup = (typeof PRINT_GROUPS)[number];

export const PRINT_GROUP_LABELS: Readonly<Record<PrintGroup, Label>> = {
	1: { vi: 'Trả công lao động trực tiếp, chuyên gia', en: 'Direct labour and experts' },
	2: { vi: 'Nguyên vật liệu, năng lượng', en: 'Materials and energy' },
	3: { vi: 'Thiết bị, máy móc', en: 'Equipment and machinery' },
	4: { vi: 'Xây dựng, sửa chữa nhỏ', en: 'Construction and minor repair' },
	5: { vi: 'Chi khác', en: 'Other costs' }
};

/**
 * The printed item of a line: 1 and 2 as they are; of category 3 a repair is item 4, a purchase or rent
 * item 3; everything else item 5. An asset line whose kind nobody has said yet prints with the equipment.
 */
export function printGroupOf(line: {
	readonly category: CategoryCode;
	readonly subKind?: SubKind;
}): PrintGroup {
	if (line.category === 1) return 1;
	if (line.category === 2) return 2;
	if (line.category === 3) return line.subKind === 'repair' ? 4 : 3;
	return 5;
}

/** Roles of remuneration that circulars name (TT 02/2023/TT-BKHCN, Art. 4). A rule set decides which are in use. */
const ROLE_LABELS: Readonly<Record<string, Label>> = {
	leader: { vi: 'Chủ nhiệm nhiệm vụ', en: 'Task leader' },
	scientific_secretary: { vi: 'Thư ký khoa học', en: 'Scientific secretary' },
	main_member: { vi: 'Thành viên chính', en: 'Main member' },
	member: { vi: 'Thành viên', en: 'Member' },
	technician: { vi: 'Kỹ thuật viên, nhân viên hỗ trợ', en: 'Technician, support staff' }
};

/** Names of the norms that circulars issue by amount (TT 03/2023/TT-BTC, Art. 4). */
const NORM_LABELS: Readonly<Record<string, Label>> = {
	workshop_chair: { vi: 'Người chủ trì hội thảo', en: 'Workshop chair' },
	workshop_secretary: { vi: 'Thư ký hội thảo', en: 'Workshop secretary' },
	workshop_speaker: { vi: 'Báo cáo viên trình bày tại hội thảo', en: 'Speaker at a workshop' },
	workshop_paper: { vi: 'Báo cáo được đặt, không trình bày', en: 'Commissioned paper, not presented' },
	workshop_participant: { vi: 'Thành viên tham dự hội thảo', en: 'Workshop participant' },
	unskilled_labour_day: { vi: 'Ngày công lao động phổ thông', en: 'Day of unskilled labour' }
};

/** What a role is called; a role that no list names is called by its key. */
export function roleLabel(key: string): Label {
	return (Object.hasOwn(ROLE_LABELS, key) ? ROLE_LABELS[key] : undefined) ?? { vi: key, en: key };
}

/** What a norm is called; a norm that no list names is called by its key. */
export function normLabel(key: string): Label {
	return (Object.hasOwn(NORM_LABELS, key) ? NORM_LABELS[key] : undefined) ?? { vi: key, en: key };
}

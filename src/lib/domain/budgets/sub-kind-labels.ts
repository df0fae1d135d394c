import type { Label, SubKind } from './code-lists.ts';

/** What the kinds are called where a person chooses one. */
export const SUB_KIND_LABELS: Readonly<Record<SubKind, Label>> = {
	personnel: { vi: 'Thành viên thực hiện nhiệm vụ', en: 'Task personnel' },
	unskilled_labour: { vi: 'Lao động phổ thông', en: 'Unskilled labour' },
	domestic_expert: { vi: 'Chuyên gia trong nước', en: 'Domestic experts' },
	foreign_expert: { vi: 'Chuyên gia ngoài nước', en: 'Foreign experts' },
	materials: { vi: 'Nguyên, nhiên, vật liệu, mẫu', en: 'Raw materials, fuel, samples' },
	supplies: {
		vi: 'Dụng cụ, năng lượng, tài liệu, sở hữu trí tuệ',
		en: 'Tools, energy, documents, intellectual property'
	},
	repair: { vi: 'Sửa chữa tài sản', en: 'Repair of assets' },
	purchase: { vi: 'Mua sắm tài sản', en: 'Purchase of assets' },
	rent: { vi: 'Thuê tài sản', en: 'Rent of assets' },
	depreciation: { vi: 'Khấu hao tài sản', en: 'Depreciation of assets' },
	domestic: { vi: 'Hội nghị, hội thảo, công tác trong nước', en: 'Domestic meetings and travel' },
	outbound: { vi: 'Đoàn ra', en: 'Outbound delegations' },
	inbound: { vi: 'Đoàn vào', en: 'Inbound delegations' }
};

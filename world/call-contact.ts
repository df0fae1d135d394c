import type { CallContact } from '#lib/domain/workflow/call-contact.ts';

const hours = {
	vi: 'thứ Hai – thứ Sáu, 7h30 – 11h30 và 13h30 – 17h00',
	en: 'Monday to Friday, 7:30 to 11:30 and 13:30 to 17:00'
};

/** Whom one asks about the calls of the demonstration. */
export const MEASUREMENT_CONTACT: CallContact = {
	person: 'Chi cục Tiêu chuẩn Đo lường Chất lượng',
	phone: '+842693824555',
	email: 'dichvu.doluong@chuan.test',
	hours
};
export const SCIENCE_CONTACT: CallContact = {
	person: 'Phòng Quản lý Khoa học',
	phone: '+842693824556',
	email: 'dichvu.khoahoc@chuan.test',
	hours
};

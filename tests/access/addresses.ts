import { GIA_LAI_COMMUNES } from '../../src/lib/domain/places/gia-lai-communes.ts';
import { ANY_TOKEN } from './any-token.ts';
import type { AccessWorld, Place } from './access-world.ts';

/** What stands behind the parameters of a route, by the beginning of its id; the longest one counts. */
const PLACES: Readonly<Record<string, Readonly<Record<string, Place>>>> = {
	'/(public)/dot-keu-goi/[code]': { code: 'call' },
	'/(public)/ket-qua/[id]': { id: 'publication' },
	'/(applicant)/ho-so/[id]': { id: 'draft', section: 'section' },
	'/(applicant)/ho-so/[id]/ban-nop': { id: 'case' },
	'/(office)/van-phong/dot/[code]': { code: 'call' },
	'/(office)/van-phong/ho-so/[id]': { id: 'case' },
	'/(office)/van-phong/ho-so/[id]/khao-sat': { id: 'surveyed' },
	'/(office)/van-phong/de-xuat/[id]': { id: 'proposal' },
	'/(office)/van-phong/don-vi/[id]': { id: 'organisation' },
	'/(office)/van-phong/chuong-trinh/[id]': { id: 'definition' },
	'/(committee)/hoi-dong/[council]': { council: 'council', id: 'case', lot: 'lot' },
	'/(finance)/tham-dinh/[id]': { id: 'appraisal' },
	'/(finance)/nguon-kinh-phi/[id]': { id: 'fund' },
	'/loi-moi/[id]': { id: 'invitation' },
	'/quan-he/[id]': { id: 'finding' },
	'/tai-lieu/[id]': { id: 'document' },
	'/van-ban/[id]': { id: 'record' },
	'/(admin)/quan-tri/nguoi-dung/[id]': { id: 'somebody' },
	'/(admin)/quan-tri/phan-quyen/[id]': { id: 'grantProposal' },
	'/(admin)/quan-tri/du-lieu-ca-nhan/[id]': { id: 'dataRequest' },
	'/(admin)/quan-tri/thu/[id]': { id: 'mail' },
	'/(admin)/quan-tri/mau-thu/[letter]': { letter: 'letter' },
	'/(admin)/quan-tri/nhat-ky/[id]': { id: 'logged' },
	'/api/ho-so/[id]': { id: 'draft', section: 'section' },
	'/api/tai-len/[id]': { id: 'upload' },
	'/api/tai-lieu/[id]': { id: 'document' },
	'/api/giay-to/[id]': { id: 'paper' },
	'/api/cham/[id]': { id: 'case' },
	'/api/tham-dinh/[id]': { id: 'appraisal' },
	'/api/kiem-tra/[id]': { id: 'case' },
	'/api/khao-sat/[id]': { id: 'surveyed' }
};

/** What an address says behind its path, where it is nothing without. */
const ASKED: Readonly<Record<string, string>> = {
	'/api/khung-xem': '?ma=/_app/immutable/workers/frame-x.js'
};

/** A version 4 id that nothing has. */
export const NOBODY = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';
const NO_CODE = 'KHONG-CO-0';
/** Of the programme of the draft. */
const FORM_TO_SIGN = 'application';
const VARIANT_TO_SIGN = 'applied_research';
/** A paper of a council, and one of an appraisal. */
const PAPERS_TO_SIGN = { council: 'establishment', appraisal: 'submission' };

function placesOf(route: string): Readonly<Record<string, Place>> {
	const fitting = Object.keys(PLACES).filter((begin) => route.startsWith(begin));
	return PLACES[fitting.sort((a, b) => b.length - a.length)[0] ?? ''] ?? {};
}

/** The address of a route with something behind it, or, `missing`, with nothing behind any of its parameters. */
export function addressOf(route: string, at: AccessWorld['at'], missing = false): string {
	const places = placesOf(route);
	const path = route
		// What may be left out of an address is left out.
		.replace(/\/\[\[[a-z]+\]\]/g, '')
		.replace(/\/\([a-z]+\)/g, '')
		.replace('[...path]', '0/000.p/1')
		.replace(/\[([a-z]+)\]/g, (_whole, name: string) => {
			if (name === 'token') return ANY_TOKEN;
			if (name === 'form') return FORM_TO_SIGN;
			if (name === 'variant') return missing ? NOBODY : VARIANT_TO_SIGN;
			if (name === 'paper') return PAPERS_TO_SIGN[route.includes('tham-dinh') ? 'appraisal' : 'council'];
			const place = places[name];
			if (place === undefined) throw new Error(`${route}: what stands behind [${name}]?`);
			if (missing && name === 'code') return NO_CODE;
			return missing && name !== 'section' ? NOBODY : at[place];
		});
	return (path === '' ? '/' : path) + (missing ? '' : (ASKED[route] ?? ''));
}

/** Where a name means something else in one form than in the others. */
const own = (at: AccessWorld['at']): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
	'/(applicant)/to-chuc/nguoi-dung add': { role: 'editor' },
	'/quan-he/[id] rule': { ruling: 'kept' },
	'/tai-khoan/du-lieu ask': { kind: 'copy' },
	'/(office)/van-phong/don-vi/[id] merge': { members: 'end' },
	'/(applicant)/ho-so/moi default': { callCode: at.openCall, lotId: at.openLot },
	// Somebody keeps no seat, the spare member keeps theirs.
	'/(office)/van-phong/dot/[code]/hoi-dong replace': { reason: '' },
	'/(office)/van-phong/dot/moi default': { programme: 'MAP', code: 'MAP-2026-77' },
	'/(office)/van-phong/de-xuat/[id] accept': { callId: at.definition, lotCode: 'GL-DL-77' },
	'/(finance)/nguon-kinh-phi create': { code: 'SN-77', nameVi: 'Nguồn thử', nameEn: '' },
	'/(admin)/quan-tri/nguoi-dung/[id] grant': { role: 'auditor' },
	'/(admin)/quan-tri/nguoi-dung/[id] revoke': { grantId: at.somebodysGrant }
});

/** What every form of the portal could ask for, well formed, about things of the world, and of a version long gone. */
export function formOf(at: AccessWorld['at'], door: string): Readonly<Record<string, string>> {
	return {
		version: '999999',
		confirmed: 'yes',
		baseVersion: '999999',
		seenHash: '0'.repeat(64),
		note: 'Lý do',
		reason: 'Lý do',
		councilId: at.council,
		lotId: at.lot,
		applicationId: at.case,
		personId: at.somebody,
		memberId: at.spareMember,
		declarationId: at.declaration,
		invitationId: at.invitation,
		documentId: at.document,
		uploadId: at.upload,
		organisationId: at.organisation,
		grantId: at.spareEditorsGrant,
		entryId: at.entry,
		basis: 'register',
		registerKind: 'business',
		registerNo: '5999900016',
		registerDate: '01/02/2026',
		paperId: at.paper,
		intoId: at.other,
		handTo: 'nguoi.moi@chuan.test',
		dayId: at.holiday,
		ruleId: at.reminder,
		breachId: at.breach,
		words: 'Sửa số điện thoại.',
		outcome: 'done',
		answer: 'Đã sửa.',
		foundOn: '01/02/2026',
		foundTime: '08:30',
		what: 'Mất máy tính.',
		people: '',
		measures: 'Đã khóa tài khoản.',
		number: '1/SKHCN',
		day: '01/02/2026',
		noticeId: NOBODY,
		reminders: 'at_once',
		waiting: 'at_once',
		members: 'at_once',
		subjectVi: 'Đã tiếp nhận hồ sơ {code}',
		bodyVi: 'Sở đã nhận hồ sơ.',
		subjectEn: 'Application {code} received',
		bodyEn: 'The Department has your application.',
		id: at.organisation,
		itemKey: 'khong_co',
		role: 'member',
		kind: 'enterprise',
		name: 'Công ty CP Mía đường Ayun Thượng',
		taxCode: '5999902750',
		repName: 'Siu Thị Hà',
		fullName: 'Siu Thị Hà',
		email: 'nguoi.moi@chuan.test',
		phone: '',
		provinceCode: '52',
		communeCode: GIA_LAI_COMMUNES[0]?.code ?? '',
		valid: 'yes',
		excellent: 'yes',
		ruling: 'allowed',
		proposes: 'yes',
		for: '1',
		against: '0',
		conclusion: 'Kết luận',
		heldOn: '01/02/2026',
		participants: 'Ông A',
		date: '01/01/2030',
		time: '08:30',
		place: 'Phòng họp',
		titleVi: 'Đợt kêu gọi thử',
		contactPerson: 'Siu Thị Hà',
		contactPhone: '0269 3 824 555',
		contactEmail: 'ha@chuan.test',
		contactHoursVi: 'thứ Hai – thứ Sáu',
		opensAt: '01/01/2030',
		opensTime: '08:00',
		closesAt: '01/03/2030',
		closesTime: '17:00',
		until: '01/03/2030',
		untilTime: '17:00',
		envelope: '400000000',
		lotCode: 'GL-DL-77',
		lotTitleVi: 'Nhiệm vụ thử',
		variant: 'applied',
		sourceId: at.fund,
		year: '2026',
		amount: '1000',
		key: '0f0f0f0f-0f0f-4f0f-8f0f-00000000f00d',
		title: '',
		locale: 'vi',
		decisionNo: '125/QĐ-SKHCN',
		decisionOn: '01/02/2026',
		newCode: 'MAP-2026-78',
		[`${at.case}.ground`]: 'none',
		...own(at)[door]
	};
}

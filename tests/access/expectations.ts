/**
 * Who may pass which door, written down from what the portal is for and not from the code that guards it. Everyone
 * here meets one world: a task call before its council, an appraisal under way, a draft of the same enterprise.
 */
export const ROLES = [
	'visitor',
	/** Represents the enterprise whose application it is. */
	'owner',
	/** Writes for the same enterprise. */
	'editor',
	/** Represents another enterprise. */
	'stranger',
	/** Chi cục TĐC: the measurement programme. */
	'measurement',
	/** Phòng QLKH: tasks and proposals. */
	'science',
	/** Rules on who speaks for an organisation. */
	'enterprise',
	'chair',
	'reviewer',
	'scientificSecretary',
	'administrativeSecretary',
	/** Sits on the council of another call. */
	'otherMember',
	'finance',
	'head',
	'director',
	'auditor',
	'administrator'
] as const;

export type TestRole = (typeof ROLES)[number];
type Roles = readonly TestRole[];

const everyone: Roles = ROLES;
const signedIn: Roles = ROLES.filter((role) => role !== 'visitor');
const applicants: Roles = ['owner', 'editor', 'stranger'];
const own: Roles = ['owner', 'editor'];
const owner: Roles = ['owner'];
const officers: Roles = ['measurement', 'science'];
const science: Roles = ['science'];
const money: Roles = ['finance', 'head'];
const readers: Roles = ['director', 'auditor'];
/** Reads tasks. */
const taskStaff: Roles = ['science', ...money, ...readers];
const anyStaff: Roles = [...officers, ...money, ...readers];
const council: Roles = ['chair', 'reviewer', 'scientificSecretary', 'administrativeSecretary'];
const voters: Roles = ['chair', 'reviewer', 'scientificSecretary'];
const secretaries: Roles = ['scientificSecretary', 'administrativeSecretary'];
const runs: Roles = ['chair', ...secretaries];
const administrator: Roles = ['administrator'];

export const EXPECTED: Readonly<Record<string, Roles>> = {
	// Public pages
	'/(public) view': everyone,
	'/(public)/dot-keu-goi view': everyone,
	'/(public)/dot-keu-goi/[code] view': everyone,
	'/(public)/dot-keu-goi/tin.xml view': everyone,
	'/(public)/dot-keu-goi/lich.ics view': everyone,
	'/api/dot-keu-goi view': everyone,
	'/robots.txt view': everyone,
	'/sitemap.xml view': everyone,
	'/(public)/ket-qua view': everyone,
	'/(public)/ket-qua/[id] view': everyone,
	'/(public)/huong-dan view': everyone,
	'/(public)/bao-ve-du-lieu view': everyone,
	'/(public)/kha-nang-tiep-can view': everyone,
	'/(public)/nhat-ky-cong-khai view': everyone,
	'/(public)/nhat-ky-cong-khai/checkpoint view': everyone,
	'/(public)/nhat-ky-cong-khai/khoa view': everyone,
	'/(public)/nhat-ky-cong-khai/tile/[...path] view': everyone,
	'/(public)/nhat-ky-cong-khai/chuan-witness.mjs view': everyone,
	'/health view': everyone,
	'/health/live view': everyone,
	'/health/metrics view': everyone,
	'/api/chuong-trinh/cau-truc view': everyone,

	// Entering
	'/(public)/dang-nhap view': everyone,
	'/(public)/dang-nhap default': everyone,
	'/(public)/dang-nhap/buoc-hai view': everyone,
	'/(public)/dang-nhap/buoc-hai default': everyone,
	'/(public)/dang-ky view': everyone,
	'/(public)/dang-ky default': everyone,
	'/(public)/quen-mat-khau view': everyone,
	'/(public)/quen-mat-khau default': everyone,
	'/(public)/dat-lai-mat-khau/[token] view': everyone,
	'/(public)/dat-lai-mat-khau/[token] default': everyone,
	'/(public)/xac-minh/[token] view': everyone,
	'/(public)/xac-minh/[token] default': everyone,
	'/dang-xuat POST': signedIn,

	// Everyone signed in
	'/viec-can-lam view': signedIn,
	'/tai-khoan view': signedIn,
	'/tai-khoan profile': signedIn,
	'/tai-khoan password': signedIn,
	'/tai-khoan signOutEverywhere': signedIn,
	'/tai-khoan/nhac-viec view': signedIn,
	'/thong-bao view': signedIn,
	'/thong-bao read': signedIn,
	'/thong-bao readAll': signedIn,
	'/tai-khoan/nhac-viec choose': signedIn,
	'/tai-khoan/nhac-viec make': signedIn,
	'/tai-khoan/nhac-viec end': signedIn,
	'/api/lich-viec/[token] view': everyone,
	'/tai-khoan/bao-mat/[[token]] view': signedIn,
	'/tai-khoan/bao-mat/[[token]] letter': signedIn,
	'/tai-khoan/bao-mat/[[token]] totp': signedIn,
	'/tai-khoan/bao-mat/[[token]] passkey': signedIn,
	'/tai-khoan/bao-mat/[[token]] rename': signedIn,
	'/tai-khoan/bao-mat/[[token]] remove': signedIn,
	'/tai-khoan/bao-mat/[[token]] codes': signedIn,
	'/tai-khoan/phien view': signedIn,
	'/tai-khoan/phien end': signedIn,
	'/tai-khoan/phien others': signedIn,

	// An invitation to a membership, which its addressee alone answers
	'/loi-moi/[id] view': ['otherMember'],
	'/loi-moi/[id] accept': ['otherMember'],
	'/loi-moi/[id] decline': ['otherMember'],

	// Ties that appeared late: one about a seat of the council
	'/quan-he view': ['chair', ...readers],
	'/quan-he/[id] view': ['chair', ...readers],
	'/quan-he/[id] rule': ['chair', 'director'],

	// Applicants
	'/(applicant)/to-chuc view': signedIn,
	// Who audits the office does not apply to it.
	'/(applicant)/to-chuc create': signedIn.filter((role) => role !== 'auditor'),
	'/(applicant)/to-chuc edit': owner,
	'/(applicant)/to-chuc withdraw': owner,
	// What proves an organisation comes from its representative, or is scanned at the counter.
	'/(applicant)/to-chuc upload': ['owner', 'enterprise'],
	'/(applicant)/to-chuc/nguoi-dung view': ['owner', 'stranger'],
	'/(applicant)/to-chuc/nguoi-dung add': owner,
	'/(applicant)/to-chuc/nguoi-dung remove': owner,
	'/(applicant)/to-chuc/nguoi-dung takeBack': owner,
	'/(applicant)/ho-so view': applicants,
	'/(applicant)/ho-so/moi view': signedIn,
	'/(applicant)/ho-so/moi default': own,
	'/(applicant)/ho-so/[id] view': own,
	'/(applicant)/ho-so/[id] withdraw': owner,
	'/(applicant)/ho-so/[id] replace': owner,
	'/(applicant)/ho-so/[id] abandon': own,
	'/(applicant)/ho-so/[id]/phan/[section] view': own,
	'/(applicant)/ho-so/[id]/phan/[section] default': own,
	'/(applicant)/ho-so/[id]/du-toan view': own,
	'/(applicant)/ho-so/[id]/du-toan save': own,
	'/(applicant)/ho-so/[id]/du-toan add': own,
	'/(applicant)/ho-so/[id]/du-toan remove': own,
	'/(applicant)/ho-so/[id]/tai-lieu view': own,
	'/(applicant)/ho-so/[id]/tai-lieu upload': own,
	'/(applicant)/ho-so/[id]/tai-lieu remove': own,
	'/(applicant)/ho-so/[id]/tai-lieu restore': own,
	'/(applicant)/ho-so/[id]/tai-lieu date': own,
	'/(applicant)/ho-so/[id]/tai-lieu cancel': own,
	'/(applicant)/ho-so/[id]/nop view': own,
	'/(applicant)/ho-so/[id]/nop default': owner,
	'/(applicant)/ho-so/[id]/ban-nop view': own,

	// Office
	'/(office)/van-phong view': anyStaff,
	'/(office)/van-phong/dot view': anyStaff,
	'/(office)/van-phong/dot/moi view': officers,
	// The form asks for a call of the measurement programme.
	'/(office)/van-phong/dot/moi default': ['measurement'],
	'/(office)/van-phong/dot/[code] view': taskStaff,
	'/(office)/van-phong/dot/[code] edit': science,
	'/(office)/van-phong/dot/[code] publish': science,
	'/(office)/van-phong/dot/[code] addLot': science,
	'/(office)/van-phong/dot/[code] removeLot': science,
	'/(office)/van-phong/dot/[code]/thay-doi view': taskStaff,
	'/(office)/van-phong/dot/[code]/thay-doi extend': science,
	'/(office)/van-phong/dot/[code]/thay-doi correct': science,
	'/(office)/van-phong/dot/[code]/thay-doi cancel': science,
	'/(office)/van-phong/dot/[code]/thay-doi window': science,
	'/(office)/van-phong/dot/[code]/thay-doi again': science,
	'/(office)/van-phong/dot/[code]/mo-ho-so view': taskStaff,
	'/(office)/van-phong/dot/[code]/mo-ho-so open': science,
	'/(office)/van-phong/dot/[code]/hoi-dong view': ['science', ...readers, ...council],
	'/(office)/van-phong/dot/[code]/hoi-dong create': science,
	'/(office)/van-phong/dot/[code]/hoi-dong add': science,
	'/(office)/van-phong/dot/[code]/hoi-dong replace': science,
	'/(office)/van-phong/dot/[code]/hoi-dong dissolve': science,
	'/(office)/van-phong/dot/[code]/hoi-dong end': science,
	'/(office)/van-phong/dot/[code]/hoi-dong seat': science,
	'/(office)/van-phong/dot/[code]/hoi-dong plan': science,
	'/(office)/van-phong/dot/[code]/lua-chon view': [...taskStaff, ...runs],
	'/(office)/van-phong/dot/[code]/lua-chon save': science,
	'/(office)/van-phong/dot/[code]/lua-chon close': ['director'],
	'/(office)/van-phong/dot/[code]/lua-chon withdraw': science,
	'/(office)/van-phong/dot/[code]/lua-chon callUp': science,
	'/(office)/van-phong/dot/[code]/ket-qua view': taskStaff,
	'/(office)/van-phong/dot/[code]/ket-qua issue': ['director'],
	'/(office)/van-phong/ho-so view': anyStaff,
	'/(office)/van-phong/ho-so/[id] view': taskStaff,
	'/(office)/van-phong/ho-so/[id] validity': science,
	'/(office)/van-phong/ho-so/[id] excellent': science,
	// The site survey belongs to the measurement programme.
	'/(office)/van-phong/ho-so/[id]/khao-sat view': ['measurement', ...money, ...readers],
	'/(office)/van-phong/ho-so/[id]/khao-sat save': ['measurement'],
	'/(office)/van-phong/ho-so/[id]/khao-sat finish': ['measurement'],
	'/(office)/van-phong/ho-so/[id]/khao-sat upload': ['measurement'],
	'/(office)/van-phong/de-xuat view': science,
	'/(office)/van-phong/de-xuat/[id] view': science,
	'/(office)/van-phong/de-xuat/[id] accept': science,
	'/(office)/van-phong/de-xuat/[id] decline': science,
	'/(office)/van-phong/don-vi view': ['enterprise', ...officers, ...readers],
	'/(office)/van-phong/don-vi/[id] view': ['enterprise', ...officers, ...readers],
	'/(office)/van-phong/don-vi/[id] upload': ['enterprise'],
	'/(office)/van-phong/don-vi/[id] prove': ['enterprise'],
	'/(office)/van-phong/don-vi/[id] refuse': ['enterprise'],
	'/(office)/van-phong/don-vi/[id] accept': ['enterprise'],
	'/(office)/van-phong/don-vi/[id] decline': ['enterprise'],
	'/(office)/van-phong/don-vi/[id] correct': ['enterprise'],
	'/(office)/van-phong/don-vi/[id] merge': ['enterprise'],
	'/(office)/van-phong/don-vi/[id] end': ['enterprise'],
	'/(office)/van-phong/don-vi/[id] hand': ['enterprise'],
	'/(office)/van-phong/nguoi/moi view': [...officers, 'administrator'],
	'/(office)/van-phong/nguoi/moi default': [...officers, 'administrator'],
	'/(office)/van-phong/chuong-trinh view': [...officers, ...readers, 'administrator'],
	'/(office)/van-phong/chuong-trinh/[id] view': ['science', ...readers, 'administrator'],

	// Council
	'/(committee)/hoi-dong view': [...council, 'otherMember'],
	'/(committee)/hoi-dong/[council] view': council,
	'/(committee)/hoi-dong/[council] sign': council,
	'/(committee)/hoi-dong/[council] declare': council,
	'/(committee)/hoi-dong/[council] rule': ['chair'],
	// Families and firms, and who gave which ballot: the chair, the secretaries, the inspector.
	'/(committee)/hoi-dong/[council]/khai-bao view': [...runs, 'auditor'],
	'/(committee)/hoi-dong/[council]/phien/[lot]/phieu view': [...runs, 'auditor'],
	'/(committee)/hoi-dong/[council]/ho-so/[id] view': council,
	'/(committee)/hoi-dong/[council]/cham/[id] view': voters,
	'/(committee)/hoi-dong/[council]/cham/[id] save': voters,
	'/(committee)/hoi-dong/[council]/cham/[id] submit': voters,
	'/(committee)/hoi-dong/[council]/phien/[lot] view': [...council, 'science', ...readers],
	'/(committee)/hoi-dong/[council]/phien/[lot] attendance': runs,
	'/(committee)/hoi-dong/[council]/phien/[lot] board': runs,
	'/(committee)/hoi-dong/[council]/phien/[lot] open': runs,
	'/(committee)/hoi-dong/[council]/phien/[lot] invalid': runs,
	'/(committee)/hoi-dong/[council]/phien/[lot] tally': runs,
	'/(committee)/hoi-dong/[council]/phien/[lot] vote': runs,
	'/(committee)/hoi-dong/[council]/phien/[lot] conclusion': runs,
	'/(committee)/hoi-dong/[council]/phien/[lot] close': ['chair'],

	// Money
	'/(finance)/tham-dinh view': anyStaff,
	'/(finance)/tham-dinh/[id] view': taskStaff,
	'/(finance)/tham-dinh/[id] save': ['finance'],
	'/(finance)/tham-dinh/[id] addLine': ['finance'],
	'/(finance)/tham-dinh/[id] prepare': ['finance'],
	'/(finance)/tham-dinh/[id] verify': ['head'],
	'/(finance)/tham-dinh/[id] approve': ['director'],
	// Whose signature is due gives it back: here the head's.
	'/(finance)/tham-dinh/[id] giveBack': ['head'],
	'/(finance)/tham-dinh/[id] khoan': ['finance'],
	'/(finance)/tham-dinh/[id] proposeRejection': ['finance'],
	'/(finance)/tham-dinh/[id] checkRejection': ['head'],
	'/(finance)/tham-dinh/[id] declineRejection': ['head', 'director'],
	'/(finance)/tham-dinh/[id] reject': ['director'],
	'/(finance)/nguon-kinh-phi view': [...money, ...readers],
	'/(finance)/nguon-kinh-phi allocate': ['head'],
	'/(finance)/nguon-kinh-phi create': ['head'],
	'/(finance)/nguon-kinh-phi/[id] view': [...money, ...readers],
	'/(finance)/nguon-kinh-phi/[id] allocate': ['head'],
	'/(finance)/nguon-kinh-phi/[id] reverse': ['head'],

	// Records: a file of a draft, and the opening minutes, which stay in the office
	'/tai-lieu/[id] view': own,
	'/van-ban/[id] view': [...taskStaff, ...runs],
	'/van-ban/[id]/pdf view': [...taskStaff, ...runs],
	'/van-ban/[id]/docx view': [...taskStaff, ...runs],
	'/van-ban/[id]/bang-chung view': [...taskStaff, ...runs],

	// Administration
	'/(admin)/quan-tri/nguoi-dung view': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] view': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] grant': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] askRecovery': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] confirmRecovery': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] stopRecovery': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] revoke': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] disable': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] enable': administrator,
	'/(admin)/quan-tri/nguoi-dung/[id] invite': administrator,
	'/(admin)/quan-tri/phan-quyen view': administrator,
	'/(admin)/quan-tri/phan-quyen/[id] view': administrator,
	'/(admin)/quan-tri/phan-quyen/[id] confirm': administrator,
	'/(admin)/quan-tri/phan-quyen/[id] decline': administrator,
	'/(admin)/quan-tri/phan-quyen/[id] withdraw': administrator,
	'/(admin)/quan-tri/thu view': administrator,
	'/(admin)/quan-tri/thu/[id] view': administrator,
	'/(admin)/quan-tri/mau-thu view': administrator,
	'/(admin)/quan-tri/mau-thu/[letter] view': administrator,
	'/(admin)/quan-tri/mau-thu/[letter] amend': administrator,
	'/(admin)/quan-tri/mau-thu/[letter] preview': administrator,
	'/(admin)/quan-tri/mau-thu/[letter] restore': administrator,
	'/(admin)/quan-tri/tep-luu-tru view': administrator,
	'/(admin)/quan-tri/san-sang view': administrator,
	'/(admin)/quan-tri/sao-luu view': administrator,
	'/(admin)/quan-tri/co-quan view': ['auditor', 'administrator'],
	'/(admin)/quan-tri/co-quan letterhead': administrator,
	'/(admin)/quan-tri/co-quan unit': administrator,
	'/(admin)/quan-tri/co-quan name': administrator,
	'/(admin)/quan-tri/co-quan head': administrator,
	'/(admin)/quan-tri/nhac-viec view': ['auditor', 'administrator'],
	'/(admin)/quan-tri/nhac-viec add': administrator,
	'/(admin)/quan-tri/nhac-viec end': administrator,
	'/(admin)/quan-tri/lich-lam-viec view': ['auditor', 'administrator'],
	'/(admin)/quan-tri/lich-lam-viec add': administrator,
	'/(admin)/quan-tri/lich-lam-viec end': administrator,
	'/(admin)/quan-tri/lich-lam-viec confirm': administrator,
	'/(admin)/quan-tri/nhat-ky view': ['auditor', 'administrator'],
	'/(admin)/quan-tri/nhat-ky/[id] view': ['auditor', 'administrator'],
	'/(admin)/quan-tri/nhat-ky/[id] erase': ['administrator'],
	'/(admin)/quan-tri/nhat-ky/csv POST': ['auditor', 'administrator'],
	'/(admin)/thanh-phan view': ['auditor', 'administrator'],
	'/(admin)/thanh-phan/du-lieu view': ['auditor', 'administrator'],

	// Machine interfaces
	'/api/ban-nhap/khoa POST': signedIn,
	'/api/ho-so/[id]/phan/[section] PATCH': own,
	'/api/ho-so/[id]/du-toan PATCH': own,
	'/api/tai-len POST': own,
	'/api/tai-len OPTIONS': [...applicants, ...officers],
	'/api/tai-len/[id] view': own,
	'/api/tai-len/[id] PATCH': own,
	'/api/tai-len/[id] DELETE': own,
	'/api/tai-len/[id] OPTIONS': [...applicants, ...officers],
	'/api/tai-lieu/[id] view': own,
	'/api/giay-to/[id] view': [...own, 'enterprise', 'auditor'],
	'/api/cham/[id] PATCH': voters,
	'/api/tham-dinh/[id] PATCH': ['finance'],
	'/api/kiem-tra/[id] PATCH': science,
	'/api/khao-sat/[id] PATCH': ['measurement']
};

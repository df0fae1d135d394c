/**
 * Every route has a row: the action that its pages need (`view`), and the action of each form action or method.
 * Keys are SvelteKit route ids. A route without a row is refused to everybody and fails the build.
 */
import { can } from './policy.ts';
import type { Action, Permission } from './policy.ts';
import type { Actor } from './actor.ts';
import { refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

export interface RouteRow {
	/** GET and HEAD. */
	readonly view?: Action;
	/** Named form actions (`default` for the unnamed one) and other HTTP methods in upper case. */
	readonly acts?: Readonly<Record<string, Action>>;
}

export const ROUTES: Readonly<Record<string, RouteRow>> = {
	// Public
	'/(public)': { view: 'public.read' },
	'/(public)/dot-keu-goi': { view: 'public.read' },
	'/(public)/dot-keu-goi/[code]': { view: 'public.read' },
	'/(public)/dot-keu-goi/[code]/mau/[variant]/[form]/pdf': { view: 'public.read' },
	'/(public)/dot-keu-goi/[code]/mau/[variant]/[form]/docx': { view: 'public.read' },
	'/(public)/dot-keu-goi/tin.xml': { view: 'public.read' },
	'/(public)/dot-keu-goi/lich.ics': { view: 'public.read' },
	'/api/dot-keu-goi': { view: 'public.read' },
	'/api/khung-xem': { view: 'public.read' },
	'/robots.txt': { view: 'public.read' },
	'/sitemap.xml': { view: 'public.read' },
	'/(public)/ket-qua': { view: 'public.read' },
	'/(public)/ket-qua/[id]': { view: 'public.read' },
	'/(public)/huong-dan': { view: 'public.read' },
	'/(public)/kiem-tra': { view: 'public.read' },
	'/(public)/bao-ve-du-lieu': { view: 'public.read' },
	'/(public)/kha-nang-tiep-can': { view: 'public.read' },
	'/(public)/nhat-ky-cong-khai': { view: 'public.read' },
	'/(public)/nhat-ky-cong-khai/checkpoint': { view: 'public.read' },
	'/(public)/nhat-ky-cong-khai/khoa': { view: 'public.read' },
	'/(public)/nhat-ky-cong-khai/tile/[...path]': { view: 'public.read' },
	'/(public)/nhat-ky-cong-khai/chuan-witness.mjs': { view: 'public.read' },
	'/health': { view: 'public.read' },
	'/health/live': { view: 'public.read' },
	'/health/metrics': { view: 'public.read' },

	// Entering
	'/(public)/dang-nhap': { view: 'account.enter', acts: { default: 'account.enter' } },
	'/(public)/dang-nhap/buoc-hai': { view: 'account.enter', acts: { default: 'account.enter' } },
	'/(public)/dang-ky': { view: 'account.enter', acts: { default: 'account.enter' } },
	'/(public)/quen-mat-khau': { view: 'account.enter', acts: { default: 'account.enter' } },
	'/(public)/dat-lai-mat-khau/[token]': { view: 'account.enter', acts: { default: 'account.enter' } },
	'/(public)/xac-minh/[token]': { view: 'account.enter', acts: { default: 'account.enter' } },
	'/dang-xuat': { acts: { POST: 'account.own' } },

	// Everyone signed in
	'/viec-can-lam': { view: 'tasks.read' },
	'/tai-khoan': {
		view: 'account.own',
		acts: { profile: 'account.own', password: 'account.own', signOutEverywhere: 'account.own' }
	},

	'/thong-bao': { view: 'account.own', acts: { read: 'account.own', readAll: 'account.own' } },
	'/tai-khoan/nhac-viec': {
		view: 'account.own',
		acts: { choose: 'account.own', make: 'account.own', end: 'account.own' }
	},

	'/tai-khoan/du-lieu': { view: 'account.own', acts: { ask: 'account.own' } },
	'/tai-khoan/du-lieu/ban-sao': { view: 'account.own' },
	'/tai-khoan/phien': {
		view: 'account.own',
		acts: { end: 'account.own', others: 'account.own' }
	},

	'/tai-khoan/bao-mat/[[token]]': {
		view: 'account.secure',
		acts: {
			letter: 'account.secure',
			totp: 'account.secure',
			passkey: 'account.secure',
			rename: 'account.secure',
			remove: 'account.secure',
			codes: 'account.secure'
		}
	},

	'/loi-moi/[id]': {
		view: 'invitation.answer',
		acts: { accept: 'invitation.answer', decline: 'invitation.answer' }
	},

	// Ties that appeared late
	'/quan-he': { view: 'tie.read' },
	'/quan-he/[id]': { view: 'tie.read', acts: { rule: 'tie.rule' } },

	// Applicants
	'/(applicant)/to-chuc': {
		view: 'account.own',
		acts: {
			create: 'organisation.create',
			edit: 'organisation.edit',
			withdraw: 'organisation.edit',
			upload: 'organisation.add_paper'
		}
	},
	'/(applicant)/to-chuc/nguoi-dung': {
		view: 'organisation.members',
		acts: {
			add: 'organisation.members',
			remove: 'organisation.members',
			takeBack: 'organisation.members'
		}
	},
	'/(applicant)/ho-so': { view: 'application.read_own' },
	'/(applicant)/ho-so/moi': { view: 'account.own', acts: { default: 'application.create' } },
	'/(applicant)/ho-so/[id]': {
		view: 'application.read_own',
		acts: { withdraw: 'application.withdraw', replace: 'application.submit', abandon: 'application.edit' }
	},
	'/(applicant)/ho-so/[id]/phan/[section]': {
		view: 'application.read_own',
		acts: { default: 'application.edit' }
	},
	'/(applicant)/ho-so/[id]/du-toan': {
		view: 'application.read_own',
		acts: { save: 'application.edit', add: 'application.edit', remove: 'application.edit' }
	},
	'/(applicant)/ho-so/[id]/tai-lieu': {
		view: 'application.read_own',
		acts: {
			upload: 'application.edit',
			remove: 'application.edit',
			restore: 'application.edit',
			date: 'application.edit',
			cancel: 'application.edit'
		}
	},
	'/(applicant)/ho-so/[id]/nop': { view: 'application.read_own', acts: { default: 'application.submit' } },
	'/(applicant)/ho-so/[id]/ban-nop': { view: 'application.read_own' },
	'/(applicant)/ho-so/[id]/xem': { view: 'application.read_own' },

	// Office
	'/(office)/van-phong': { view: 'call.read_staff' },
	'/(office)/van-phong/dot': { view: 'call.read_staff' },
	'/(office)/van-phong/dot/moi': { view: 'call.manage', acts: { default: 'call.manage' } },
	'/(office)/van-phong/dot/[code]': {
		view: 'call.read_staff',
		acts: { edit: 'call.manage', publish: 'call.manage', addLot: 'call.manage', removeLot: 'call.manage' }
	},
	'/(office)/van-phong/dot/[code]/thay-doi': {
		view: 'call.read_staff',
		acts: {
			extend: 'call.manage',
			correct: 'call.manage',
			cancel: 'call.manage',
			again: 'call.manage',
			window: 'call.give_window'
		}
	},
	'/(office)/van-phong/dot/[code]/niem-phong': {
		view: 'call.read_staff',
		acts: { enrol: 'call.manage', giveUp: 'call.manage' }
	},
	'/(office)/van-phong/dot/[code]/mo-ho-so': {
		view: 'call.read_staff',
		acts: { open: 'call.open_dossiers' }
	},
	'/(office)/van-phong/dot/[code]/hoi-dong': {
		view: 'council.read',
		acts: {
			create: 'council.manage',
			add: 'council.manage',
			end: 'council.manage',
			replace: 'council.manage',
			dissolve: 'council.manage',
			seat: 'council.manage',
			plan: 'council.manage'
		}
	},
	'/(office)/van-phong/dot/[code]/hoi-dong/van-ban': { view: 'council.manage' },
	'/(office)/van-phong/dot/[code]/hoi-dong/van-ban/[paper]/pdf': { view: 'council.manage' },
	'/(office)/van-phong/dot/[code]/hoi-dong/van-ban/[paper]/docx': { view: 'council.manage' },
	'/(office)/van-phong/dot/[code]/lua-chon': {
		view: 'selection.read',
		acts: {
			save: 'selection.prepare',
			close: 'selection.close',
			withdraw: 'selection.amend',
			revoke: 'selection.amend',
			callUp: 'selection.amend'
		}
	},
	'/(office)/van-phong/dot/[code]/ket-qua': {
		view: 'result.read',
		acts: { issue: 'result.issue', further: 'result.issue' }
	},
	'/(office)/van-phong/ho-so': { view: 'application.read' },
	'/(office)/van-phong/ho-so/[id]': {
		view: 'application.read',
		acts: { validity: 'application.check_validity', excellent: 'application.check_validity' }
	},
	'/(office)/van-phong/ho-so/[id]/khao-sat': {
		view: 'application.read',
		acts: { save: 'application.survey', finish: 'application.survey', upload: 'application.survey' }
	},
	'/(office)/van-phong/de-xuat': { view: 'proposal.decide' },
	'/(office)/van-phong/de-xuat/[id]': {
		view: 'proposal.decide',
		acts: { accept: 'proposal.decide', decline: 'proposal.decide' }
	},
	'/(office)/van-phong/don-vi': { view: 'organisation.review' },
	'/(office)/van-phong/don-vi/[id]': {
		view: 'organisation.review',
		acts: {
			upload: 'organisation.rule',
			prove: 'organisation.rule',
			refuse: 'organisation.rule',
			accept: 'organisation.rule',
			decline: 'organisation.rule',
			correct: 'organisation.rule',
			merge: 'organisation.rule',
			end: 'organisation.rule',
			hand: 'organisation.rule'
		}
	},
	'/(office)/van-phong/nguoi/moi': { view: 'person.invite', acts: { default: 'person.invite' } },
	'/(office)/van-phong/chuong-trinh': { view: 'definition.read' },
	'/(office)/van-phong/chuong-trinh/[id]': { view: 'definition.read' },

	// Committee
	'/(committee)/hoi-dong': { view: 'council.sit' },
	'/(committee)/hoi-dong/[council]': {
		view: 'council.sit',
		acts: { sign: 'conflict.declare', declare: 'conflict.declare', rule: 'conflict.rule' }
	},
	'/(committee)/hoi-dong/[council]/khai-bao': { view: 'declaration.read' },
	'/(committee)/hoi-dong/[council]/phien/[lot]/phieu': { view: 'ballot.read' },
	'/(committee)/hoi-dong/[council]/ho-so/[id]': { view: 'dossier.read' },
	'/(committee)/hoi-dong/[council]/cham/[id]': {
		view: 'sheet.score',
		acts: { save: 'sheet.score', submit: 'sheet.score' }
	},
	'/(committee)/hoi-dong/[council]/phien/[lot]': {
		view: 'session.read',
		acts: {
			attendance: 'session.run',
			board: 'session.run',
			open: 'session.run',
			invalid: 'session.run',
			tally: 'session.run',
			vote: 'session.run',
			conclusion: 'session.run',
			close: 'session.close'
		}
	},

	// Finance
	'/(finance)/tham-dinh': { view: 'budget.read' },
	'/(finance)/tham-dinh/[id]/van-ban': { view: 'budget.read' },
	'/(finance)/tham-dinh/[id]/van-ban/[paper]/pdf': { view: 'budget.read' },
	'/(finance)/tham-dinh/[id]/van-ban/[paper]/docx': { view: 'budget.read' },
	'/(finance)/tham-dinh/[id]': {
		view: 'budget.read',
		acts: {
			save: 'budget.appraise',
			addLine: 'budget.appraise',
			prepare: 'budget.prepare',
			verify: 'budget.countersign',
			approve: 'budget.approve',
			giveBack: 'budget.give_back',
			khoan: 'budget.appraise',
			proposeRejection: 'budget.appraise',
			checkRejection: 'budget.verify',
			declineRejection: 'budget.decline_rejection',
			reject: 'budget.approve'
		}
	},
	'/(finance)/nguon-kinh-phi': {
		view: 'fund.read',
		acts: { allocate: 'fund.allocate', create: 'fund.create' }
	},
	'/(finance)/nguon-kinh-phi/[id]': {
		view: 'fund.read',
		acts: { allocate: 'fund.allocate', reverse: 'fund.allocate' }
	},

	// Records
	'/tai-lieu/[id]': { view: 'document.read' },
	'/van-ban/[id]': { view: 'record.find' },
	'/van-ban/[id]/pdf': { view: 'record.find' },
	'/van-ban/[id]/docx': { view: 'record.find' },
	'/van-ban/[id]/bang-chung': { view: 'record.find' },

	// Administration
	'/(admin)/quan-tri/nguoi-dung': { view: 'person.manage' },
	'/(admin)/quan-tri/nguoi-dung/[id]': {
		view: 'person.manage',
		acts: {
			grant: 'grant.give',
			askRecovery: 'factor.recover',
			confirmRecovery: 'factor.recover',
			stopRecovery: 'person.manage',
			revoke: 'person.manage',
			disable: 'person.manage',
			enable: 'person.manage',
			invite: 'person.manage'
		}
	},
	'/(admin)/quan-tri/phan-quyen': { view: 'person.manage' },
	'/(admin)/quan-tri/phan-quyen/[id]': {
		view: 'person.manage',
		acts: { confirm: 'grant.give', decline: 'person.manage', withdraw: 'person.manage' }
	},
	'/(admin)/quan-tri/thu': { view: 'mail.read' },
	'/(admin)/quan-tri/thu/[id]': { view: 'mail.read' },
	'/(admin)/quan-tri/tep-luu-tru': { view: 'storage.read' },
	'/(admin)/quan-tri/lich-lam-viec': {
		view: 'calendar.read',
		acts: { add: 'calendar.manage', end: 'calendar.manage', confirm: 'calendar.manage' }
	},
	'/(admin)/quan-tri/san-sang': { view: 'operations.read' },
	'/(admin)/quan-tri/sao-luu': { view: 'operations.read' },
	'/(admin)/quan-tri/co-quan': {
		view: 'office.read',
		acts: { letterhead: 'office.manage', unit: 'office.manage', name: 'office.manage', head: 'office.manage' }
	},
	'/(admin)/quan-tri/co-quan/nguoi-ky': { view: 'office.read', acts: { default: 'office.manage' } },
	'/(admin)/quan-tri/mau-thu': { view: 'letters.amend' },
	'/(admin)/quan-tri/mau-thu/[letter]': {
		view: 'letters.amend',
		acts: { amend: 'letters.amend', preview: 'letters.amend', restore: 'letters.amend' }
	},
	'/(admin)/quan-tri/nhac-viec': {
		view: 'reminders.read',
		acts: { add: 'reminders.manage', end: 'reminders.manage' }
	},
	'/(admin)/quan-tri/du-lieu-ca-nhan': {
		view: 'privacy.read',
		acts: { breach: 'privacy.answer', report: 'privacy.answer' }
	},
	'/(admin)/quan-tri/du-lieu-ca-nhan/[id]': { view: 'privacy.read', acts: { answer: 'privacy.answer' } },
	'/(admin)/quan-tri/nhat-ky': { view: 'audit.read' },
	'/(admin)/quan-tri/nhat-ky/[id]': { view: 'audit.read', acts: { erase: 'audit.erase' } },
	'/(admin)/quan-tri/nhat-ky/csv': { acts: { POST: 'audit.export' } },
	'/(admin)/thanh-phan': { view: 'design.read' },
	'/(admin)/thanh-phan/du-lieu': { view: 'design.read' },

	// Machine interfaces
	// The secret in the address is the permission.
	'/api/lich-viec/[token]': { view: 'account.enter' },
	'/api/chuong-trinh/cau-truc': { view: 'public.read' },
	'/api/ho-so/[id]/phan/[section]': { acts: { PATCH: 'application.edit' } },
	'/api/ho-so/[id]/du-toan': { acts: { PATCH: 'application.edit' } },
	'/api/ho-so/[id]/ban-in/[form]': { acts: { POST: 'application.print' } },
	'/api/ban-nhap/khoa': { acts: { POST: 'account.own' } },
	'/api/tai-len': { acts: { POST: 'document.add', OPTIONS: 'document.add' } },
	'/api/tai-len/[id]': {
		view: 'document.add',
		acts: { PATCH: 'document.add', DELETE: 'document.add', OPTIONS: 'document.add' }
	},
	'/api/tai-lieu/[id]': { view: 'document.read' },
	'/api/giay-to/[id]': { view: 'organisation.read_paper' },
	'/api/cham/[id]': { acts: { PATCH: 'sheet.score' } },
	'/api/tham-dinh/[id]': { acts: { PATCH: 'budget.appraise' } },
	'/api/kiem-tra/[id]': { acts: { PATCH: 'application.check_validity' } },
	'/api/khao-sat/[id]': { acts: { PATCH: 'application.survey' } }
};

/** Patterns over paths, those with more fixed words first. */
const PATHS = Object.entries(ROUTES)
	.filter(([, row]) => row.view !== undefined)
	.map(([id, row]) => {
		const shape = id.replace(/\/\([^)]+\)/g, '') || '/';
		const pattern = shape.replace(/\[\.{3}\w+\]/g, '.+').replace(/\[\w+\]/g, '[^/]+');
		return { view: row.view, pattern: new RegExp(`^${pattern}$`), open: shape.split('[').length };
	})
	.sort((a, b) => a.open - b.open);

/** Does this address of the portal, in either language, open for a visitor? */
export function isOpenToAll(pathname: string): boolean {
	const bare = pathname.replace(/^\/en(?=\/|$)/, '').replace(/\/$/, '') || '/';
	const view = PATHS.find(({ pattern }) => pattern.test(bare))?.view;
	return view !== undefined && can({ kind: 'visitor' }, view).ok;
}

/**
 * The first door, before any page code runs: may this actor use this method of this route at all?
 * Scopes are asked again by the use case with the subject in hand. `act` is the form action's name
 * for POST to a page, or the HTTP method of an endpoint.
 */
export function mayEnter(
	actor: Actor,
	routeId: string,
	act: 'view' | { readonly named: string }
): Result<Permission> {
	const row = ROUTES[routeId];
	const action = act === 'view' ? row?.view : row?.acts?.[act.named];
	return action === undefined ? refuse('not_found') : can(actor, action);
}

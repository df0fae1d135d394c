import { mayEnter } from './routes.ts';
import type { Actor } from './actor.ts';

/** Keys of the places in the menu; the words are chosen by the page (`ui_nav_<key>`). */
export type NavigationKey =
	| 'calls'
	| 'results'
	| 'help'
	| 'tasks'
	| 'notices'
	| 'applications'
	| 'organisation'
	| 'office_calls'
	| 'office_applications'
	| 'proposals'
	| 'programmes'
	| 'councils'
	| 'ties'
	| 'claims'
	| 'appraisals'
	| 'funds'
	| 'people'
	| 'mail'
	| 'letters'
	| 'storage'
	| 'calendar'
	| 'office'
	| 'readiness'
	| 'backups'
	| 'reminders'
	| 'privacy'
	| 'audit';

export interface NavigationItem {
	readonly key: NavigationKey;
	readonly href: string;
	/** How much waits for the reader there; absent where nothing does. */
	readonly count?: number;
}

interface Place extends NavigationItem {
	readonly route: string;
}

const PUBLIC: readonly Place[] = [
	{ key: 'calls', href: '/dot-keu-goi', route: '/(public)/dot-keu-goi' },
	{ key: 'results', href: '/ket-qua', route: '/(public)/ket-qua' },
	{ key: 'help', href: '/huong-dan', route: '/(public)/huong-dan' }
];

const SIGNED_IN: readonly Place[] = [
	{ key: 'tasks', href: '/viec-can-lam', route: '/viec-can-lam' },
	{ key: 'notices', href: '/thong-bao', route: '/thong-bao' },
	{ key: 'applications', href: '/ho-so', route: '/(applicant)/ho-so' },
	{ key: 'office_calls', href: '/van-phong/dot', route: '/(office)/van-phong/dot' },
	{ key: 'office_applications', href: '/van-phong/ho-so', route: '/(office)/van-phong/ho-so' },
	{ key: 'proposals', href: '/van-phong/de-xuat', route: '/(office)/van-phong/de-xuat' },
	{ key: 'programmes', href: '/van-phong/chuong-trinh', route: '/(office)/van-phong/chuong-trinh' },
	{ key: 'councils', href: '/hoi-dong', route: '/(committee)/hoi-dong' },
	{ key: 'claims', href: '/van-phong/don-vi', route: '/(office)/van-phong/don-vi' },
	{ key: 'ties', href: '/quan-he', route: '/quan-he' },
	{ key: 'appraisals', href: '/tham-dinh', route: '/(finance)/tham-dinh' },
	{ key: 'funds', href: '/nguon-kinh-phi', route: '/(finance)/nguon-kinh-phi' },
	{ key: 'people', href: '/quan-tri/nguoi-dung', route: '/(admin)/quan-tri/nguoi-dung' },
	{ key: 'mail', href: '/quan-tri/thu', route: '/(admin)/quan-tri/thu' },
	{ key: 'letters', href: '/quan-tri/mau-thu', route: '/(admin)/quan-tri/mau-thu' },
	{ key: 'storage', href: '/quan-tri/tep-luu-tru', route: '/(admin)/quan-tri/tep-luu-tru' },
	{ key: 'calendar', href: '/quan-tri/lich-lam-viec', route: '/(admin)/quan-tri/lich-lam-viec' },
	{ key: 'readiness', href: '/quan-tri/san-sang', route: '/(admin)/quan-tri/san-sang' },
	{ key: 'backups', href: '/quan-tri/sao-luu', route: '/(admin)/quan-tri/sao-luu' },
	{ key: 'office', href: '/quan-tri/co-quan', route: '/(admin)/quan-tri/co-quan' },
	{ key: 'reminders', href: '/quan-tri/nhac-viec', route: '/(admin)/quan-tri/nhac-viec' },
	{ key: 'privacy', href: '/quan-tri/du-lieu-ca-nhan', route: '/(admin)/quan-tri/du-lieu-ca-nhan' },
	{ key: 'audit', href: '/quan-tri/nhat-ky', route: '/(admin)/quan-tri/nhat-ky' }
];

/** The menu of an actor: only doors that open. A person without a place of work sees calls and results too. */
export function navigationOf(actor: Actor): NavigationItem[] {
	const places =
		actor.kind === 'person'
			? [...SIGNED_IN, ...(actor.grants.every(({ scope }) => scope.type === 'organisation') ? PUBLIC : [])]
			: PUBLIC;
	return places
		.filter(({ route }) => mayEnter(actor, route, 'view').ok)
		.map(({ key, href }) => ({ key, href }));
}

import type { Actor } from '#lib/domain/access/actor.ts';
import { mayEnter } from '#lib/domain/access/routes.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import type { NamedObject } from '#lib/server/app/audit/ports.ts';

/** The page of each kind of object that has one, by its route. */
const PAGES: Readonly<Record<string, { readonly route: string; readonly name: string }>> = {
	application: { route: '/(office)/van-phong/ho-so/[id]', name: 'id' },
	document: { route: '/(office)/van-phong/ho-so/[id]', name: 'id' },
	upload: { route: '/(office)/van-phong/ho-so/[id]', name: 'id' },
	appraisal: { route: '/(finance)/tham-dinh/[id]', name: 'id' },
	call: { route: '/(office)/van-phong/dot/[code]', name: 'code' },
	lot: { route: '/(office)/van-phong/dot/[code]/hoi-dong', name: 'code' },
	council: { route: '/(office)/van-phong/dot/[code]/hoi-dong', name: 'code' },
	council_member: { route: '/(office)/van-phong/dot/[code]/hoi-dong', name: 'code' },
	person: { route: '/(admin)/quan-tri/nguoi-dung/[id]', name: 'id' },
	account: { route: '/(admin)/quan-tri/nguoi-dung/[id]', name: 'id' },
	record: { route: '/van-ban/[id]', name: 'id' },
	definition: { route: '/(office)/van-phong/chuong-trinh/[id]', name: 'id' },
	tie_finding: { route: '/quan-he/[id]', name: 'id' }
};

/** Where an object of the trail is looked at, for whoever may go there. */
export function placeOfObject(actor: Actor, object: NamedObject | undefined): string | undefined {
	const page = object === undefined ? undefined : PAGES[object.type];
	if (object === undefined || page === undefined || object.place === '') return undefined;
	if (!mayEnter(actor, page.route, 'view').ok) return undefined;
	const path = page.route
		.replace(/\/\([a-z]+\)/, '')
		.replace(`[${page.name}]`, encodeURIComponent(object.place));
	return localizeHref(path);
}

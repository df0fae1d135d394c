import { m } from '#lib/i18n/paraglide/messages.js';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import type { Keeper } from './ports.ts';

/** A page on which words wait that the portal has not taken. */
export interface WaitingPlace {
	readonly href: string;
	readonly title: string;
	/** Names of its boxes, as far as the page gave them. */
	readonly boxes: readonly string[];
	readonly count: number;
}

const PLAIN = 'words:';
/** Where what waits for an address of drafts was typed, and what that is called. */
const DRAFTS: readonly (readonly [RegExp, string, () => string])[] = [
	[/^\/api(\/ho-so\/[^/]+\/du-toan)$/, '$1', m.drafts_waiting_budget],
	[/^\/api(\/ho-so\/.+)$/, '$1', m.drafts_waiting_section],
	[/^\/api(\/tham-dinh\/.+)$/, '$1', m.drafts_sign_out_appraisal],
	[/^\/api\/khao-sat\/(.+)$/, '/van-phong/ho-so/$1/khao-sat', m.drafts_sign_out_survey],
	[/^\/api\/kiem-tra\/(.+)$/, '/van-phong/ho-so/$1', m.drafts_sign_out_check],
	// A sheet is reached by its council only.
	[/^\/api\/cham\/.+$/, '/hoi-dong', m.drafts_sign_out_sheet]
];

/** Where words of a person wait in this browser. */
export async function waitingPlaces(keeper: Keeper): Promise<readonly WaitingPlace[]> {
	const found: WaitingPlace[] = [];
	for (const { object, count } of await keeper.waiting(''))
		found.push(
			object.startsWith(PLAIN) ? await plainPlace(keeper, object, count) : draftPlace(object, count)
		);
	return found;
}

async function plainPlace(keeper: Keeper, object: string, count: number): Promise<WaitingPlace> {
	const values = (await keeper.left(object)).map(({ value }) => value as Partial<Record<string, unknown>>);
	const path = object.slice(PLAIN.length);
	const title = values.map((value) => value['page']).find((page) => typeof page === 'string');
	const boxes = values.map((value) => value['label']).filter((label) => typeof label === 'string');
	return { href: localizeHref(path), title: title ?? path, boxes, count };
}

function draftPlace(object: string, count: number): WaitingPlace {
	for (const [address, page, name] of DRAFTS)
		if (address.test(object))
			return { href: localizeHref(object.replace(address, page)), title: name(), boxes: [], count };
	return { href: localizeHref('/viec-can-lam'), title: m.ui_nav_tasks(), boxes: [], count };
}

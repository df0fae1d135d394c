/** The audit trail in words. The trail itself keeps codes, which no later wording can change. */
import { COUNCIL_ROLES } from '#lib/domain/councils/council-role.ts';
import { wordsOf } from '#lib/i18n/named-words.ts';
import { timedParams } from './timed-params.ts';

/** Words of a code; the code itself for an entry older than its words, since a trail leaves nothing out. */
function say(key: string, code: string, params: Readonly<Record<string, string>> = {}): string {
	return wordsOf(key)?.(params) ?? code;
}

/** What was done: `save_marks` is "Lưu phiếu chấm". */
export function sayAct(action: string): string {
	return say(`admin_audit_act_${action}`, action);
}

/** What kind of thing it was done to. */
export function sayObject(type: string): string {
	return type === '' ? '' : say(`admin_audit_on_${type}`, type);
}

/** What kind of paper it is. */
export function sayPaper(kind: string): string {
	return say(`results_kind_${kind}`, kind);
}

/**
 * The right that was used, in words: `finance_officer/all`, `editor/organisation:…`, `chair/council:…`, `anyone`.
 * Ids are left out, since the object of the entry is named beside it; of a programme its key is its name.
 */
export function sayGrant(used: string): string {
	if (used === '') return '';
	const [held = '', scope] = used.split('/');
	if (scope === undefined) return say(`admin_audit_as_${held}`, used);
	const [type = '', id = ''] = scope.split(':');
	const seat: readonly string[] = COUNCIL_ROLES;
	const role = say(`${seat.includes(held) ? 'programmes' : 'access'}_role_${held}`, held);
	return type === 'all' ? role : say(`admin_audit_within_${type}`, used, { role, programme: id });
}

interface Figures {
	readonly params?: Readonly<Record<string, string>>;
	readonly causes?: readonly (Figures & { readonly code: string })[];
}

/** The params that are known, readable; an ellipsis for those that an older entry does not keep. */
function withEllipses(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	const known = timedParams(params);
	return new Proxy(known, {
		get: (target, name) => (typeof name === 'string' ? target[name] : undefined) ?? '…'
	});
}

/** Why something was refused, with the figures that were kept beside the entry. */
export function sayWhy(refusal: string, figures?: unknown): string {
	if (refusal === '') return '';
	const { params = {}, causes = [] } = (figures ?? {}) as Figures;
	const own = say(`refusal_${refusal}`, refusal, withEllipses(params));
	return [own, ...causes.map(({ code, ...rest }) => sayWhy(code, rest))].join(' ');
}

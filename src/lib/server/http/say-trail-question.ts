import type { MeantThing } from '#lib/server/app/audit/ports.ts';
import type { TrailQuestion, Understood } from '#lib/server/app/audit/search-trail.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { sayObject, sayPaper } from './say-trail.ts';

/** `Quyết định 01/QĐ-SKHCN, năm 2026 (MAP-2026-1)`: the kind first, and what sets it apart from others of its name. */
function sayThing({ type, name, paper, year, subject }: MeantThing): string {
	const kind = paper === '' ? sayObject(type) : sayPaper(paper);
	const apart = subject === '' ? '' : ` (${subject})`;
	return `${kind} ${year === 0 ? name : m.admin_audit_of_year({ name, year: String(year) })}${apart}`;
}

function listed(names: readonly string[], total: number): string {
	const more = total > names.length ? [m.admin_audit_and_more({ count: total - names.length })] : [];
	return [...names, ...more].join('; ');
}

/** How a search was read, sentence by sentence; none where it names nothing. */
export function sayUnderstood(
	{ code: typed = '', person: text = '' }: TrailQuestion,
	{ code, person, sealedCalls }: Understood
): readonly string[] {
	const said: string[] = [];
	if (code !== undefined) {
		const things = listed(code.things.map(sayThing), code.total);
		said.push(
			code.total === 0 ? m.admin_audit_code_unknown({ typed }) : m.admin_audit_code_means({ typed, things })
		);
	}
	if (person !== undefined) {
		const names = listed(person.names, person.total);
		said.push(
			person.total === 0
				? m.admin_audit_person_unknown({ typed: text })
				: m.admin_audit_person_means({ typed: text, names })
		);
		if (person.total > person.searched) said.push(m.admin_audit_person_cut({ count: person.searched }));
	}
	if (sealedCalls !== undefined) {
		said.push(m.admin_audit_sealed_left_out());
		if (sealedCalls.length > 0) said.push(m.admin_audit_sealed_calls({ codes: sealedCalls.join(', ') }));
	}
	return said;
}

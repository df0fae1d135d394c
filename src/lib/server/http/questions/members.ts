import type { Question } from '#lib/contracts/question.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { readCallCouncil } from '#lib/server/app/councils/read-call-council.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { isConfirmed } from '../ask-first.ts';

/** What ending a member's seat is asked, or giving it to another; undefined while it would be refused, which says why. */
export async function questionOfMember(
	ctx: Context,
	about: { readonly callCode: string; readonly act: 'end' | 'replace' },
	fields: Readonly<Record<string, string>>
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readCallCouncil(ctx, {
		callCode: about.callCode,
		memberId: fields['memberId'],
		search: ''
	});
	if (!read.ok || !read.value.may.manage) return undefined;
	const { record, seats } = read.value;
	const seat = seats.find(({ memberId }) => memberId === fields['memberId']);
	if (seat === undefined) return undefined;
	const seated = record?.council.state === 'seated';
	if (seated && (fields['reason'] ?? '').trim() === '') return undefined;
	const { name } = seat;
	const follows = seated
		? [m.office_member_end_seated_follows(), m.office_member_end_sheets_follows()]
		: [m.office_member_end_follows()];
	return about.act === 'end'
		? {
				title: m.office_member_end_question({ name }),
				follows,
				confirm: m.office_member_end_do(),
				danger: true
			}
		: { title: m.office_member_replace_question({ name }), follows, confirm: m.office_member_replace_do() };
}

import type { Question } from '#lib/contracts/question.ts';
import { attendanceOfForm, sheetOfForm, voteOrder, voteShape } from '#lib/contracts/scoring/sheet.ts';
import { CONFLICT_GROUNDS, isConflictGround } from '#lib/domain/access/conflict-of-interest.ts';
import { opensAtOtherHour } from '#lib/domain/councils/session-hour.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { freezeSheet } from '#lib/domain/scoring/sheet.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import type { DeclarationInput } from '#lib/server/app/councils/declare-conflicts.ts';
import { attendanceRows } from '#lib/server/app/sessions/attendance-rows.ts';
import { readSession } from '#lib/server/app/sessions/read-session.ts';
import type { SessionQuestion } from '#lib/server/app/sessions/read-session.ts';
import type { SessionView } from '#lib/server/app/cases/sessions/session-view.ts';
import { readScorePage } from '#lib/server/app/sheets/read-dossier.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { isConfirmed } from '../ask-first.ts';

type Fields = Readonly<Record<string, string>>;

/** What submitting a whole sheet is asked; undefined while the sheet would be refused, which says why. */
export async function questionOfSheet(
	ctx: Context,
	about: { readonly councilId: string; readonly applicationId: string },
	fields: Fields
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readScorePage(ctx, about);
	if (!read.ok || !read.value.open) return undefined;
	const { rubric, application } = read.value;
	const { change, problems } = sheetOfForm(rubric, fields);
	if (problems.length > 0) return undefined;
	const frozen = freezeSheet(rubric, { marks: change.marks ?? {}, comments: change.comments ?? {} });
	if (!frozen.ok) return undefined;
	return {
		title: m.councils_question_submit({ total: frozen.value.total, code: application.code }),
		follows: [m.councils_question_submit_follows()],
		confirm: m.councils_submit()
	};
}

/** What declarations are asked of which one takes a dossier from the member. */
export function questionOfDeclarations(
	declarations: readonly Pick<DeclarationInput, 'ground'>[],
	fields: Fields
): Question | undefined {
	const count = declarations.filter(
		({ ground }) => isConflictGround(ground) && CONFLICT_GROUNDS[ground].effect === 'blocking'
	).length;
	if (isConfirmed(fields) || count === 0) return undefined;
	return {
		title: m.councils_question_declare({ count }),
		follows: [m.councils_question_declare_follows(), m.councils_question_declare_until()],
		confirm: m.office_declare()
	};
}

async function sessionOf(
	ctx: Context,
	about: SessionQuestion,
	fields: Fields
): Promise<SessionView | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readSession(ctx, about);
	return read.ok ? read.value : undefined;
}

/** What opening is asked where the members were called to another hour, or to none. */
export async function questionOfOpening(
	ctx: Context,
	about: { readonly councilId: string; readonly lotId: string },
	fields: Fields
): Promise<Question | undefined> {
	const came = attendanceOfForm(fields);
	const ticked = came.map((row) => ({ ...row, authorisation: null }));
	const there = ticked.length === 0 ? {} : { there: ticked };
	const view = await sessionOf(ctx, { ...about, ...there }, fields);
	if (view === undefined || !view.may.run || view.session.state !== 'planned') return undefined;
	// What would be refused says why instead; who is ticked with the press counts in place of who is recorded.
	if (view.inTheWay.length > 0) return undefined;
	const { scheduledAt } = view.session;
	const now = await ctx.app.db.read.clock.now();
	if (!attendanceRows(view, came, vietnamDateOf(now)).ok) return undefined;
	if (!opensAtOtherHour(scheduledAt, now)) return undefined;
	const locale = getLocale();
	return {
		title: m.councils_question_open({ lot: view.lot.code, when: formatDateTime(now, locale) }),
		follows: [
			scheduledAt === null
				? m.councils_question_open_uncalled()
				: m.councils_question_open_called({ when: formatDateTime(scheduledAt, locale) }),
			m.councils_question_open_follows()
		],
		confirm: m.councils_open_session()
	};
}

/** What the tally is asked: how many dossiers are counted, by how many people present. */
export async function questionOfTally(
	ctx: Context,
	about: { readonly councilId: string; readonly lotId: string },
	fields: Fields
): Promise<Question | undefined> {
	const view = await sessionOf(ctx, about, fields);
	if (view === undefined || !view.may.run || view.session.state === 'planned') return undefined;
	if (view.missingSheets > 0 || view.inTheWay.length > 0 || view.session.countingBoard === null)
		return undefined;
	const again = view.session.state === 'tallied';
	return {
		title: m.councils_question_tally({ count: view.total, lot: view.lot.code }),
		follows: [
			m.councils_question_tally_present({ count: view.quorum.presentCount }),
			again ? m.councils_question_tally_again() : m.councils_question_tally_follows()
		],
		confirm: again ? m.councils_tally_again() : m.councils_tally()
	};
}

/** What closing a session is asked. */
export async function questionOfClosing(
	ctx: Context,
	about: { readonly councilId: string; readonly lotId: string },
	fields: Fields
): Promise<Question | undefined> {
	if ((fields['conclusion'] ?? '').trim() === '') return undefined;
	const view = await sessionOf(ctx, about, fields);
	if (view === undefined || !view.may.close || view.session.state !== 'tallied') return undefined;
	return {
		title: m.councils_close_title(),
		follows: [
			m.councils_close_text(),
			...(view.settles === null
				? []
				: [
						...(view.screens
							? [
									m.councils_close_screens({ count: view.settles.recommended }),
									m.councils_close_screens_not({ count: view.settles.others })
								]
							: [
									m.councils_close_settles({ count: view.settles.recommended }),
									m.councils_close_settles_not({ count: view.settles.others })
								])
					])
		],
		confirm: m.councils_close_confirm()
	};
}

/** What leaving a ballot out is asked; undefined without a reason, which is refused. */
export async function questionOfBallot(
	ctx: Context,
	about: { readonly councilId: string; readonly lotId: string },
	fields: Fields
): Promise<Question | undefined> {
	if ((fields['reason'] ?? '').trim() === '') return undefined;
	const view = await sessionOf(ctx, about, fields);
	if (view === undefined || !view.may.run) return undefined;
	const member = view.members.find(({ memberId }) => memberId === fields['memberId']);
	const code = view.codes[fields['applicationId'] ?? ''];
	if (member === undefined || code === undefined) return undefined;
	return {
		title: m.councils_question_invalid({ name: member.name, code }),
		follows: [m.councils_question_invalid_follows()],
		confirm: m.councils_ruling_save(),
		danger: true
	};
}

/** What a vote on equals is asked: the order and the votes as they were typed. */
export async function questionOfVote(
	ctx: Context,
	about: { readonly councilId: string; readonly lotId: string },
	fields: Fields
): Promise<Question | undefined> {
	const [order, input] = [voteOrder(fields), voteShape.safeParse(fields)];
	if (order === undefined || !input.success) return undefined;
	const view = await sessionOf(ctx, about, fields);
	if (view === undefined || !view.may.run || view.session.state !== 'tallied') return undefined;
	const codes = order.map((id) => view.codes[id] ?? '');
	return {
		title: m.councils_question_vote({ order: codes.join(' > ') }),
		follows: [
			m.councils_question_vote_votes({ yes: input.data.for, no: input.data.against }),
			m.councils_question_vote_follows()
		],
		confirm: m.councils_vote_save()
	};
}

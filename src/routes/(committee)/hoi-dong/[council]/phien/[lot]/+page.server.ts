import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { parseInput } from '#lib/contracts/parse-input.ts';
import {
	attendanceOfForm,
	boardOfForm,
	conclusionShape,
	rulingShape,
	versionShape,
	voteOrder,
	voteShape
} from '#lib/contracts/scoring/sheet.ts';
import { present } from '#lib/domain/shared/present.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { closeSession, saveConclusion } from '#lib/server/app/sessions/close-session.ts';
import { declareBallotInvalid } from '#lib/server/app/sessions/declare-ballot-invalid.ts';
import { openSession } from '#lib/server/app/sessions/open-session.ts';
import { readSession } from '#lib/server/app/sessions/read-session.ts';
import { recordAttendance } from '#lib/server/app/sessions/record-attendance.ts';
import { recordCountingBoard } from '#lib/server/app/sessions/record-counting-board.ts';
import { recordedMarks } from '#lib/server/app/sessions/recorded-marks.ts';
import { recordTieVote } from '#lib/server/app/sessions/record-tie-vote.ts';
import { tallySession } from '#lib/server/app/sessions/tally-session.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import {
	questionOfBallot,
	questionOfClosing,
	questionOfOpening,
	questionOfTally,
	questionOfVote
} from '#lib/server/http/questions/council.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import type { Fields } from '#lib/server/http/form-fields.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const view = valueOrError(
		await readSession(locals.ctx, {
			...listQuestion(url),
			lotId: params.lot,
			councilId: params.council,
			applicationId: url.searchParams.get('ho-so') ?? ''
		}),
		url
	);
	const { inTheWay, quorum, ...rest } = view;
	return {
		...rest,
		// What each form brings back, so that nobody writes over what they have not seen.
		seen: {
			attendance: recordedMarks.attendance(locals.ctx, view.members),
			board: recordedMarks.board(locals.ctx, view.session),
			conclusion: recordedMarks.conclusion(locals.ctx, view.session)
		},
		quorum: {
			present: quorum.presentCount,
			needed: quorum.needed,
			denominator: quorum.denominator,
			leadId: quorum.leadId
		},
		inTheWay: inTheWay.flatMap(sentences)
	};
};

/** A refusal with what it holds, so that a needed replacement says which seats it leaves open. */
function sentences(refusal: Refusal): string[] {
	return [sayRefusal(refusal), ...(refusal.causes ?? []).flatMap(sentences)];
}

/** One act of the secretary on the session of the page. */
function act<Done extends string, Input>(
	done: Done,
	read: (fields: Fields) => Result<Input>,
	verb: (
		ctx: Context,
		input: Input & { readonly councilId: string; readonly lotId: string }
	) => Promise<Result<unknown>>,
	asks?: typeof questionOfTally
) {
	return formAction(
		read,
		(ctx, input, { params }: RequestEvent) =>
			verb(ctx, { ...input, councilId: params.council, lotId: params.lot }),
		{
			long: true,
			ask:
				asks &&
				((ctx, { fields, event: { params } }) =>
					asks(ctx, { councilId: params.council, lotId: params.lot }, fields)),
			// The refusal shows what was recorded meanwhile: the next press has seen it.
			typed: (fields, { params }) => ({ ...fields, ...present({ seen: params?.['seen'] }) }),
			done: { done }
		}
	);
}

export const actions: Actions = {
	attendance: act(
		'attendance',
		(fields) => ok({ attendance: attendanceOfForm(fields), seen: fields['seen'] }),
		recordAttendance
	),
	board: act('board', (fields) => ok({ ...boardOfForm(fields), seen: fields['seen'] }), recordCountingBoard),
	open: act(
		'open',
		(fields) => {
			const input = parseInput(versionShape, fields);
			const attendance = attendanceOfForm(fields);
			return input.ok ? ok({ ...input.value, ...(attendance.length > 0 && { attendance }) }) : input;
		},
		openSession,
		questionOfOpening
	),
	invalid: act(
		'invalid',
		(fields) => parseInput(rulingShape, fields),
		declareBallotInvalid,
		questionOfBallot
	),
	tally: act('tally', (fields) => parseInput(versionShape, fields), tallySession, questionOfTally),
	vote: act(
		'vote',
		(fields) => {
			const input = parseInput(voteShape, fields);
			if (!input.ok) return input;
			const order = voteOrder(fields);
			return order === undefined ? refuse('vote_places_wrong') : ok({ order, ...input.value });
		},
		recordTieVote,
		questionOfVote
	),
	conclusion: act(
		'conclusion',
		(fields) => {
			const input = parseInput(conclusionShape, fields);
			return input.ok ? ok({ ...input.value, seen: fields['seen'] }) : input;
		},
		saveConclusion
	),
	close: act('close', (fields) => parseInput(conclusionShape, fields), closeSession, questionOfClosing)
};

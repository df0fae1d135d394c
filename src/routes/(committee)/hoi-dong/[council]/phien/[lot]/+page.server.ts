import type { Actions, PageServerLoad } from './$types';
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
import { refuse } from '#lib/domain/shared/result.ts';
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
import { askFirst } from '#lib/server/http/ask-first.ts';
import { longFormFields } from '#lib/server/http/form-fields.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import {
	questionOfBallot,
	questionOfClosing,
	questionOfOpening,
	questionOfTally,
	questionOfVote
} from '#lib/server/http/questions/council.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

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

type Fields = Readonly<Record<string, string>>;

function act<Done extends string>(
	done: Done,
	run: (locals: App.Locals, lotId: string, fields: Fields) => Promise<Result<unknown>>,
	asks?: typeof questionOfTally
) {
	return async ({
		request,
		locals,
		params,
		url
	}: {
		request: Request;
		locals: App.Locals;
		params: { council: string; lot: string };
		url: URL;
	}) => {
		const fields = await longFormFields(request);
		const about = { councilId: params.council, lotId: params.lot };
		const question = await asks?.(locals.ctx, about, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const result = await run(locals, params.lot, fields);
		if (result.ok) return { done };
		// The refusal shows what was recorded meanwhile: the next press has seen it.
		const seen = result.refusal.params?.['seen'];
		return failWith(result.refusal, seen === undefined ? fields : { ...fields, seen });
	};
}

export const actions: Actions = {
	attendance: act('attendance', ({ ctx }, lotId, fields) =>
		recordAttendance(ctx, { lotId, attendance: attendanceOfForm(fields), seen: fields['seen'] })
	),
	board: act('board', ({ ctx }, lotId, fields) =>
		recordCountingBoard(ctx, { lotId, ...boardOfForm(fields), seen: fields['seen'] })
	),
	open: act(
		'open',
		async ({ ctx }, lotId, fields) => {
			const input = parseInput(versionShape, fields);
			const attendance = attendanceOfForm(fields);
			const came = attendance.length === 0 ? {} : { attendance };
			return input.ok ? openSession(ctx, { lotId, ...input.value, ...came }) : input;
		},
		questionOfOpening
	),
	invalid: act(
		'invalid',
		async ({ ctx }, lotId, fields) => {
			const input = parseInput(rulingShape, fields);
			return input.ok ? declareBallotInvalid(ctx, { lotId, ...input.value }) : input;
		},
		questionOfBallot
	),
	tally: act(
		'tally',
		async ({ ctx }, lotId, fields) => {
			const input = parseInput(versionShape, fields);
			return input.ok ? tallySession(ctx, { lotId, ...input.value }) : input;
		},
		questionOfTally
	),
	vote: act(
		'vote',
		async ({ ctx }, lotId, fields) => {
			const input = parseInput(voteShape, fields);
			if (!input.ok) return input;
			const order = voteOrder(fields);
			return order === undefined
				? refuse('vote_places_wrong')
				: recordTieVote(ctx, { lotId, order, ...input.value });
		},
		questionOfVote
	),
	conclusion: act('conclusion', async ({ ctx }, lotId, fields) => {
		const input = parseInput(conclusionShape, fields);
		return input.ok ? saveConclusion(ctx, { lotId, ...input.value, seen: fields['seen'] }) : input;
	}),
	close: act(
		'close',
		async ({ ctx }, lotId, fields) => {
			const input = parseInput(conclusionShape, fields);
			return input.ok ? closeSession(ctx, { lotId, ...input.value }) : input;
		},
		questionOfClosing
	)
};

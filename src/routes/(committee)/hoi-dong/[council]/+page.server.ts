import type { Actions, PageServerLoad } from './$types';
import {
	declarationsOfForm,
	declarationsShape,
	ruleConflictShape
} from '#lib/contracts/councils/councils.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { CONFLICT_GROUNDS } from '#lib/domain/access/conflict-of-interest.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { declareConflicts } from '#lib/server/app/councils/declare-conflicts.ts';
import { readCouncilRoom } from '#lib/server/app/councils/read-council-room.ts';
import { ruleConflict } from '#lib/server/app/councils/rule-conflict.ts';
import { signUndertaking } from '#lib/server/app/councils/sign-undertaking.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { questionOfDeclarations } from '#lib/server/http/questions/council.ts';
import { buttonAction, formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { page } = listQuestion(url);
	const room = valueOrError(await readCouncilRoom(locals.ctx, params.council, page), url);
	const { council, seat, lots, ...rest } = room;
	return {
		...rest,
		council: { id: council.id, name: council.name, decisionNo: council.decisionNo, state: council.state },
		seat: { memberId: seat.memberId, role: seat.role, undertakingAt: seat.undertakingAt },
		lots: lots.map((lot) => ({ ...lot, inTheWay: lot.inTheWay.map(sayRefusal) })),
		grounds: Object.entries(CONFLICT_GROUNDS).map(([key, { citation, effect }]) => ({
			key,
			citation,
			effect
		}))
	};
};

export const actions: Actions = {
	sign: buttonAction((ctx, { params }) => signUndertaking(ctx, { councilId: params.council }), {
		done: { done: 'signed' }
	}),
	declare: formAction(
		(fields) => parseInput(declarationsShape, { declarations: declarationsOfForm(fields) }),
		(ctx, input, { params }) => declareConflicts(ctx, { ...input, councilId: params.council }),
		{
			ask: (_ctx, { fields, input }) => questionOfDeclarations(input.declarations, fields),
			done: { done: 'declared' }
		}
	),
	rule: formAction(ruleConflictShape, ruleConflict, { done: { done: 'ruled' } })
};

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
import { formFields } from '#lib/server/http/form-fields.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

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
	sign: async ({ locals, params }) => {
		const signed = await signUndertaking(locals.ctx, { councilId: params.council });
		return signed.ok ? { done: 'signed' as const } : failWith(signed.refusal, {});
	},
	declare: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const input = parseInput(declarationsShape, { declarations: declarationsOfForm(fields) });
		const declared = input.ok
			? await declareConflicts(locals.ctx, { ...input.value, councilId: params.council })
			: input;
		return declared.ok ? { done: 'declared' as const } : failWith(declared.refusal, fields);
	},
	rule: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(ruleConflictShape, fields);
		const ruled = input.ok ? await ruleConflict(locals.ctx, input.value) : input;
		return ruled.ok ? { done: 'ruled' as const } : failWith(ruled.refusal, fields);
	}
};

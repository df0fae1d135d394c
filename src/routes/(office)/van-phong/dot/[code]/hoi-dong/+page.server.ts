import type { Actions, PageServerLoad } from './$types';
import {
	appointMemberShape,
	createCouncilShape,
	dissolveCouncilShape,
	endMembershipShape,
	planSessionShape,
	replaceMemberShape,
	seatCouncilShape
} from '#lib/contracts/councils/councils.ts';
import { appointMember } from '#lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '#lib/server/app/councils/create-council.ts';
import { dissolveCouncil } from '#lib/server/app/councils/dissolve-council.ts';
import { endMembership } from '#lib/server/app/councils/end-membership.ts';
import { planSession } from '#lib/server/app/councils/plan-session.ts';
import { readCallCouncil } from '#lib/server/app/councils/read-call-council.ts';
import { replaceMember } from '#lib/server/app/councils/replace-member.ts';
import { seatCouncil } from '#lib/server/app/councils/seat-council.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { questionOfMember } from '#lib/server/http/questions/members.ts';
import { questionOfCouncil } from '#lib/server/http/questions/office.ts';
import { formAction } from '#lib/server/http/form-action.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { search } = listQuestion(url);
	const stage = url.searchParams.get('hoi-dong') ?? undefined;
	const view = valueOrError(await readCallCouncil(locals.ctx, { callCode: params.code, stage, search }), url);
	const { call, record, rules, problems, lots, dissolved, ...rest } = view;
	return {
		...rest,
		search,
		call: { code: call.code, title: call.title, state: call.state },
		council: record?.council ?? null,
		size: rules.councilSize ?? null,
		dissolved: dissolved.map(({ id, name, dissolvedAt, dissolveReason }) => ({
			id,
			name,
			dissolvedAt,
			dissolveReason
		})),
		problems: problems.map(sayRefusal),
		lots: lots.map((lot) => ({
			...lot,
			vacancies: lot.vacancies.map(sayRefusal),
			unsettled: lot.unsettled.map(sayRefusal)
		}))
	};
};

export const actions: Actions = {
	create: formAction(
		createCouncilShape,
		(ctx, input, { params }) => createCouncil(ctx, { ...input, callCode: params.code }),
		{ done: { done: 'created' } }
	),
	add: formAction(appointMemberShape, appointMember, { done: { done: 'added' } }),
	end: formAction(endMembershipShape, endMembership, {
		ask: (ctx, { fields, event }) =>
			questionOfMember(ctx, { callCode: event.params.code, act: 'end' }, fields),
		letters: true,
		done: { done: 'ended' }
	}),
	replace: formAction(replaceMemberShape, replaceMember, {
		ask: (ctx, { fields, event }) =>
			questionOfMember(ctx, { callCode: event.params.code, act: 'replace' }, fields),
		letters: true,
		done: { done: 'replaced' }
	}),
	dissolve: formAction(
		dissolveCouncilShape,
		(ctx, input) => dissolveCouncil(ctx, { ...input, reason: input.dissolveReason }),
		{
			ask: (ctx, { fields, event }) =>
				questionOfCouncil(ctx, { callCode: event.params.code, act: 'dissolve' }, fields),
			letters: true,
			done: { done: 'dissolved' }
		}
	),
	seat: formAction(seatCouncilShape, seatCouncil, {
		ask: (ctx, { fields, event }) =>
			questionOfCouncil(ctx, { callCode: event.params.code, act: 'seat' }, fields),
		done: { done: 'seated' }
	}),
	plan: formAction(planSessionShape, planSession, { letters: 'ask', done: { done: 'planned' } })
};

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
import { parseInput } from '#lib/contracts/parse-input.ts';
import { appointMember } from '#lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '#lib/server/app/councils/create-council.ts';
import { dissolveCouncil } from '#lib/server/app/councils/dissolve-council.ts';
import { endMembership } from '#lib/server/app/councils/end-membership.ts';
import { planSession } from '#lib/server/app/councils/plan-session.ts';
import { readCallCouncil } from '#lib/server/app/councils/read-call-council.ts';
import { replaceMember } from '#lib/server/app/councils/replace-member.ts';
import { seatCouncil } from '#lib/server/app/councils/seat-council.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { askFirst } from '#lib/server/http/ask-first.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { questionOfMember } from '#lib/server/http/questions/members.ts';
import { questionOfCouncil } from '#lib/server/http/questions/office.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { search } = listQuestion(url);
	const view = valueOrError(await readCallCouncil(locals.ctx, { callCode: params.code, search }), url);
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
	create: async ({ request, locals, params }) => {
		const fields = await formFields(request);
		const input = parseInput(createCouncilShape, fields);
		const made = input.ok
			? await createCouncil(locals.ctx, { ...input.value, callCode: params.code })
			: input;
		return made.ok ? { done: 'created' as const } : failWith(made.refusal, fields);
	},
	add: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(appointMemberShape, fields);
		const added = input.ok ? await appointMember(locals.ctx, input.value) : input;
		return added.ok ? { done: 'added' as const } : failWith(added.refusal, fields);
	},
	end: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const about = { callCode: params.code, act: 'end' } as const;
		const question = await questionOfMember(locals.ctx, about, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(endMembershipShape, fields);
		const ended = input.ok ? await endMembership(locals.ctx, input.value) : input;
		return ended.ok ? { done: 'ended' as const } : failWith(ended.refusal, fields);
	},
	replace: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const about = { callCode: params.code, act: 'replace' } as const;
		const question = await questionOfMember(locals.ctx, about, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(replaceMemberShape, fields);
		const replaced = input.ok ? await replaceMember(locals.ctx, input.value) : input;
		return replaced.ok ? { done: 'replaced' as const } : failWith(replaced.refusal, fields);
	},
	dissolve: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const about = { callCode: params.code, act: 'dissolve' } as const;
		const question = await questionOfCouncil(locals.ctx, about, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(dissolveCouncilShape, fields);
		const dissolved = input.ok
			? await dissolveCouncil(locals.ctx, { ...input.value, reason: input.value.dissolveReason })
			: input;
		return dissolved.ok ? { done: 'dissolved' as const } : failWith(dissolved.refusal, fields);
	},
	seat: async ({ request, locals, params, url }) => {
		const fields = await formFields(request);
		const about = { callCode: params.code, act: 'seat' } as const;
		const question = await questionOfCouncil(locals.ctx, about, fields);
		if (question !== undefined) return askFirst(url, fields, question);
		const input = parseInput(seatCouncilShape, fields);
		const seated = input.ok ? await seatCouncil(locals.ctx, input.value) : input;
		return seated.ok ? { done: 'seated' as const } : failWith(seated.refusal, fields);
	},
	plan: async ({ request, locals }) => {
		const fields = await formFields(request);
		const input = parseInput(planSessionShape, fields);
		const planned = input.ok ? await planSession(locals.ctx, input.value) : input;
		return planned.ok ? { done: 'planned' as const } : failWith(planned.refusal, fields);
	}
};

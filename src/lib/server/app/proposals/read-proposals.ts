import { flowOf } from '#lib/domain/flow/flow.ts';
import { can, scopeOf } from '#lib/domain/access/policy.ts';
import { proposedTask } from '#lib/domain/definitions/proposed-task.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { frozenRevision } from '../cases/applications/read-frozen-copy.ts';
import { loadCase } from '../cases/intake/load-case.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { ProposalStanding } from './ports.ts';

export const PROPOSALS_PAGE_SIZE = 25;

/** Proposals that the officer may decide on, what waits for a decision first. */
export async function listProposals(
	ctx: Context,
	question: {
		readonly standing: ProposalStanding;
		readonly search: string;
		readonly page: number;
	}
) {
	return ask(ctx, 'proposal.decide', {}, async (read) =>
		ok(
			await read.proposals.list({
				...question,
				scope: scopeOf(ctx.actor, 'proposal.decide'),
				size: PROPOSALS_PAGE_SIZE
			})
		)
	);
}

/** One proposal with what decides about it. Refuses `not_found`, `tied_to_applicant`. */
export async function readProposal(ctx: Context, id: string) {
	const found = await loadCase(ctx.app.db.read, id);
	if (!found.ok) return found;
	const { application, definition, call, subject } = found.value;
	if (flowOf(definition).decides !== 'one_by_one') return refuse('not_found');
	return ask(ctx, 'proposal.decide', subject, async (read) => {
		const [frozen, validity, timeline, targets, task] = await Promise.all([
			frozenRevision(read, application.revisionId, ctx.app.ids.sha256),
			read.intake.validity(id),
			read.timeline.of(id, 'office'),
			read.proposals.targets(),
			read.proposals.taskOf(id)
		]);
		if (frozen === undefined) throw new Error(`revision ${application.revisionId} is gone`);
		return ok({
			application,
			call: { code: call.code, title: call.title, closesAt: call.closesAt },
			definition,
			revision: frozen.revision,
			validity: validity ?? null,
			timeline,
			task: task ?? null,
			proposed: proposedTask(frozen.revision.answers, definition),
			targets: targets.filter(({ programme }) => can(ctx.actor, 'call.manage', { programme }).ok)
		});
	});
}

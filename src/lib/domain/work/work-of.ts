/**
 * THE answer to who has to do what until when. Pure: facts in, work out; the table `work_item` is made to agree with it
 * in the transaction of each change (docs/decisions/0027-work-is-a-table.md).
 */
import type { Flow } from '#lib/domain/flow/flow.ts';
import type {
	AppraisalFacts,
	CallFacts,
	CouncilFacts,
	DossierFacts,
	SeatFacts,
	StageWorks,
	TermEnd,
	Work
} from '#lib/domain/flow/stage-work.ts';
import { STAGE_KINDS } from '#lib/domain/flow/stage-kinds.ts';
import type { StageKey } from '#lib/domain/definitions/definition.ts';
import { deadlineEnd, isProvisional } from '#lib/domain/rules/calendar.ts';
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { lastDayOfLimit } from '#lib/domain/rules/time-limit.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import type { HeldKind, WorkKind } from './kinds.ts';
import {
	grantWork,
	invitationWork,
	organisationWork,
	portalWork,
	recoveryWork,
	tieWork
} from './side-work.ts';
import type {
	GrantFacts,
	InvitationFacts,
	OrganisationFacts,
	PortalFacts,
	RecoveryFacts,
	TieFacts
} from './side-work.ts';

/** A thing that work is reckoned for, with what decides about it. */
export type WorkFacts =
	| { readonly of: 'call'; readonly flow: Flow; readonly facts: CallFacts; readonly term: TermEnd }
	| { readonly of: 'dossier'; readonly flow: Flow; readonly facts: DossierFacts }
	| { readonly of: 'appraisal'; readonly flow: Flow; readonly facts: AppraisalFacts; readonly term: TermEnd }
	| { readonly of: 'council'; readonly flow: Flow; readonly facts: CouncilFacts }
	| { readonly of: 'seat'; readonly flow: Flow; readonly facts: SeatFacts }
	| { readonly of: 'organisation'; readonly facts: OrganisationFacts }
	| { readonly of: 'invitation'; readonly facts: InvitationFacts }
	| { readonly of: 'tie'; readonly facts: TieFacts }
	| { readonly of: 'grant'; readonly facts: GrantFacts }
	| { readonly of: 'recovery'; readonly facts: RecoveryFacts }
	| { readonly of: 'portal'; readonly facts: PortalFacts };

export interface StagedWork extends Work<WorkKind | HeldKind> {
	/** The stage that gives it; '' where none does. */
	readonly stage: StageKey | '';
}

/** Everything that waits for somebody because of this thing. */
export function workOf(one: WorkFacts): StagedWork[] {
	switch (one.of) {
		case 'call':
			return ofStages(one.flow, ({ call }) => call?.(one.facts, one.flow, one.term));
		case 'dossier':
			return ofStages(one.flow, ({ dossier }) => dossier?.(one.facts, one.flow));
		case 'appraisal':
			return ofStages(one.flow, ({ appraisal }) => appraisal?.(one.facts, one.term));
		case 'council':
			return ofStages(one.flow, ({ council }) => council?.(one.facts));
		case 'seat':
			return ofStages(one.flow, ({ seat }) => seat?.(one.facts));
		case 'organisation':
			return beside(organisationWork(one.facts));
		case 'invitation':
			return beside(invitationWork(one.facts));
		case 'tie':
			return beside(tieWork(one.facts));
		case 'grant':
			return beside(grantWork(one.facts));
		case 'recovery':
			return beside(recoveryWork(one.facts));
		case 'portal':
			return beside(portalWork(one.facts));
	}
}

function ofStages(flow: Flow, ask: (works: StageWorks) => readonly Work[] | undefined): StagedWork[] {
	return (
		flow.stages
			.map(({ key }) => key)
			// A definition of older days may list a stage that nothing follows any more.
			.filter((key) => STAGE_KINDS[key].followed(flow))
			.flatMap((stage) =>
				// `STAGE_KINDS` is typed by what all kinds share; each names its own kinds of work.
				(ask(STAGE_KINDS[stage].works) ?? []).map((work) => ({ ...work, stage }) as StagedWork)
			)
	);
}

function beside(work: readonly Work<WorkKind | HeldKind>[]): StagedWork[] {
	return work.map((one) => ({ ...one, stage: '' }));
}

/** What tells one piece of work of a thing from another. */
export function workKey({ kind, audience, part = '' }: Pick<Work, 'kind' | 'audience' | 'part'>): string {
	return [kind, whose(audience), part].join('|');
}

function whose(audience: Work['audience']): string {
	switch (audience.to) {
		case 'desk':
		case 'organisation':
			return audience.desk;
		case 'person':
			return audience.personId;
		case 'address':
			return audience.address;
	}
}

/** The terms of a rule set, reckoned with the calendar of the office. */
export function termsOf(rules: Pick<RulesInForce, 'timeLimits'>, calendar: WorkingCalendar): TermEnd {
	return (term, from) => {
		const limit = rules.timeLimits?.value[term];
		if (limit === undefined) return undefined;
		// A call that closes at 00:00 closes with the day before.
		const day = deadlineDay(from);
		const last = lastDayOfLimit(day, limit, calendar);
		return { at: deadlineEnd(last), provisional: isProvisional(calendar, day, last) };
	};
}

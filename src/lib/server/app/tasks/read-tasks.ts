import type { NavigationKey } from '#lib/domain/access/navigation.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { WorkKind } from '#lib/domain/work/kinds.ts';
import type { TaskRow } from './ports.ts';
import { standingOf } from '../cases/tasks/standing-of.ts';

export interface TaskList {
	readonly now: Date;
	readonly waiting: readonly TaskRow[];
	/** True when more wait than are listed. */
	readonly cut: boolean;
	readonly held: readonly TaskRow[];
	/** True for somebody who acts for nobody yet: no grant, no seat. */
	readonly withoutRole: boolean;
}

/** More than these nobody reads in one go; the lists of each area have them all. */
const WAITING_LIMIT = 100;
const HELD_LIMIT = 15;

/** What waits for the reader, and what the reader waits for: three questions to the database for every role. */
export async function readTasks(ctx: Context): Promise<Result<TaskList>> {
	return ask(ctx, 'tasks.read', {}, async (read) => {
		const person = personOf(ctx);
		if (!person.ok) return person;
		const standing = standingOf(person.value);
		const [now, waiting, held] = await Promise.all([
			read.clock.now(),
			read.tasks.waiting(standing, WAITING_LIMIT + 1),
			read.tasks.held(standing, HELD_LIMIT)
		]);
		const withoutRole = person.value.grants.length === 0 && person.value.seats.length === 0;
		return ok({
			now,
			waiting: waiting.slice(0, WAITING_LIMIT),
			cut: waiting.length > WAITING_LIMIT,
			held,
			withoutRole
		});
	});
}

/** The place of the menu where a task is done. */
const PLACES: Readonly<Record<WorkKind, NavigationKey>> = {
	finish_draft: 'applications',
	finish_replacement: 'applications',
	read_invalid_notice: 'applications',
	read_result: 'applications',
	publish_call: 'office_calls',
	open_dossiers: 'office_calls',
	check_validity: 'office_applications',
	record_survey: 'office_applications',
	form_council: 'office_calls',
	prepare_selection: 'office_calls',
	decide_proposals: 'proposals',
	sign_undertaking: 'councils',
	declare_interests: 'councils',
	rule_interests: 'councils',
	submit_sheets: 'councils',
	plan_session: 'office_calls',
	open_session: 'councils',
	tally_session: 'councils',
	close_session: 'councils',
	appraise: 'appraisals',
	verify_appraisal: 'appraisals',
	approve_appraisal: 'appraisals',
	check_rejection: 'appraisals',
	decide_rejection: 'appraisals',
	close_selection: 'office_calls',
	call_up_reserve: 'office_calls',
	issue_result: 'office_calls',
	answer_invitation: 'organisation',
	rule_tie: 'ties',
	confirm_grant: 'people',
	confirm_recovery: 'people',
	rule_claim: 'claims',
	rule_change: 'claims',
	prove_claim: 'organisation',
	read_refused_claim: 'organisation',
	failed_mail: 'mail',
	faulty_files: 'storage',
	stuck_papers: 'storage',
	unsealed_audit: 'audit',
	late_backup: 'backups',
	unsound_portal: 'backups',
	answer_data_requests: 'privacy',
	report_data_breach: 'privacy'
};

/** How many tasks wait at each place of the menu, and all of them under `tasks`: one question. */
export async function countTasks(
	ctx: Context
): Promise<Result<Readonly<Partial<Record<NavigationKey, number>>>>> {
	return ask(ctx, 'tasks.read', {}, async (read) => {
		const person = personOf(ctx);
		if (!person.ok) return person;
		const counts: Partial<Record<NavigationKey, number>> = {};
		for (const { kind, count } of await read.tasks.counts(standingOf(person.value))) {
			for (const place of [PLACES[kind], 'tasks'] as const) counts[place] = (counts[place] ?? 0) + count;
		}
		return ok(counts);
	});
}

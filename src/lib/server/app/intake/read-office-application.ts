import { UNDER_JUDGEMENT } from '#lib/domain/flow/council-stage.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { can, scopeOf } from '#lib/domain/access/policy.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { Revision } from '#lib/domain/definitions/snapshot.ts';
import type { Standing } from '#lib/domain/organisations/standing.ts';
import { surveyGroups } from '#lib/domain/intake/survey.ts';
import type { SurveyGroup } from '#lib/domain/intake/survey.ts';
import type { TypedPart } from '#lib/domain/intake/typed-findings.ts';
import { checklistOf } from '#lib/domain/intake/validity.ts';
import type { ChecklistItem } from '#lib/domain/intake/validity.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { laterName } from '../cases/applications/application-case.ts';
import { frozenRevision } from '../cases/applications/read-frozen-copy.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { Repositories } from '../ports.ts';
import { OFFICE_PAGE_SIZE } from './list-applications.ts';
import { loadCase } from '../cases/intake/load-case.ts';
import type { OfficeCase } from '../cases/intake/load-case.ts';
import type { OfficeFacts, SurveyRow, TypedRow, ValidityRow } from './ports.ts';

export interface OfficeApplication extends OfficeCase {
	/** The frozen copy: the only content that the office ever sees. */
	readonly revision: Revision;
	readonly hash: string;
	/** What the organisation is called now, where that differs from its dossier. */
	readonly organisationNow: string | null;
	/** How the organisation stands; nothing is valid before it is proved. */
	readonly standing: Standing;
	readonly definition: ProgrammeDefinition;
	readonly checklist: readonly ChecklistItem[];
	readonly validity?: ValidityRow;
	readonly survey?: SurveyRow;
	/** What was typed into the two forms and not saved yet. */
	readonly typed: Readonly<Record<TypedPart, TypedRow | undefined>>;
	/** Files of the site survey. */
	readonly surveyFiles: OfficeFacts['surveyFiles'];
	readonly surveyGroups: readonly SurveyGroup[];
	readonly timeline: OfficeFacts['timeline'];
	/** Official documents about it: receipt, notices, letters. */
	readonly records: OfficeFacts['records'];
	/** What the actor may do to it now. */
	readonly may: { readonly check: boolean; readonly excellent: boolean; readonly survey: boolean };
	/** The actor is tied to the applicant and takes no step. */
	readonly tied: boolean;
	/** Dossiers of the same call that nobody has judged yet, besides this one; null where the actor judges none. */
	readonly unjudged: {
		readonly count: number;
		readonly next: { readonly id: string; readonly code: string } | null;
	} | null;
}

/** An application as the office reads it, after the opening. Refuses `not_found`. */
export async function readOfficeApplication(ctx: Context, id: string): Promise<Result<OfficeApplication>> {
	const found = await loadCase(ctx.app.db.read, id);
	if (!found.ok) return found;
	const { application, definition, lot, call, subject, organisation } = found.value;
	return ask(ctx, 'application.read', subject, async (read) => {
		const [frozen, facts] = await Promise.all([
			frozenRevision(read, application.revisionId, ctx.app.ids.sha256),
			read.intake.facts({ applicationId: id, lotId: application.lotId, callId: call.id })
		]);
		if (frozen === undefined) throw new Error(`revision ${application.revisionId} is gone`);
		const { revision, row } = frozen;
		const { state } = application;
		const permission = can(ctx.actor, 'application.check_validity', subject);
		const checkable = state === 'submitted' || state === 'valid' || state === 'invalid';
		const unjudged = permission.ok && checkable ? await unjudgedBeside(ctx, read, found.value) : null;
		const { survey, session } = facts;
		const planned = session === undefined || session === 'planned';
		const typedIn = (part: TypedPart): TypedRow | undefined => facts.typed.find((one) => one.part === part);
		const fileKeys = revision.files.map(({ item }) => item);
		return ok({
			...found.value,
			revision,
			hash: row.hash,
			organisationNow: laterName(organisation, application),
			standing: organisation.standing,
			checklist: checklistOf(definition, lot.variant, fileKeys),
			...(facts.validity === undefined ? {} : { validity: facts.validity }),
			...(survey === undefined ? {} : { survey }),
			typed: { validity: typedIn('validity'), survey: typedIn('survey') },
			surveyFiles: facts.surveyFiles,
			surveyGroups: surveyGroups(definition),
			timeline: facts.timeline,
			records: facts.records,
			may: {
				check: permission.ok && checkable && !facts.seated,
				excellent:
					permission.ok &&
					(state === 'submitted' || state === 'valid' || UNDER_JUDGEMENT.includes(state)) &&
					(planned || session === 'open'),
				survey:
					can(ctx.actor, 'application.survey', subject).ok &&
					flowOf(definition).surveys &&
					(state === 'valid' || UNDER_JUDGEMENT.includes(state)) &&
					planned &&
					!survey?.finishedAt
			},
			tied: !permission.ok && permission.refusal.code === 'tied_to_applicant',
			unjudged
		});
	});
}

/** The next in the order of codes, from the first again behind the last. */
async function unjudgedBeside(
	ctx: Context,
	read: Repositories,
	{ application, call }: OfficeCase
): Promise<OfficeApplication['unjudged']> {
	const { rows, total } = await read.intake.list({
		scope: scopeOf(ctx.actor, 'application.check_validity'),
		search: '',
		callCode: call.code,
		state: 'submitted',
		sort: 'code',
		descending: false,
		page: 1,
		size: OFFICE_PAGE_SIZE
	});
	const others = rows.filter(({ id }) => id !== application.id);
	const next = others.find(({ code }) => code > (application.code ?? '')) ?? others[0];
	return {
		count: total - (rows.length - others.length),
		next: next === undefined ? null : { id: next.id, code: next.code }
	};
}

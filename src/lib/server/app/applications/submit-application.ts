import type { Person } from '#lib/domain/access/actor.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import { readForm } from '#lib/domain/definitions/form-reading.ts';
import type { FormReading } from '#lib/domain/definitions/form-reading.ts';
import { dossierOf } from '#lib/domain/definitions/definition.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { mayApply } from '#lib/domain/organisations/standing.ts';
import { formatCaseCode, isUuid } from '#lib/domain/shared/ids.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { SUBMISSION_SETTLES_MS } from '#lib/domain/workflow/call.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import { printedCheckpoint } from '../cases/audit/printed-checkpoint.ts';
import { freezeRequestedBudget } from '../steps/budgets/freeze-requested-budget.ts';
import type { Tx } from '../ports.ts';
import type { RevisionSealing } from '../sealing/ports.ts';
import { sealingOf } from '../steps/sealing/seal-submission.ts';
import { issueReceipt } from '../records/issue-receipt.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { caseOf, factsOf, subjectOf } from '../cases/applications/application-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';
import { dossierState } from '../cases/applications/dossier-state.ts';
import type { DossierState } from '../cases/applications/dossier-state.ts';
import { mailSubmitted } from './application-mail.ts';
import { participantsOf } from './participants.ts';
import type { Submission } from './ports.ts';
import { requestedAmounts } from './requested-amounts.ts';
import { revisionBytes } from './revision-bytes.ts';

export interface SubmitInput {
	readonly id: string;
	/** The application as it was shown. */
	readonly version: number;
	/** Places of the sentences that were confirmed. */
	readonly declarations: readonly number[];
}

export interface Submitted {
	readonly code: string;
	readonly number: number;
	readonly hash: string;
	readonly receivedAt: Date;
	readonly receiptId: string;
}

/**
 * Submits a dossier, or its replacement. It counts by the time of its arrival at the database, stamped once, before
 * anything is waited for (`ctx.arrivedAt`). What is frozen: answers, budget, the list of files with their hashes, the organisation as
 * it was; the bytes and their hash are the revision.
 * Refusals: `sign_in_needed`, `not_found`, `already_submitted` (a second click), `stale_version`, `application_frozen`,
 * `claim_refused` (the office has refused who speaks here), `window_not_open`, `window_closed`, `busy` (it waited for two
 * minutes), `declaration_unconfirmed`, `application_incomplete` with every problem, those of
 * the budget.
 */
export async function submitApplication(ctx: Context, input: SubmitInput): Promise<Result<Submitted>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.id)) return refuse('not_found');
	const checkpoint = await printedCheckpoint(ctx.app);
	return transact(
		ctx,
		'submit_application',
		{ type: 'application', id: input.id },
		async ({ tx, permit, note }) => {
			const receivedAt = ctx.arrivedAt ?? (await tx.clock.now());
			const application = await tx.applications.lock(input.id);
			if (application === undefined) return refuse('not_found');
			// Held against the opening: a submission that arrived in time is committed before the minutes are drawn.
			await tx.intake.lockCall(application.callId, 'share');
			const waited = (await tx.clock.now()).getTime() - receivedAt.getTime();
			if (waited > SUBMISSION_SETTLES_MS) return refuse('busy');
			const of = await caseOf(tx, application);
			const allowed = permit('application.submit', subjectOf(of));
			if (!allowed.ok) return allowed;
			if (application.state === 'submitted' && !application.replacing) return refuse('already_submitted');
			const editable = mayEdit(application, of.call, receivedAt);
			if (!editable.ok) return editable;
			const standing = mayApply(
				(await tx.standings.hold(application.organisationId, 'share'))?.standing ?? 'claimed'
			);
			if (!standing.ok) return standing;
			const next = advance(of.flow.application, application.state, 'submit');
			if (!next.ok) return next;
			if (application.version !== input.version) return refuse('stale_version');
			const declared = allDeclared(of.definition.document, input.declarations);
			if (!declared.ok) return declared;
			const state = await dossierState(tx, of);
			const complete = asComplete(state);
			if (!complete.ok) return complete;

			const code = application.code ?? (await nextCode(ctx, tx, of, receivedAt));
			const budget = await freezeRequestedBudget(tx, application.id, code);
			if (!budget.ok) return budget;
			const reading = readingOf(of, state);
			const said = {
				title: titleOf(reading) ?? application.title,
				...requestedAmounts(reading)
			};
			const participants = participantsOf(reading);
			const sealing = await sealingOf(ctx, tx, {
				applicationId: application.id,
				submission: said,
				participants,
				budget: budget.value,
				documents: state.documents
			});
			const frozen = await freeze(ctx, tx, {
				sealing,
				of,
				code,
				reading,
				state,
				budget: budget.value.canonical,
				receivedAt,
				by: person.value
			});
			const submission: Submission = {
				code,
				revisionId: frozen.id,
				submittedAt: receivedAt,
				organisationName: of.organisation.name,
				organisationRep: of.organisation.repName,
				// What a sealed dossier says is in its revision alone.
				...(sealing === undefined ? said : { title: application.title, requested: null, own: null })
			};
			if (!(await tx.applications.submit(application, next.value, submission)))
				return refuse('stale_version');
			if (sealing === undefined) await tx.applications.replaceParticipants(application.id, participants);

			const receipt = await issueReceipt(tx, ctx, {
				applicationId: application.id,
				revisionId: frozen.id,
				sealed: sealing !== undefined,
				items: dossierOf(of.definition.document, of.lot.variant),
				callTitle: of.call.title,
				checkpoint
			});
			await tx.timeline.append({
				applicationId: application.id,
				kind: 'submitted',
				audience: 'both',
				params: { code, number: String(frozen.number), person: person.value.name }
			});
			await mailSubmitted(ctx, tx, { of, code, number: frozen.number, hash: frozen.hash, receivedAt });
			note({
				onBehalfOf: application.organisationId,
				before: { version: application.version, revision: application.revisionId },
				after: { code, revision: frozen.number, hash: frozen.hash, receivedAt }
			});
			return ok({ code, number: frozen.number, hash: frozen.hash, receivedAt, receiptId: receipt.id });
		}
	);
}

function allDeclared(definition: ProgrammeDefinition, confirmed: readonly number[]): Result<true> {
	const causes = definition.declaration.flatMap((_sentence, at) =>
		confirmed.includes(at) ? [] : [because('declaration_unconfirmed', { field: `declaration.${at}` })]
	);
	return causes.length === 0 ? ok(true) : refuse('declaration_unconfirmed', { causes });
}

function asComplete({ completeness }: DossierState): Result<true> {
	if (completeness.complete) return ok(true);
	const causes = completeness.problems
		.filter(({ severity }) => severity === 'error')
		.map(({ code, target, label, params }) => ({
			code,
			field: Object.values(target)
				.filter((part) => part !== undefined)
				.join('/'),
			params: { label: label.vi, ...params }
		}));
	return refuse('application_incomplete', { causes });
}

function readingOf(of: ApplicationCase, state: DossierState): FormReading {
	return readForm(formOf(of.definition.document, of.lot.variant), state.answers, {
		...factsOf(of),
		...(state.budget === undefined ? {} : { budget: state.budget })
	});
}

/** Codes of cases say no letters of the office: their counter goes on when those change. */
const CASE_COUNTER = 'SKHCN';

/** One number a case and year, without gaps, of the programme's own series. */
async function nextCode(
	ctx: Context,
	tx: Tx,
	{ definition }: ApplicationCase,
	receivedAt: Date
): Promise<string> {
	const year = Number(vietnamDateOf(receivedAt).slice(0, 4));
	const number = await tx.applications.nextCaseNumber(`case/${definition.key}`, year, CASE_COUNTER);
	return formatCaseCode({ series: definition.key, year, number });
}

async function freeze(
	ctx: Context,
	tx: Tx,
	facts: {
		readonly sealing: RevisionSealing | undefined;
		readonly of: ApplicationCase;
		readonly code: string;
		readonly reading: FormReading;
		readonly state: DossierState;
		readonly budget: Parameters<typeof revisionBytes>[0]['budget'];
		readonly receivedAt: Date;
		readonly by: Person;
	}
): Promise<{ readonly id: string; readonly number: number; readonly hash: string }> {
	const { of, state, receivedAt, by } = facts;
	// Under the application's lock, so nobody else takes this number.
	const [last] = await tx.applications.revisions(of.application.id);
	const number = (last?.number ?? 0) + 1;
	const bytes = revisionBytes({ ...facts, number, documents: state.documents });
	const id = ctx.app.ids.v7();
	const hash = ctx.app.ids.sha256(bytes);
	const typed = await tx.drafts.lastOperation(of.application.id);
	const revision = {
		id,
		applicationId: of.application.id,
		number,
		bytes,
		hash,
		submittedAt: receivedAt,
		submittedBy: by.personId,
		lastOperationId: typed?.operationId ?? null,
		lastOperationAt: typed?.at ?? null
	};
	await tx.applications.addRevision(revision, facts.sealing);
	return { id, number, hash };
}

/** The answer that names the case; undefined where the lot's name does. */
function titleOf(reading: FormReading): string | undefined {
	const [section, field] = reading.form.definition.caseTitle?.split('.') ?? [];
	const value = section === undefined || field === undefined ? undefined : reading.answers[section]?.[field];
	return typeof value === 'string' ? value : undefined;
}

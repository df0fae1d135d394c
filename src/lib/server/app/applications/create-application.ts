import { flowOf } from '#lib/domain/flow/flow.ts';
import { EMPTY_SECTION } from '#lib/domain/definitions/answers.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import type { Form } from '#lib/domain/definitions/form.ts';
import { initialAnswers } from '#lib/domain/definitions/initial-answers.ts';
import type { Known } from '#lib/domain/definitions/initial-answers.ts';
import { dongToPlain } from '#lib/domain/shared/money.ts';
import { mayApply } from '#lib/domain/organisations/standing.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { withinWindow } from '#lib/domain/workflow/application-window.ts';
import type { CreateApplicationInput } from '#lib/contracts/applications/create-application.ts';
import type { LotRow } from '../calls/ports.ts';
import type { OrganisationRow } from '../organisations/ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { READING_CONTEXT } from '../cases/applications/application-case.ts';

/**
 * Begins a draft in an open call. What the portal knows of the organisation and the person is filled in.
 * Refusals: `sign_in_needed`, `not_found`, `window_not_open`, `window_closed`, `lot_missing`, `lot_unknown`,
 * `application_exists` {id, code}: the organisation has one in this lot that lives, and the programme allows one.
 */
export async function createApplication(
	ctx: Context,
	input: CreateApplicationInput
): Promise<Result<{ readonly id: string; readonly firstSection: string }>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const created = await transact(
		ctx,
		'create_application',
		{ type: 'application', id: '' },
		async ({ tx, permit, note }) => {
			const now = await tx.clock.now();
			const call = await tx.calls.findByCode(input.callCode);
			if (call === undefined || call.state === 'draft') return refuse('not_found');
			const allowed = permit('application.create', {
				organisationId: input.organisationId,
				programme: call.programme,
				callId: call.id
			});
			if (!allowed.ok) return allowed;
			const organisation = await tx.organisations.find(input.organisationId);
			if (organisation === undefined) return refuse('not_found');
			const applies = mayApply(organisation.standing);
			if (!applies.ok) return applies;
			const open = withinWindow(call, now);
			if (!open.ok) return open;
			const lot = chooseLot(await tx.calls.lots(call.id), input.lotId);
			if (!lot.ok) return lot;
			const definition = await tx.definitions.find(call.definitionId);
			if (definition === undefined) throw new Error(`call ${call.id} has lost its definition`);

			const slot = slotOf(definition.document, lot.value.id, organisation.id);
			const holder = slot === null ? undefined : await tx.applications.inSlot(slot);
			if (holder !== undefined) return existing(holder);

			const form = formOf(definition.document, lot.value.variant);
			const phone = (await tx.identity.findPerson(person.value.personId))?.phone ?? '';
			const known = initialAnswers(form, knownOf(organisation, { ...person.value, phone }), READING_CONTEXT);
			const id = ctx.app.ids.v7();
			const sections = form.sections.map((section) => section.key);
			await tx.applications.create({
				id,
				callId: call.id,
				lotId: lot.value.id,
				organisationId: organisation.id,
				createdBy: person.value.personId,
				title: titleOf(form, lot.value, known),
				slot,
				sections
			});
			await tx.applications.restoreSections(
				id,
				Object.entries(known).map(([sectionKey, values]) => ({
					sectionKey,
					content: { ...EMPTY_SECTION, values }
				})),
				person.value.personId
			);
			await tx.timeline.append({
				applicationId: id,
				kind: 'draft_begun',
				audience: 'applicant',
				params: { person: person.value.name }
			});
			note({ objectId: id, onBehalfOf: organisation.id, after: { call: call.code, lot: lot.value.code } });
			return ok({ id, firstSection: sections[0] ?? '' });
		}
	);
	if (created.ok || created.refusal.code !== 'application_exists' || created.refusal.params !== undefined) {
		return created;
	}
	// Two at once: the database kept the slot for the faster; it can be named now.
	return nameHolder(ctx, input);
}

async function nameHolder(ctx: Context, input: CreateApplicationInput): Promise<Result<never>> {
	const { read } = ctx.app.db;
	const call = await read.calls.findByCode(input.callCode);
	const lots = call === undefined ? [] : await read.calls.lots(call.id);
	const lot = chooseLot(lots, input.lotId);
	const holder = lot.ok
		? await read.applications.inSlot(`${lot.value.id}/${input.organisationId}`)
		: undefined;
	return holder === undefined ? refuse('application_exists') : existing(holder);
}

function existing(holder: { readonly id: string; readonly code: string | null; readonly title: string }) {
	return refuse('application_exists', { params: { id: holder.id, code: holder.code ?? holder.title } });
}

function chooseLot(lots: readonly LotRow[], lotId: string | undefined): Result<LotRow> {
	const chosen = lotId === undefined && lots.length === 1 ? lots[0] : lots.find((lot) => lot.id === lotId);
	if (chosen !== undefined) return ok(chosen);
	return lotId === undefined
		? refuse('lot_missing', { field: 'lotId' })
		: refuse('lot_unknown', { field: 'lotId' });
}

/** Where each application is decided on its own, an organisation may send many; elsewhere one lives in a lot. */
function slotOf(definition: ProgrammeDefinition, lotId: string, organisationId: string): string | null {
	return flowOf(definition).decides === 'one_by_one' ? null : `${lotId}/${organisationId}`;
}

function titleOf(
	form: Form,
	lot: LotRow,
	known: Readonly<Record<string, Readonly<Record<string, unknown>>>>
): string {
	const { caseTitle } = form.definition;
	if (caseTitle === undefined) return lot.title.vi;
	const [section = '', field = ''] = caseTitle.split('.');
	const value = known[section]?.[field];
	return typeof value === 'string' ? value : '';
}

function knownOf(
	organisation: OrganisationRow,
	person: { readonly name: string; readonly email: string; readonly phone: string }
): Known {
	return Object.fromEntries(
		Object.entries({
			'organisation.commune': organisation.communeCode ?? '',
			'organisation.address': organisation.addressLine,
			'organisation.sector_code': organisation.sectorCode,
			'organisation.employees': organisation.employees?.toString() ?? '',
			'organisation.revenue': organisation.revenue === null ? '' : dongToPlain(organisation.revenue),
			'person.name': person.name,
			'person.email': person.email,
			// As it is dialled here; kept with its country code.
			'person.phone': (person.phone || organisation.phone).replace(/^\+84/, '0')
		}).filter(([, value]) => value !== '')
	);
}

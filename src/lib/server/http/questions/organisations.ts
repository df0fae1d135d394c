import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import type { Question } from '#lib/contracts/question.ts';
import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { fieldWords, kindWord } from '#lib/i18n/organisation-words.ts';
import { correctedFields } from '#lib/server/app/organisations/correct-organisation.ts';
import { mayCorrect, mayMerge, mayProve, mayRefuse, reasonOf } from '#lib/domain/organisations/standing.ts';
import type { Proof } from '#lib/domain/organisations/standing.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { SeenOrganisation } from '#lib/server/app/organisations/hold-for-ruling.ts';
import { readClaim } from '#lib/server/app/organisations/read-claims.ts';
import type { ClaimView } from '#lib/server/app/organisations/read-claims.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { isConfirmed } from '../ask-first.ts';

type Fields = Readonly<Record<string, string>>;

/** What stands there, where the act could be done as it was seen; else the act itself says why not. */
async function standsAs(
	ctx: Context,
	seen: SeenOrganisation,
	fields: Fields
): Promise<ClaimView | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readClaim(ctx, seen.organisationId);
	if (!read.ok || !read.value.mayRule) return undefined;
	return read.value.organisation.version === seen.version ? read.value : undefined;
}

const represents = ({ members }: ClaimView): string =>
	members
		.filter(({ role }) => role === 'representative')
		.map(({ fullName }) => fullName)
		.join(', ');

/** What confirming a claim is asked. */
export async function questionOfProof(
	ctx: Context,
	input: SeenOrganisation & { readonly proof: Proof },
	fields: Fields
): Promise<Question | undefined> {
	const view = await standsAs(ctx, input, fields);
	if (view === undefined) return undefined;
	const { organisation, beside, papers } = view;
	const possible = mayProve(input.proof, {
		standing: organisation.standing,
		codeProved: beside.some(({ standing }) => standing === 'proved'),
		papers,
		today: vietnamDateOf(await ctx.app.db.read.clock.now())
	});
	if (!possible.ok) return undefined;
	const waiting = beside.filter(({ standing }) => standing === 'claimed').length;
	const people = represents(view);
	return {
		title: m.standing_question_prove({ name: organisation.name, code: organisation.taxCode }),
		follows: [
			...(people === '' ? [] : [m.standing_question_prove_people({ people })]),
			m.standing_question_prove_follows(),
			...(waiting === 0 ? [] : [m.standing_question_prove_beside({ count: waiting })])
		],
		confirm: m.standing_prove()
	};
}

/** What refusing a claim is asked. */
export async function questionOfRefusal(
	ctx: Context,
	input: SeenOrganisation & { readonly reason: string },
	fields: Fields
): Promise<Question | undefined> {
	const view = await standsAs(ctx, input, fields);
	if (view === undefined || !mayRefuse(view.organisation.standing, input.reason).ok) return undefined;
	const { name, taxCode } = view.organisation;
	return {
		title: m.standing_question_refuse({ name, code: taxCode }),
		follows: [m.standing_question_refuse_dossiers(), m.standing_question_refuse_follows()],
		confirm: m.standing_refuse(),
		danger: true
	};
}

/** What a correction is asked: each field with what stands there and what will. */
export async function questionOfCorrection(
	ctx: Context,
	input: SeenOrganisation & { readonly profile: OrganisationProfile; readonly reason: string },
	fields: Fields
): Promise<Question | undefined> {
	const view = await standsAs(ctx, input, fields);
	if (view === undefined || !reasonOf(input.reason).ok || !mayCorrect(view.organisation.standing).ok)
		return undefined;
	const changes = correctedFields(view.organisation, input.profile);
	if (changes.length === 0) return undefined;
	const said = (field: string, value: string): string => (field === 'kind' ? kindWord(value) : value);
	return {
		title: m.standing_question_correct({ name: view.organisation.name }),
		follows: [
			...changes.map(([field, before, after]) =>
				m.standing_question_correct_field({
					field: fieldWords[field]?.() ?? field,
					before: said(field, before),
					after: said(field, after)
				})
			),
			m.standing_question_correct_follows()
		],
		confirm: m.standing_correct()
	};
}

/** What ruling on a change is asked: what stands there, what was asked for, who else bears the name. */
export async function questionOfChange(
	ctx: Context,
	input: SeenOrganisation & {
		readonly changeId: string;
		readonly accepted: boolean;
		readonly reason: string;
	},
	fields: Fields
): Promise<Question | undefined> {
	const view = await standsAs(ctx, input, fields);
	if (view === undefined || !reasonOf(input.reason).ok) return undefined;
	const { organisation, change, namesakes } = view;
	if (change?.id !== input.changeId) return undefined;
	const { name, repName, repTitle } = change;
	const changes = correctedFields(organisation, { ...organisation, name, repName, repTitle }).map(
		([field, before, after]) =>
			m.standing_question_correct_field({ field: fieldWords[field]?.() ?? field, before, after })
	);
	if (!input.accepted)
		return {
			title: m.standing_question_decline({ name: organisation.name }),
			follows: [...changes, m.standing_question_decline_follows()],
			confirm: m.standing_change_decline(),
			danger: true
		};
	return {
		title: m.standing_question_accept({ name: organisation.name }),
		follows: [
			...changes,
			...(namesakes.length === 0 ? [] : [m.standing_question_accept_namesakes({ count: namesakes.length })]),
			m.standing_question_accept_follows()
		],
		confirm: m.standing_change_accept()
	};
}

/** What a merger is asked: what goes where, and what becomes of whom. */
export async function questionOfMerger(
	ctx: Context,
	input: SeenOrganisation & {
		readonly intoId: string;
		readonly members: 'move' | 'end';
		readonly reason: string;
	},
	fields: Fields
): Promise<Question | undefined> {
	const view = await standsAs(ctx, input, fields);
	if (view === undefined || !reasonOf(input.reason).ok) return undefined;
	const other = await readClaim(ctx, input.intoId);
	if (!other.ok || !mayMerge(view.organisation, other.value.organisation).ok) return undefined;
	const into = other.value.organisation.name;
	const people = view.members.map(({ fullName }) => fullName).join(', ');
	const peopleWords =
		input.members === 'move'
			? m.standing_question_merge_move({ people })
			: m.standing_question_merge_end({ people });
	return {
		title: m.standing_question_merge({ name: view.organisation.name, into }),
		follows: [m.standing_question_merge_follows({ into }), ...(people === '' ? [] : [peopleWords])],
		confirm: m.standing_merge(),
		danger: true
	};
}

/** What ending a representation is asked. */
export async function questionOfEnding(
	ctx: Context,
	input: SeenOrganisation & { readonly grantId: string; readonly handTo: string; readonly reason: string },
	fields: Fields
): Promise<Question | undefined> {
	const view = await standsAs(ctx, input, fields);
	if (view === undefined || !reasonOf(input.reason).ok) return undefined;
	if (input.handTo !== '' && !parseEmail(input.handTo, 'handTo').ok) return undefined;
	const member = view.members.find(({ grantId }) => grantId === input.grantId);
	if (member === undefined) return undefined;
	const last = !view.members.some(
		({ role, grantId }) => role === 'representative' && grantId !== member.grantId
	);
	const organisation = view.organisation.name;
	return {
		title: m.standing_question_end({ name: member.fullName }),
		follows: [
			m.standing_question_end_follows({ organisation }),
			...(last ? [m.standing_question_end_last()] : []),
			...(input.handTo === '' ? [] : [m.standing_question_hand({ email: input.handTo, organisation })])
		],
		confirm: m.standing_end(),
		danger: true
	};
}

/** What asking somebody to represent an organisation is asked. */
export async function questionOfHandOver(
	ctx: Context,
	input: SeenOrganisation & { readonly handTo: string; readonly reason: string },
	fields: Fields
): Promise<Question | undefined> {
	const view = await standsAs(ctx, input, fields);
	if (view === undefined || !reasonOf(input.reason).ok) return undefined;
	const email = parseEmail(input.handTo, 'handTo');
	if (!email.ok) return undefined;
	return {
		title: m.standing_question_hand({ email: email.value, organisation: view.organisation.name }),
		follows: [m.standing_question_hand_follows()],
		confirm: m.standing_hand()
	};
}

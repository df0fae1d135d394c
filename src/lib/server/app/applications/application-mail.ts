/** Messages to the applicant's representatives about their own application. */
import { formatDateTime, formatDateTimeSeconds, formatDeadline } from '#lib/i18n/formats/dates.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { MemberRow } from '../organisations/ports.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { ApplicationCase } from './application-case.ts';

interface Reader extends MemberRow {
	readonly email: string;
}

async function representatives(tx: Tx, organisationId: string): Promise<readonly Reader[]> {
	const members = await tx.organisations.membersOf(organisationId);
	return members.filter(
		(member): member is Reader => member.role === 'representative' && member.email !== null
	);
}

/** Whoever acts gets the language that they act in; the others the portal's own. */
function languageOf(ctx: Context, reader: Reader): 'vi' | 'en' {
	return ctx.actor.kind === 'person' && ctx.actor.personId === reader.personId ? ctx.locale : 'vi';
}

function linkOf(ctx: Context, language: 'vi' | 'en', id: string): string {
	return `${ctx.app.config.origin}${language === 'en' ? '/en' : ''}/ho-so/${id}`;
}

export async function mailSubmitted(
	ctx: Context,
	tx: Tx,
	sent: {
		readonly of: ApplicationCase;
		readonly code: string;
		readonly number: number;
		readonly hash: string;
		readonly receivedAt: Date;
	}
): Promise<void> {
	const { application, call, organisation } = sent.of;
	for (const reader of await representatives(tx, organisation.id)) {
		const language = languageOf(ctx, reader);
		const letter = ctx.app.letters.submissionReceipt(
			{
				name: reader.fullName,
				code: sent.code,
				call: localizedText(call.title, language),
				organisation: organisation.name,
				receivedAt: formatDateTimeSeconds(sent.receivedAt, language),
				contentHash: sent.hash,
				url: linkOf(ctx, language, application.id),
				deadline: formatDeadline(call.closesAt, language)
			},
			language
		);
		await tx.mail.enqueue({
			idempotencyKey: `submitted:${application.id}:${sent.number}:${reader.personId}`,
			recipient: reader.email,
			recipientName: reader.fullName,
			language,
			subject: letter.subject,
			body: letter.text,
			html: letter.html,
			applicationId: application.id
		});
	}
}

export async function mailWithdrawn(
	ctx: Context,
	tx: Tx,
	withdrawn: { readonly of: ApplicationCase; readonly at: Date; readonly person: string }
): Promise<void> {
	const { application, organisation } = withdrawn.of;
	for (const reader of await representatives(tx, organisation.id)) {
		const locale = languageOf(ctx, reader);
		const said = {
			code: application.code ?? '',
			title: application.title,
			person: withdrawn.person,
			moment: formatDateTime(withdrawn.at, locale),
			link: linkOf(ctx, locale, application.id)
		};
		await tx.mail.enqueue({
			idempotencyKey: `withdrawn:${application.id}:${reader.personId}`,
			recipient: reader.email,
			recipientName: reader.fullName,
			language: locale,
			subject: m.applications_mail_withdrawn_subject({ code: said.code }, { locale }),
			body: m.applications_mail_withdrawn_body(said, { locale }),
			applicationId: application.id
		});
	}
}

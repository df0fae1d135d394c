/** Messages to the applicant's representatives about their own application. */
import { deadlineOf } from '#lib/domain/workflow/application-window.ts';
import { applicationWithdrawn, submissionReceipt } from '../mail/letters/dossiers.ts';
import { representativesOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';

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
	await tell(ctx, tx, {
		to: await representativesOf(tx, organisation.id),
		key: `submitted:${application.id}:${String(sent.number)}`,
		letter: submissionReceipt({
			code: sent.code,
			call: call.title,
			organisation: organisation.name,
			at: sent.receivedAt,
			hash: sent.hash,
			closesAt: deadlineOf(application, call),
			path: `/ho-so/${application.id}`
		}),
		applicationId: application.id
	});
}

export async function mailWithdrawn(
	ctx: Context,
	tx: Tx,
	withdrawn: { readonly of: ApplicationCase; readonly at: Date; readonly person: string }
): Promise<void> {
	const { application, organisation } = withdrawn.of;
	await tell(ctx, tx, {
		to: await representativesOf(tx, organisation.id),
		key: `withdrawn:${application.id}`,
		letter: applicationWithdrawn({
			code: application.code ?? '',
			title: application.title,
			person: withdrawn.person,
			at: withdrawn.at,
			path: `/ho-so/${application.id}`
		}),
		applicationId: application.id
	});
}

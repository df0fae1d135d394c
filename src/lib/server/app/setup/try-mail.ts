import { officeName } from '#lib/domain/office/letterhead.ts';
import { parseEmail } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { trialLetter } from '../mail/letters/set-up.ts';
import { addressOf } from '../mail/tell.ts';
import { letterheadToday } from '../cases/office/letterhead-today.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

const CODES = 1_000_000n;

/**
 * Sends a letter with a code of six digits through the mail server itself, past the outbox: what is tried is that it
 * arrives. `mark`: the settings of mail. Refuses `email_…`, `set_up_mail_login`, `set_up_mail_away` {reason},
 * `mail_address_refused`, and `set_up_mail_held` where no mail server is named.
 */
export async function sendTrialLetter(
	ctx: Context,
	input: { readonly to: string; readonly mark: string }
): Promise<Result<true>> {
	if (ctx.actor.kind !== 'system') return refuse('not_found');
	const to = parseEmail(input.to, 'email');
	if (!to.ok) return to;
	const { ids, frame, mailer } = ctx.app;
	const [id, drawn] = [ids.v7(), BigInt(`0x${ids.sha256(ids.secret()).slice(0, 32)}`)];
	const code = String(drawn % CODES).padStart(6, '0');
	const {
		action: _action,
		greets: _greets,
		...parts
	} = trialLetter(code)('vi', (path) => addressOf(ctx, path, 'vi'));
	const office = officeName(await letterheadToday(ctx.app.db.read), 'vi');
	const letter = frame({ ...parts, locale: 'vi', name: '', office });
	const sent = await mailer.send({ id, to: { address: to.value }, language: 'vi', ...letter });
	return transact(ctx, 'send_trial_letter', { type: 'set_up', id: 'letter_sent' }, async ({ tx, note }) => {
		note({ refused: { email: to.value } });
		if (!sent.ok) return whyUnsent(sent.refusal);
		if (sent.value.state !== 'sent') return refuse('set_up_mail_held');
		await tx.setUp.add({ id, step: 'letter_sent', mark: input.mark, codeHash: ids.sha256(`${id}${code}`) });
		note({ after: { email: to.value } });
		return ok(true);
	});
}

/** A server that says 535 knows the user or the password not; what it says is never repeated, it may hold both. */
function whyUnsent(refusal: Refusal): Result<never> {
	if (refusal.code !== 'mail_unavailable') return { ok: false, refusal };
	const reason = refusal.params?.['reason'] ?? '';
	return reason.startsWith('EAUTH')
		? refuse('set_up_mail_login')
		: refuse('set_up_mail_away', { params: { reason } });
}

/** Takes the code that was read in the last trial letter. Refuses `set_up_code_wrong`, `set_up_no_letter`. */
export async function answerTrialLetter(
	ctx: Context,
	input: { readonly code: string; readonly mark: string }
): Promise<Result<true>> {
	if (ctx.actor.kind !== 'system') return refuse('not_found');
	return transact(ctx, 'answer_trial_letter', { type: 'set_up', id: 'letter_answered' }, async ({ tx }) => {
		const sent = (await tx.setUp.steps()).find(({ step }) => step === 'letter_sent');
		if (sent?.mark !== input.mark) return refuse('set_up_no_letter');
		const { ids } = ctx.app;
		if (ids.sha256(`${sent.id}${input.code.replace(/\D/g, '')}`) !== sent.codeHash)
			return refuse('set_up_code_wrong', { field: 'code' });
		await tx.setUp.add({ id: ids.v7(), step: 'letter_answered', mark: input.mark, codeHash: '' });
		return ok(true);
	});
}

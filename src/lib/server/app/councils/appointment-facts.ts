import { appointmentFindings, checkAppointment } from '#lib/domain/councils/appointment.ts';
import type { AppointmentFinding, JudgedCase } from '#lib/domain/councils/appointment.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { councilRulesOn } from '#lib/domain/flow/stage-council.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { cleanText } from '#lib/domain/shared/vietnamese-text.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CallRow } from '../calls/ports.ts';
import type { Repositories, Tx } from '../ports.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { LoadedCouncil } from '../cases/councils/load-council.ts';
import type { CandidateRow, CouncilRow } from './ports.ts';

/** Cases of a call that a council may judge. A sealed call names nobody: what is in it is not known yet. */
export async function judgedCases(
	read: Repositories,
	{ stage }: Pick<CouncilRow, 'stage'>,
	call: CallRow
): Promise<readonly JudgedCase[]> {
	return call.state === 'draft' || call.state === 'published'
		? []
		: read.councils.judgedCases(call.id, stage);
}

/** What is known of a candidate. */
export function findingsAbout(candidate: CandidateRow, cases: readonly JudgedCase[]): AppointmentFinding[] {
	return appointmentFindings(candidate, cases);
}

/** Whether the candidate may be appointed, and what was known. Refuses as `checkAppointment` does. */
export async function mayAppoint(
	tx: Tx,
	{ council, call }: Pick<LoadedCouncil, 'council' | 'call'>,
	candidate: CandidateRow,
	input: { readonly role: CouncilRole; readonly reason: string }
): Promise<Result<readonly AppointmentFinding[]>> {
	const stored = await tx.definitions.find(call.definitionId);
	if (stored === undefined) throw new Error(`call ${call.code} has no definition`);
	const cases = await judgedCases(tx, council, call);
	const rules = councilRulesOn(stored.document, council.stage, vietnamDateOf(await tx.clock.now()));
	return checkAppointment({
		role: input.role,
		findings: findingsAbout(candidate, cases),
		cases,
		scope: rules.recusalScope?.value ?? 'lot',
		reason: cleanText(input.reason)
	});
}

/** Keeps what was known and why the person was appointed even so. */
export async function recordAppointment(
	tx: Tx,
	ctx: Context,
	memberId: string,
	known: { readonly findings: readonly AppointmentFinding[]; readonly reason: string; readonly at: Date }
): Promise<void> {
	if (known.findings.length === 0) return;
	await tx.councils.recordAppointment({
		id: ctx.app.ids.v4(),
		memberId,
		findings: known.findings,
		reason: cleanText(known.reason),
		by: actorId(ctx.actor),
		at: known.at
	});
}

import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { COUNCIL_PAPERS, isCouncilPaper } from '#lib/domain/papers/council-papers.ts';
import type { CouncilPaper } from '#lib/domain/papers/council-papers.ts';
import type { Paper } from '#lib/domain/papers/paper.ts';
import { asciiName } from '#lib/domain/shared/ascii-name.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { readCouncilRecord } from '../../cases/councils/council-standing.ts';
import type { CouncilRecord } from '../../cases/councils/council-standing.ts';
import { refuseRecused } from '../../cases/councils/recused-reader.ts';
import { closedFacts } from '../../cases/sessions/closed-facts.ts';
import type { Repositories } from '../../ports.ts';
import { ask } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';
import type { FileFormat } from '../file-ports.ts';
import { minutesFacts } from '../minutes-facts.ts';
import { councilPaperFacts, lotFacts } from './council-paper-facts.ts';
import type { CouncilFacts, LotFacts } from './council-paper-facts.ts';
import { establishmentPaper } from './establishment-paper.ts';
import { invitationPaper } from './invitation-paper.ts';
import { explanationForm, meetingMinutes } from './meeting-minutes-paper.ts';
import {
	authorisationForm,
	ballotForm,
	feeList,
	questionsForm,
	remarksForm,
	undertakingForm
} from './member-forms.ts';

/** Which paper is asked for, and about what. */
export interface AskedPaper {
	readonly callCode: string;
	/** Absent: the council that decides. */
	readonly stage?: string | undefined;
	readonly paper: string;
	readonly lotId?: string | undefined;
	readonly applicationId?: string | undefined;
	readonly format: FileFormat;
}

/**
 * A paper of a council, drawn from the records as they are now, to be signed or finished: it is no issued record, and
 * its number is left to the pen. Refuses `not_found`, `conflict_blocks`, `session_not_closed`, `print_crowded`,
 * `paper_cannot_print`.
 */
export async function drawCouncilPaper(
	ctx: Context,
	asked: AskedPaper
): Promise<Result<{ readonly file: Uint8Array; readonly fileName: string }>> {
	const { paper: kind, format } = asked;
	const call = await ctx.app.db.read.calls.findByCode(asked.callCode);
	if (call === undefined || !isCouncilPaper(kind)) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	const drawn = await ask(ctx, 'council.manage', subject, async (read) => {
		const council = (await read.councils.ofCall(call.id)).find(
			({ stage, state }) => stage === (asked.stage ?? DECIDING) && state !== 'dissolved'
		);
		const record = council === undefined ? undefined : await readCouncilRecord(read, council.id);
		if (record === undefined) return refuse('not_found');
		const at = await read.clock.now();
		const facts = await councilPaperFacts(read, record, at);
		if (kind === 'establishment') return ok({ paper: establishmentPaper(facts), at, about: call.code });
		if (kind === 'undertaking') return ok({ paper: undertakingForm(facts), at, about: call.code });
		const paper = await aboutLot(ctx, read, { ...asked, kind }, facts);
		return paper.ok ? ok({ ...paper.value, at }) : paper;
	});
	if (!drawn.ok) return drawn;
	const { paper, at, about } = drawn.value;
	const file = await ctx.app.typesetting.draft(paper, format, at);
	return file.ok
		? ok({ file: file.value, fileName: `${asciiName(`${paper.title.name} ${about}`)}.${format}` })
		: file;
}

type LotPaper = Exclude<CouncilPaper, 'establishment' | 'undertaking'>;

async function aboutLot(
	ctx: Context,
	read: Repositories,
	{ kind, lotId, applicationId }: AskedPaper & { readonly kind: LotPaper },
	facts: CouncilFacts
): Promise<Result<{ readonly paper: Paper; readonly about: string }>> {
	const { record } = facts;
	const about = askedCase(record, kind, { lotId, applicationId });
	const asked = about?.lotId ?? lotId ?? firstLot(record, kind)?.lotId ?? '';
	const of = lotFacts(record, await read.calls.lots(record.call.id), asked);
	if (of === undefined) return refuse('not_found');
	const clear = await refuseRecused(ctx, read, { callId: record.call.id, lotId: of.lot.lotId });
	if (!clear.ok) return clear;
	const paper = await drawn(read, kind, { facts, of, about });
	return paper.ok ? ok({ paper: paper.value, about: about?.code ?? of.lot.code }) : paper;
}

/** The task that a paper is about when none is asked for. */
function firstLot({ lots }: CouncilRecord, kind: LotPaper) {
	const closed = COUNCIL_PAPERS[kind].startsWith('closed');
	return lots.find(({ sessionState }) => !closed || sessionState === 'closed');
}

/** The dossier that is asked for; of a paper about one dossier, the first where neither it nor a task is named. */
function askedCase(
	record: CouncilRecord,
	kind: LotPaper,
	{ lotId, applicationId }: Pick<AskedPaper, 'lotId' | 'applicationId'>
) {
	if (applicationId !== undefined) return record.cases.find((one) => one.applicationId === applicationId);
	if (lotId !== undefined || !COUNCIL_PAPERS[kind].endsWith('case')) return undefined;
	return record.cases.find((one) => one.lotId === firstLot(record, kind)?.lotId);
}

async function drawn(
	read: Repositories,
	kind: LotPaper,
	{
		facts,
		of,
		about
	}: { facts: CouncilFacts; of: LotFacts; about: CouncilRecord['cases'][number] | undefined }
): Promise<Result<Paper>> {
	switch (kind) {
		case 'invitation':
			return ok(invitationPaper(facts, of));
		case 'authorisation':
			return ok(authorisationForm(facts, of));
		case 'fees':
			return ok(feeList(facts, of));
		case 'minutes':
		case 'explanation': {
			const frame = await read.sessions.frame({ lotId: of.lot.lotId, councilId: facts.record.council.id });
			const held = frame === undefined ? undefined : await closedFacts(read, frame);
			if (held === undefined) return refuse('session_not_closed');
			const said = await minutesFacts(read, held);
			if (kind === 'minutes') return ok(meetingMinutes(said));
			return about === undefined ? refuse('not_found') : ok(explanationForm(said, about));
		}
		default:
			return about === undefined ? refuse('not_found') : ok(FORMS[kind](facts, of, about));
	}
}

const FORMS = { remarks: remarksForm, ballot: ballotForm, questions: questionsForm };

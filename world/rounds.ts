import { appointMember } from '#lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '#lib/server/app/councils/create-council.ts';
import { declareConflicts } from '#lib/server/app/councils/declare-conflicts.ts';
import { planSession } from '#lib/server/app/councils/plan-session.ts';
import { seatCouncil } from '#lib/server/app/councils/seat-council.ts';
import { signUndertaking } from '#lib/server/app/councils/sign-undertaking.ts';
import { createCall } from '#lib/server/app/calls/create-call.ts';
import { addLot } from '#lib/server/app/calls/edit-call.ts';
import type { NewLot } from '#lib/server/app/calls/edit-call.ts';
import type { CallDraft } from '#lib/server/app/calls/ports.ts';
import { publishCall } from '#lib/server/app/calls/publish-call.ts';
import { checkValidity } from '#lib/server/app/intake/check-validity.ts';
import { openDossiers } from '#lib/server/app/intake/open-dossiers.ts';
import { closeSession } from '#lib/server/app/sessions/close-session.ts';
import { openSession } from '#lib/server/app/sessions/open-session.ts';
import { recordAttendance } from '#lib/server/app/sessions/record-attendance.ts';
import { recordCountingBoard } from '#lib/server/app/sessions/record-counting-board.ts';
import { tallySession } from '#lib/server/app/sessions/tally-session.ts';
import { closeSelection } from '#lib/server/app/selection/close-selection.ts';
import { readSelection } from '#lib/server/app/selection/read-selection.ts';
import { saveSelection } from '#lib/server/app/selection/save-selection.ts';
import { saveMarks } from '#lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '#lib/server/app/sheets/submit-sheet.ts';
import type { CallRow, LotRow } from '#lib/server/app/calls/ports.ts';
import type { SelectionOutcome } from '#lib/domain/selection/envelope.ts';
import { checklistOf } from '#lib/domain/intake/validity.ts';
import { done, found } from './demonstration.ts';
import type { Demonstration } from './demonstration.ts';
import { marksForTotal } from './marks-for-total.ts';

/** What the officer of a programme does, and what a council does, in the order of a round. */

export type Seat = readonly [key: string, role: string];

async function callOf(world: Demonstration, code: string): Promise<CallRow> {
	return found(await world.app.db.read.calls.findByCode(code), `call ${code}`);
}

export async function lotOf(world: Demonstration, callCode: string, lotCode: string): Promise<LotRow> {
	const lots = await world.app.db.read.calls.lots((await callOf(world, callCode)).id);
	return found(
		lots.find(({ code }) => code === lotCode),
		`lot ${lotCode}`
	);
}

export async function announce(
	world: Demonstration,
	officer: string,
	call: {
		readonly programme: string;
		readonly code: string;
		readonly draft: CallDraft;
		readonly lots?: readonly NewLot[];
		/** What fills the list before the lots do. */
		readonly first?: () => Promise<void>;
	}
): Promise<void> {
	const ctx = await world.as(officer);
	done(await createCall(ctx, call));
	await call.first?.();
	for (const lot of call.lots ?? []) done(await addLot(ctx, { callCode: call.code, lot }));
	const { version } = await callOf(world, call.code);
	done(await publishCall(ctx, { code: call.code, version }));
}

export async function openAll(world: Demonstration, officer: string, callCode: string): Promise<void> {
	const { version } = await callOf(world, callCode);
	done(await openDossiers(await world.as(officer), { callCode, version }));
}

/** Item by item; with a reason, the dossier is invalid at the items named. */
export async function judge(
	world: Demonstration,
	officer: string,
	application: string,
	invalid?: { readonly items: Readonly<Record<string, string>>; readonly reason: string }
): Promise<void> {
	const { read } = world.app.db;
	const applicationId = found(world.known.applications.get(application), application);
	const row = found(await read.applications.find(applicationId), application);
	const lot = found(await read.calls.findLot(row.lotId), 'lot');
	const call = found(await read.calls.find(row.callId), 'call');
	const definition = found(await read.definitions.find(call.definitionId), 'definition');
	const documents = await read.uploads.documents(applicationId);
	const items = checklistOf(
		definition.document,
		lot.variant,
		documents.map(({ itemKey }) => itemKey)
	)
		.filter(({ mustJudge }) => mustJudge)
		.map(({ key }) => ({
			itemKey: key,
			valid: invalid?.items[key] === undefined,
			note: invalid?.items[key] ?? ''
		}));
	done(
		await checkValidity(await world.as(officer), {
			applicationId,
			version: row.version,
			valid: invalid === undefined,
			items,
			reason: invalid?.reason ?? ''
		})
	);
}

export async function seat(
	world: Demonstration,
	officer: string,
	callCode: string,
	decisionNo: string,
	seats: readonly Seat[]
): Promise<void> {
	const ctx = await world.as(officer);
	const { councilId } = done(await createCouncil(ctx, { callCode, name: '', decisionNo }));
	world.known.councils.set(callCode, councilId);
	for (const [key, role] of seats) {
		const { personId } = found(world.known.accounts.get(key), key);
		done(
			await appointMember(ctx, { councilId, personId, role, reason: 'Đã xem xét: không tham gia thực hiện.' })
		);
	}
	const { version } = found(await world.app.db.read.councils.find(councilId), 'council');
	done(await seatCouncil(ctx, { councilId, version }));
}

export async function plan(
	world: Demonstration,
	officer: string,
	callCode: string,
	lotCode: string,
	when: { readonly daysBefore: number; readonly time: string; readonly place: string }
): Promise<void> {
	const councilId = found(world.known.councils.get(callCode), 'council');
	const lotId = (await lotOf(world, callCode, lotCode)).id;
	const session = found(await world.app.db.read.sessions.of({ lotId }), 'session');
	const { daysBefore, time, place } = when;
	done(
		await planSession(await world.as(officer), {
			councilId,
			lotId,
			version: session.version,
			date: world.day(daysBefore),
			time,
			place
		})
	);
}

export interface Interest {
	readonly application: string;
	readonly kind: 'declared' | 'blocking';
	readonly ground: string;
	readonly note: string;
}

/** Signs, then declares on every application before the council: nothing, but for what is given. */
export async function declare(
	world: Demonstration,
	callCode: string,
	member: string,
	interests: readonly Interest[] = []
): Promise<void> {
	const councilId = found(world.known.councils.get(callCode), 'council');
	const ctx = await world.as(member);
	done(await signUndertaking(ctx, { councilId }));
	const cases = await world.app.db.read.councils.cases(councilId);
	const declarations = cases.map(({ applicationId }) => {
		const interest = interests.find(
			({ application }) => world.known.applications.get(application) === applicationId
		);
		return interest === undefined
			? { applicationId, kind: 'none' as const, ground: '', note: '' }
			: { applicationId, kind: interest.kind, ground: interest.ground, note: interest.note };
	});
	done(await declareConflicts(ctx, { councilId, declarations }));
}

/** A sheet of a total; submitted, or left as a draft with its last criterion open. */
export async function mark(
	world: Demonstration,
	callCode: string,
	member: string,
	application: string,
	sheet: {
		readonly total: number;
		readonly comment: string;
		readonly zero?: readonly string[];
		readonly draft?: boolean;
	}
): Promise<void> {
	const { read } = world.app.db;
	const councilId = found(world.known.councils.get(callCode), 'council');
	const applicationId = found(world.known.applications.get(application), application);
	const row = found(await read.applications.find(applicationId), application);
	const lot = found(await read.calls.findLot(row.lotId), 'lot');
	const call = await callOf(world, callCode);
	const definition = found(await read.definitions.find(call.definitionId), 'definition');
	const rubric = found(definition.document.rubrics[lot.variant], 'rubric');
	const content = marksForTotal(rubric, sheet.total, sheet.zero ?? []);
	const kept =
		sheet.draft === true ? Object.entries(content.marks).slice(0, -3) : Object.entries(content.marks);
	const ctx = await world.as(member);
	const about = { councilId, applicationId };
	const marks = Object.fromEntries(kept);
	const comments = sheet.draft === true ? {} : content.comments;
	const saved = done(
		await saveMarks(ctx, { ...about, marks, comments, comment: sheet.comment, baseVersion: 0 })
	);
	if (sheet.draft === true) return;
	const submitted = done(await submitSheet(ctx, { ...about, version: saved.version }));
	if (submitted.total !== sheet.total)
		throw new Error(`${String(submitted.total)} instead of ${String(sheet.total)}`);
}

/** A whole session of a lot: attendance, opening, count, minutes. */
export async function hold(
	world: Demonstration,
	callCode: string,
	lotCode: string,
	meeting: {
		readonly secretary: string;
		readonly lead: string;
		readonly present: readonly string[];
		readonly conclusion: string;
	}
): Promise<void> {
	const { read } = world.app.db;
	const lotId = (await lotOf(world, callCode, lotCode)).id;
	const councilId = found(world.known.councils.get(callCode), 'council');
	const members = await read.councils.members(councilId);
	const present = meeting.present.map((key) => found(world.known.accounts.get(key), key).personId);
	const attendance = members.map(({ memberId, personId }) => ({
		memberId,
		present: present.includes(personId)
	}));
	const version = async (): Promise<number> => found(await read.sessions.of({ lotId }), 'session').version;
	const secretary = await world.as(meeting.secretary);
	done(await recordAttendance(secretary, { lotId, attendance }));
	done(await openSession(secretary, { lotId, version: await version() }));
	const board = members
		.filter(({ personId, role }) => present.includes(personId) && role !== 'administrative_secretary')
		.slice(-3)
		.map(({ memberId }) => memberId);
	done(await recordCountingBoard(secretary, { lotId, memberIds: board, headId: found(board[0], 'board') }));
	done(await tallySession(secretary, { lotId, version: await version() }));
	const { conclusion } = meeting;
	done(await closeSession(await world.as(meeting.lead), { lotId, version: await version(), conclusion }));
}

/** The officer's choice, which follows the proposal where nothing else is said; the director closes it. */
export async function select(
	world: Demonstration,
	officer: string,
	callCode: string,
	choices: Readonly<Record<string, { readonly outcome: SelectionOutcome; readonly reason: string }>>
): Promise<void> {
	const ctx = await world.as(officer);
	const seen = done(await readSelection(ctx, callCode));
	const said = new Map(
		Object.entries(choices).map(([application, choice]) => [
			world.known.applications.get(application),
			choice
		])
	);
	const items = seen.lines.map(({ applicationId, proposed }) => ({
		applicationId,
		...(said.get(applicationId) ?? { outcome: proposed, reason: '' })
	}));
	const { version } = done(await saveSelection(ctx, { callCode, version: seen.version, items }));
	done(await closeSelection(await world.as('director'), { callCode, version }));
}

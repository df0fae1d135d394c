import { askDataRequest } from '../../src/lib/server/app/privacy/ask-data-request.ts';
import { prepareAppraisal } from '../support/sign-appraisal.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createApplication } from '../../src/lib/server/app/applications/create-application.ts';
import { createCouncil } from '../../src/lib/server/app/councils/create-council.ts';
import { appointMember } from '../../src/lib/server/app/councils/appoint-member.ts';
import {
	acceptInvitation,
	declineInvitation
} from '../../src/lib/server/app/organisations/answer-invitation.ts';
import { proposeGrant, withdrawGrant } from '../../src/lib/server/app/identity/propose-grant.ts';
import { addPaper } from '../../src/lib/server/app/organisations/add-paper.ts';
import { inviteMember } from '../../src/lib/server/app/organisations/invite-member.ts';
import { ruleTie } from '../../src/lib/server/app/ties/rule-tie.ts';
import { decidedFacts } from '../../src/lib/server/app/records/decided-facts.ts';
import { issuingOf } from '../../src/lib/server/app/records/issuing.ts';
import { decidedResult, resultDecision } from '../../src/lib/server/app/records/decision-paper.ts';
import { keptPaper } from '../../src/lib/server/app/records/kept-paper.ts';
import { resultFacts } from '../../src/lib/server/app/records/result-facts.ts';
import { ok } from '../../src/lib/domain/shared/result.ts';
import { makeDueFiles } from '../../src/lib/server/app/records/make-record-file.ts';
import { issueOpeningMinutes } from '../../src/lib/server/app/records/issue-opening-minutes.ts';
import { allocateFund } from '../../src/lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '../../src/lib/server/app/funds/create-fund-source.ts';
import { arranged } from '../support/arranged.ts';
import type { Context } from '../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../src/lib/server/ids.ts';
import { hashOf } from '../integration/budgets/budget-world.ts';
import { submittedCase } from '../integration/budgets/kept-revision.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission
} from '../integration/intake/world.ts';
import type { TestCall, TestPerson } from '../integration/intake/world.ts';
import { must, openTaskWorld } from '../integration/scoring/scoring-world.ts';
import type { ScoringWorld } from '../integration/scoring/scoring-world.ts';
import { samplePdf } from '../support/sample-files.ts';
import { signIn, startPortal } from '../support/portal.ts';
import { openTestLog } from '../support/public-log.ts';
import type { Portal } from '../support/portal.ts';
import { root } from '../support/source-files.ts';
import { ANY_TOKEN } from './any-token.ts';
import type { TestRole } from './expectations.ts';
import { attach, beginUpload, sole } from './sent-files.ts';

type SignedRole = Exclude<TestRole, 'visitor'>;

export interface AccessWorld {
	readonly scoring: ScoringWorld;
	readonly portal: Portal;
	readonly people: Readonly<Record<SignedRole, TestPerson>>;
	/** Ids and codes by name. */
	readonly at: Readonly<Record<Place, string>>;
	close(): Promise<void>;
}

export type Place =
	| 'organisation'
	/** Another organisation. */
	| 'other'
	/** That proves the first. */
	| 'paper'
	| 'call'
	| 'openCall'
	| 'openLot'
	| 'council'
	| 'lot'
	| 'case'
	| 'draft'
	| 'section'
	| 'surveyed'
	| 'proposal'
	| 'definition'
	| 'appraisal'
	| 'fund'
	| 'record'
	| 'mail'
	| 'logged'
	| 'somebody'
	| 'somebodysGrant'
	/** Of a second editor, who may go. */
	| 'spareEditorsGrant'
	| 'spareMember'
	| 'document'
	| 'upload'
	| 'publication'
	| 'declaration'
	/** Of the other member, who has declined it. */
	| 'invitation'
	/** About the spare member's seat, ruled on by the chair. */
	| 'finding'
	| 'grantProposal'
	/** Of the calendar, long past. */
	| 'holiday'
	| 'reminder'
	/** Of the owner, about the own data. */
	| 'dataRequest'
	/** Not reported yet. */
	| 'breach'
	/** A key. */
	| 'letter'
	| 'entry';

/** A second call on the same rules, open for applications. */
async function openSecondCall(world: ScoringWorld, code: string): Promise<TestCall> {
	const id = identifiers.v7();
	const lotId = identifiers.v7();
	const { owner } = world.database;
	await owner.query(
		`INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, published_at, created_at)
		 SELECT $1, $2, definition_id, programme, 'Đợt đang mở', app_now() - interval '1 hour', app_now() + interval '30 days', 'published', app_now(), app_now()
		 FROM call WHERE id = $3`,
		[id, code, world.call.id]
	);
	await owner.query(
		`INSERT INTO lot (id, call_id, code, position, title_vi, variant)
		 SELECT $1, $2, 'GL-DL-09', 0, 'Nhiệm vụ đang mở', variant FROM lot WHERE call_id = $3 LIMIT 1`,
		[lotId, id, world.call.id]
	);
	return { id, code, definitionId: world.call.definitionId, lots: { 'GL-DL-09': lotId } };
}

async function firstSection(programme: string): Promise<string> {
	const text = await readFile(path.join(root, 'definitions', `${programme}.json`), 'utf8');
	const { sections } = JSON.parse(text) as { sections: { key: string }[] };
	const key = sections[0]?.key;
	if (key === undefined) throw new Error(`no section in ${programme}`);
	return key;
}

/** A published decision of a call, drawn from its records; nobody is supported yet. */
async function publish(ctx: Context, callId: string, issuedBy: string): Promise<string> {
	const issued = await arranged(ctx, 'issue_result', { type: 'call', id: callId }, async ({ tx }) => {
		const call = await tx.calls.find(callId);
		if (call === undefined) throw new Error('no call');
		const at = await tx.clock.now();
		const facts = await resultFacts(tx, call);
		const issuing = await issuingOf(tx, at);
		const paper = resultDecision(facts, await decidedFacts(tx, facts), issuing);
		const content = keptPaper(paper, decidedResult(facts));
		const kind = 'decision' as const;
		return ok(
			await tx.records.issue(
				{ kind, series: 'QĐ', callId, content, published: true, issuedBy },
				issuing.letterhead.letters
			)
		);
	});
	return must(issued).id;
}

/** A proposed role that was withdrawn: its doors can be tried without changing anybody. */
async function settledProposal(
	world: ScoringWorld,
	people: Readonly<Record<SignedRole, TestPerson>>
): Promise<string> {
	const administrator = await contextOf(world, people.administrator);
	const wanted = { role: 'director', programme: '', from: '', to: '' };
	const { personId } = people.otherMember;
	const { proposalId } = must(await proposeGrant(administrator, { ...wanted, personId }));
	must(await withdrawGrant(administrator, proposalId));
	return proposalId;
}

/** An invitation that was declined and a tie that was ruled on: their doors can be tried without changing anybody. */
async function settledTies(
	world: ScoringWorld,
	people: Readonly<Record<'owner' | 'otherMember' | 'chair', TestPerson>>,
	organisationId: string,
	spare: TestPerson
): Promise<{ readonly invitation: string; readonly finding: string }> {
	const owner = await contextOf(world, people.owner);
	const invite = async ({ email }: TestPerson): Promise<string> =>
		must(await inviteMember(owner, { organisationId, email, role: 'editor' })).invitationId;
	const invitation = await invite(people.otherMember);
	must(await declineInvitation(await contextOf(world, people.otherMember), invitation));
	must(await acceptInvitation(await contextOf(world, spare), await invite(spare)));
	const finding = await sole(world, 'SELECT id FROM tie_finding WHERE person_id = $1', [spare.personId]);
	const chair = await contextOf(world, people.chair);
	must(await ruleTie(chair, { findingId: finding, ruling: 'kept', reason: 'Nhận lời sau khi đã tham gia.' }));
	return { invitation, finding };
}

/** One state of the office in which every door has something behind it, and a person of every role. */
export async function openAccessWorld(): Promise<AccessWorld> {
	const world = await openTaskWorld();
	const { owner } = world.database;
	const caseId = world.cases['A']?.id ?? '';
	const organisation = await sole(world, 'SELECT organisation_id AS id FROM application WHERE id = $1', [
		caseId
	]);
	const other = await insertOrganisation(world, 'Công ty TNHH Cân Phú Thiện', '5999901002');
	const granted = (name: string, role: string, scopeType?: string, scopeId?: string): Promise<TestPerson> =>
		insertPerson(world, name, {
			grants: [
				{
					role,
					...(scopeType === undefined ? {} : { scopeType }),
					...(scopeId === undefined ? {} : { scopeId })
				}
			]
		});
	const mapCall = await insertCall(world, 'map', 'MAP-2026-9', ['MAP']);
	const proposalCall = await insertCall(world, 'proposal', 'DX-2026-9', ['DX']);
	const openCall = await openSecondCall(world, 'TASK-2026-9');

	const science = await granted('Bùi Thị Sáu', 'science_officer', 'programme', 'TASK');
	await owner.query(
		`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from) VALUES ($1, $2, 'science_officer', 'programme', 'PROPOSAL', app_now())`,
		[identifiers.v7(), science.personId]
	);
	const seat = (key: string): TestPerson => {
		const found = world.people[key];
		if (found === undefined) throw new Error(`no ${key}`);
		return found;
	};
	// Behind every token of an address: the calendar of somebody without work, which says nothing to whoever opens it.
	const keeper = await insertPerson(world, 'Lịch Riêng');
	await owner.query(
		'INSERT INTO calendar_feed (id, account_id, token_hash, made_at) VALUES ($1, $2, $3, app_now())',
		[identifiers.v7(), keeper.accountId, identifiers.sha256(ANY_TOKEN)]
	);
	const people: Record<SignedRole, TestPerson> = {
		owner: await granted('Siu Thị Hà', 'representative', 'organisation', organisation),
		editor: await granted('Kpă Tuấn', 'editor', 'organisation', organisation),
		stranger: await granted('Lê Văn Phú', 'representative', 'organisation', other),
		measurement: await granted('Nguyễn Thị Tâm', 'measurement_officer', 'programme', 'MAP'),
		science,
		enterprise: await granted('Hồ Thị Kim Oanh', 'enterprise_officer'),
		chair: seat('khai'),
		reviewer: seat('duy'),
		scientificSecretary: seat('lan'),
		administrativeSecretary: seat('chi'),
		otherMember: await insertPerson(world, 'Trương Mỹ Lệ'),
		finance: await granted('Lê Thị Hồng Vân', 'finance_officer'),
		head: await granted('Trịnh Công Danh', 'finance_head'),
		director: world.director,
		auditor: await granted('Phan Văn Hậu', 'auditor'),
		administrator: await granted('Mai Quốc Việt', 'administrator')
	};
	const spare = await insertPerson(world, 'Đinh Thị Mai', { grants: [{ role: 'auditor' }] });
	const spareEditor = await granted('Ksor Bình', 'editor', 'organisation', organisation);

	// The measurement programme's council, with one application that may be surveyed.
	const surveyed = await insertSubmission(world, mapCall, 'MAP', {
		code: 'MAP-2026-9-0001',
		organisationId: other
	});
	await owner.query(`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`, [mapCall.id]);
	await owner.query(`UPDATE application SET state = 'valid' WHERE id = $1`, [surveyed.id]);
	const officer = await contextOf(world, people.measurement);
	const { councilId: otherCouncil } = must(
		await createCouncil(officer, { callCode: mapCall.code, name: '', decisionNo: '' })
	);
	must(
		await appointMember(officer, {
			councilId: otherCouncil,
			personId: people.otherMember.personId,
			role: 'member'
		})
	);
	const proposal = await insertSubmission(world, proposalCall, 'DX', {
		code: 'DX-2026-9-0001',
		organisationId: other
	});
	await owner.query(`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`, [
		proposalCall.id
	]);

	const openLot = Object.values(openCall.lots)[0] ?? '';
	const { id: draft } = must(
		await createApplication(await contextOf(world, people.owner), {
			callCode: openCall.code,
			lotId: openLot,
			organisationId: organisation
		})
	);

	const as = {
		officer: await contextOf(world, people.finance),
		head: await contextOf(world, people.head),
		director: await contextOf(world, people.director)
	};
	const { sourceId: fund } = must(
		await createFundSource(as.head, { code: 'SN-KHCN', name: { vi: 'Sự nghiệp KH&CN' } })
	);
	must(
		await allocateFund(as.head, {
			sourceId: fund,
			year: 2026,
			amount: 1_400_000_000n,
			key: 'first',
			note: ''
		})
	);
	await owner.query(
		'UPDATE call SET fund_source_id = $1, budget_year = 2026, envelope = 3000000000 WHERE id = $2',
		[fund, openCall.id]
	);
	const money = {
		...world,
		call: openCall,
		sourceId: fund,
		people: { officer: people.finance, head: people.head, director: people.director },
		as
	};
	const { appraisalId } = await submittedCase(money, 'GL-DL-01');
	must(await prepareAppraisal(as.officer, { appraisalId, seenHash: await hashOf(money, appraisalId) }));

	const opener = await contextOf(world, science);
	const record = must(
		await arranged(opener, 'open_dossiers', { type: 'call', id: world.call.id }, ({ tx }) =>
			issueOpeningMinutes(tx, opener, world.call.id)
		)
	);
	const publication = await publish(as.director, mapCall.id, world.director.personId);
	const ties = await settledTies(world, people, organisation, seat('long'));
	const { paperId: paper } = must(
		await addPaper(await contextOf(world, people.owner), {
			organisationId: organisation,
			fileName: 'gcn.pdf',
			bytes: new Uint8Array(samplePdf())
		})
	);
	const grantOf = (personId: string): Promise<string> =>
		sole(world, 'SELECT id FROM role_grant WHERE person_id = $1', [personId]);
	const { id: dataRequest } = must(
		await askDataRequest(await contextOf(world, people.owner), {
			kind: 'correction',
			words: 'Sửa số điện thoại.'
		})
	);
	const breach = await sole(
		world,
		`INSERT INTO data_breach (id, found_at, recorded_at, recorded_by, what, measures, due_at)
		 SELECT gen_random_uuid(), app_now(), app_now(), id, 'Mất máy tính', 'Đã khóa', app_now() + interval '3 days'
		 FROM person WHERE id = $1 RETURNING id`,
		[people.owner.personId]
	);
	const at: Record<Exclude<Place, 'document' | 'upload'>, string> = {
		dataRequest,
		breach,
		letter: 'submission_receipt',
		reminder: await sole(world, 'SELECT id FROM reminder_rule ORDER BY id LIMIT 1', []),
		holiday: await sole(world, 'SELECT id FROM calendar_day ORDER BY day LIMIT 1', []),
		organisation,
		other,
		paper,
		call: world.call.code,
		openCall: openCall.code,
		openLot,
		council: world.councilId,
		lot: world.call.lots['GL-DL-03'] ?? '',
		case: caseId,
		draft,
		section: await firstSection('task'),
		surveyed: surveyed.id,
		proposal: proposal.id,
		definition: world.call.definitionId,
		appraisal: appraisalId,
		fund,
		record: record.id,
		mail: await sole(world, 'SELECT id FROM mail_message LIMIT 1', []),
		logged: await sole(world, `SELECT id FROM audit_entry WHERE action = 'open_dossiers' LIMIT 1`, []),
		somebody: spare.personId,
		somebodysGrant: await grantOf(spare.personId),
		spareEditorsGrant: await grantOf(spareEditor.personId),
		spareMember: await world.memberId('long'),
		publication,
		declaration: await sole(world, 'SELECT id FROM conflict_declaration WHERE member_id = $1 LIMIT 1', [
			await world.memberId('ngoc')
		]),
		...ties,
		grantProposal: await settledProposal(world, people),
		entry: await sole(world, 'SELECT id FROM journal_entry LIMIT 1', [])
	};
	await makeDueFiles(world.app);
	const log = await openTestLog(world.app, world.database);
	await log.publish();
	const portal = await startPortal(world.database, world.objects, log.settings);
	const cookie = await signIn(world.database, people.owner.accountId);
	const document = await attach(world, portal, cookie, draft);
	const upload = await beginUpload(portal, cookie, draft);
	return {
		scoring: world,
		portal,
		people,
		at: { ...at, document, upload },
		async close() {
			await portal.close();
			await log.close();
			await world.close();
		}
	};
}

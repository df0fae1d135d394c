import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/lib/server/app/applications/create-application.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { invitePerson } from '../../../src/lib/server/app/identity/invite-person.ts';
import { listApplications } from '../../../src/lib/server/app/intake/list-applications.ts';
import { addPaper } from '../../../src/lib/server/app/organisations/add-paper.ts';
import { createOrganisation } from '../../../src/lib/server/app/organisations/create-organisation.ts';
import { openPaper } from '../../../src/lib/server/app/organisations/open-paper.ts';
import { proveOrganisation } from '../../../src/lib/server/app/organisations/prove-organisation.ts';
import { listClaims, readClaim } from '../../../src/lib/server/app/organisations/read-claims.ts';
import { refuseClaim } from '../../../src/lib/server/app/organisations/refuse-claim.ts';
import { readTasks } from '../../support/tasks.ts';
import { samplePdf } from '../../support/sample-files.ts';
import { must } from '../applications/filled-dossier.ts';
import { insertPerson, said, stateOf } from '../intake/world.ts';
import { openClaimsWorld, profile, REGISTER } from './claims-world.ts';
import type { ClaimsWorld } from './claims-world.ts';

let claims: ClaimsWorld;

beforeAll(async () => {
	claims = await openClaimsWorld();
});
afterAll(() => claims.world.close());

describe('claims of one code', () => {
	it('stand side by side until one is proved, and then no other can be', async () => {
		const taxCode = claims.code();
		const [first, second] = [await claims.claim(taxCode), await claims.claim(taxCode)];
		expect([first.beside, second.beside]).toEqual([false, true]);
		const list = must(
			await listClaims(await claims.as(claims.officer), { search: taxCode, standing: 'claimed', page: 1 })
		);
		expect(list.rows.map(({ id, beside }) => [id, beside])).toEqual([
			[first.id, 1],
			[second.id, 1]
		]);
		const view = must(await readClaim(await claims.as(claims.officer), second.id));
		expect(view.beside.map(({ id }) => id)).toEqual([first.id]);

		expect(said(await claims.prove(second.id))).toBe('ok');
		expect(await claims.standingOf(second.id)).toBe('proved');
		expect(said(await claims.prove(first.id))).toBe('code_proved_by_another');
		// The proved one stays beside the claim that waits.
		const after = must(
			await listClaims(await claims.as(claims.officer), { search: taxCode, standing: 'claimed', page: 1 })
		);
		expect(after.rows.map(({ id, standing }) => [id, standing])).toEqual([
			[first.id, 'claimed'],
			[second.id, 'proved']
		]);
		expect((await claims.lettersTo(second.rep)).at(-1)).toContain('đã được xác nhận');
		expect((await claims.trailOf(second.id))[0]).toMatchObject({
			action: 'prove_organisation',
			outcome: 'done',
			grantUsed: 'enterprise_officer/all'
		});
	});

	it('are proved once when two officers rule at once', async () => {
		const taxCode = claims.code();
		const pair = [await claims.claim(taxCode), await claims.claim(taxCode)];
		const both = await Promise.all(pair.map(({ id }) => claims.prove(id)));
		expect(both.map(said).sort()).toEqual(['code_proved_by_another', 'ok']);
	});

	it('are no employer of anybody before one is proved', async () => {
		const taxCode = claims.code();
		const one = await claims.claim(taxCode);
		const invite = async (email: string) =>
			invitePerson(await claims.as(claims.checker), {
				fullName: 'Chuyên gia',
				title: '',
				email,
				phone: '',
				employerTaxCode: taxCode,
				employerText: ''
			});
		expect(said(await invite('chuyen.gia@chuan.test'))).toBe('employer_unknown');
		must(await claims.prove(one.id));
		const { personId } = must(await invite('chuyen.gia@chuan.test'));
		const { rows } = await claims.world.database.owner.query(
			'SELECT employer_id AS employer FROM person WHERE id = $1',
			[personId]
		);
		expect(rows).toEqual([{ employer: one.id }]);
	});

	it('are searched without accents', async () => {
		const { id } = await claims.claim(claims.code(), { name: 'Hợp tác xã Mật ong Kbang' });
		const list = must(
			await listClaims(await claims.as(claims.officer), { search: 'mat ong kbang', standing: '', page: 1 })
		);
		expect(list.rows.map((row) => row.id)).toEqual([id]);
	});

	it('are ruled on by the enterprise support officer alone, never on their own firm, never twice', async () => {
		const one = await claims.claim(claims.code());
		const director = await insertPerson(claims.world, 'Giám đốc', { grants: [{ role: 'director' }] });
		for (const person of [claims.checker, director, one.rep])
			expect(said(await claims.prove(one.id, person))).toBe('not_found');
		const tied = await insertPerson(claims.world, 'Cán bộ có liên hệ', {
			employerId: one.id,
			grants: [{ role: 'enterprise_officer' }]
		});
		expect(said(await claims.prove(one.id, tied))).toBe('tied_to_applicant');
		expect(await claims.waitingFor(tied)).not.toContain(`rule_claim ${one.id}`);
		const stale = { organisationId: one.id, version: 9, proof: REGISTER };
		expect(said(await proveOrganisation(await claims.as(claims.officer), stale))).toBe('stale_version');
		const nobody = { organisationId: claims.officer.personId, version: 1, proof: REGISTER };
		expect(said(await proveOrganisation(await claims.as(claims.officer), nobody))).toBe('not_found');
		must(await claims.prove(one.id));
		expect(said(await claims.prove(one.id))).toBe('organisation_ruled');
		expect(
			(await claims.trailOf(one.id)).filter(({ outcome }) => outcome === 'refused').length
		).toBeGreaterThan(3);
	});
});

describe('what waits', () => {
	it('is a task of the claimant until a paper is there, and of the office until it rules', async () => {
		const one = await claims.claim(claims.code());
		expect(await claims.waitingFor(one.rep)).toEqual([`prove_claim ${one.id}`]);
		expect(await claims.waitingFor(claims.officer)).toContain(`rule_claim ${one.id}`);
		const rep = await claims.as(one.rep);
		const { paperId } = must(
			await addPaper(rep, { organisationId: one.id, fileName: 'GCN.pdf', bytes: new Uint8Array(samplePdf()) })
		);
		expect(await claims.waitingFor(one.rep)).toEqual([]);
		expect(must(await readTasks(rep)).held.map(({ kind }) => kind)).toContain('held_claim');

		const proof = { basis: 'document', paperId } as const;
		must(await proveOrganisation(await claims.as(claims.officer), { ...(await claims.seen(one.id)), proof }));
		expect(await claims.waitingFor(claims.officer)).not.toContain(`rule_claim ${one.id}`);
		const [ruling] = await claims.world.app.db.read.standings.rulingsOf(one.id);
		expect(ruling).toMatchObject({
			kind: 'proved',
			basis: 'document',
			paper: 'GCN.pdf',
			ruler: 'Hồ Thị Kim Oanh'
		});
	});

	it('takes ten papers of an organisation, also of those who bring them at once', async () => {
		const one = await claims.claim(claims.code());
		const rep = await claims.as(one.rep);
		const bring = () =>
			addPaper(rep, { organisationId: one.id, fileName: 'GCN.pdf', bytes: new Uint8Array(samplePdf()) });
		for (let at = 0; at < 8; at += 1) must(await bring());
		const answers = await Promise.all([bring(), bring(), bring(), bring()]);
		const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal]));
		expect(refused).toEqual(Array(2).fill({ code: 'organisation_papers_full', params: { limit: '10' } }));
		expect(said(await bring())).toBe('organisation_papers_full');
		expect(await claims.world.app.db.read.standings.papersOf(one.id)).toHaveLength(10);
	});

	it('takes papers that are what they say, and shows them to nobody else', async () => {
		const [one, other] = [await claims.claim(claims.code()), await claims.claim(claims.code())];
		const rep = await claims.as(one.rep);
		const bring = (bytes: Uint8Array, organisationId = one.id) =>
			addPaper(rep, { organisationId, fileName: 'GCN.pdf', bytes });
		expect(said(await bring(new TextEncoder().encode('không phải PDF')))).toMatch(/^file_/);
		expect(said(await bring(new Uint8Array()))).toBe('file_empty');
		expect(said(await bring(new Uint8Array(samplePdf()), other.id))).toBe('not_found');
		const { paperId } = must(await bring(new Uint8Array(samplePdf())));
		expect(said(await openPaper(rep, { id: paperId, told: false }))).toBe('document_unscanned');
		for (const person of [one.rep, claims.officer]) {
			const opened = must(await openPaper(await claims.as(person), { id: paperId, told: true }));
			await opened.object.body.cancel();
			const part = must(
				await openPaper(await claims.as(person), {
					...{ id: paperId, told: true },
					rangeOf: ({ size }) => ({ start: size - 6 })
				})
			);
			const end = await new Response(part.object.body).text();
			expect([part.ranged, end.trim()]).toEqual([true, '%%EOF']);
		}
		for (const person of [other.rep, claims.checker])
			expect(said(await openPaper(await claims.as(person), { id: paperId, told: true }))).toBe('not_found');
		// A paper of another claim proves nothing here.
		const foreign = { ...(await claims.seen(other.id)), proof: { basis: 'document', paperId } as const };
		expect(said(await proveOrganisation(await claims.as(claims.officer), foreign))).toBe('paper_missing');
	});
});

describe('a dossier of an unproved organisation', () => {
	const setCall = (state: string): Promise<unknown> =>
		claims.world.database.owner.query(
			`UPDATE call SET state = $2, opened_at = CASE $2 WHEN 'opened' THEN app_now() END WHERE id = $1`,
			[claims.call.id, state]
		);
	const openDossiers = () => setCall('opened');
	const takeDossiers = () => setCall('published');
	beforeEach(takeDossiers);

	it('is marked, and not valid before the office has ruled', async () => {
		const one = await claims.claim(claims.code());
		const dossier = await claims.submission(one.id);
		await openDossiers();
		const question = {
			search: dossier.code,
			callCode: '',
			state: '',
			sort: 'code',
			descending: false,
			page: 1
		};
		const listed = must(await listApplications(await claims.as(claims.checker), question));
		expect(listed.rows.map(({ standing }) => standing)).toEqual(['claimed']);
		expect(said(await claims.findValid(dossier.id))).toBe('organisation_unproved');
		expect((await stateOf(claims.world, dossier.id)).state).toBe('submitted');
		must(await claims.prove(one.id));
		expect(said(await claims.findValid(dossier.id))).toBe('ok');
		expect(await claims.timelineOf(dossier.id)).toEqual(
			expect.arrayContaining(['organisation_proved', 'found_valid'])
		);
	});

	it('is invalid with the reason of the refusal: notice, mail, timeline, task, audit; and the claim submits nothing more', async () => {
		const one = await claims.claim(claims.code());
		const dossier = await claims.submission(one.id);
		const before = await claims.world.app.db.read.applications.find(dossier.id);
		const reason = 'Giấy ủy quyền không do người đại diện theo pháp luật ký.';
		const refused = must(
			await refuseClaim(await claims.as(claims.officer), { ...(await claims.seen(one.id)), reason })
		);
		expect(refused).toEqual({ invalid: 1 });
		const after = await claims.world.app.db.read.applications.find(dossier.id);
		expect(after).toMatchObject({ state: 'invalid', revisionId: before?.revisionId });
		expect(await claims.world.app.db.read.intake.validity(dossier.id)).toMatchObject({
			valid: false,
			reason
		});
		expect(await claims.timelineOf(dossier.id)).toContain('found_invalid');
		const { rows } = await claims.world.database.owner.query(
			'SELECT id FROM official_record WHERE application_id = $1 AND kind = $2',
			[dossier.id, 'invalid_notice']
		);
		expect(rows).toHaveLength(1);
		const letters = await claims.lettersTo(one.rep);
		expect(letters.filter((letter) => letter.includes(reason))).toHaveLength(2);
		expect(letters.join('\n')).toContain('Sở không xác nhận đăng ký đơn vị của bạn');
		expect(await claims.waitingFor(one.rep)).toEqual(
			expect.arrayContaining([`read_refused_claim ${one.id}`, `read_invalid_notice ${dossier.id}`])
		);
		expect((await claims.trailOf(one.id))[0]).toMatchObject({ action: 'refuse_claim', outcome: 'done' });

		await openDossiers();
		expect(said(await claims.findValid(dossier.id))).toBe('claim_refused');
		const rep = await claims.as(one.rep);
		await takeDossiers();
		expect(
			said(
				await createApplication(rep, { callCode: claims.call.code, lotId: undefined, organisationId: one.id })
			)
		).toBe('claim_refused');
		for (const text of ['', ' '])
			expect(
				said(
					await refuseClaim(await claims.as(claims.officer), { ...(await claims.seen(one.id)), reason: text })
				)
			).toBe('organisation_ruled');
		// Whoever has the papers registers anew.
		const [row] = await claims.world.app.db.read.standings.ofCode(
			(await claims.world.app.db.read.standings.find(one.id))?.taxCode ?? ''
		);
		const again = await createOrganisation(rep, profile(row?.taxCode ?? ''));
		expect(said(again)).toBe('ok');
	});

	it('that is a draft of a refused claim is not submitted', async () => {
		const one = await claims.claim(claims.code());
		const rep = await claims.as(one.rep);
		const { id } = must(
			await createApplication(rep, { callCode: claims.call.code, lotId: undefined, organisationId: one.id })
		);
		must(
			await refuseClaim(await claims.as(claims.officer), {
				...(await claims.seen(one.id)),
				reason: 'Không phải người của đơn vị.'
			})
		);
		const { version } = await stateOf(claims.world, id);
		expect(said(await submitApplication(rep, { id, version, declarations: [0, 1, 2] }))).toBe(
			'claim_refused'
		);
	});
});

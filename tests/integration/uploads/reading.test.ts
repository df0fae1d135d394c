import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dropBytes } from '#lib/server/app/uploads/drop-bytes.ts';
import { findDocument, openDocument } from '#lib/server/app/steps/uploads/find-document.ts';
import { scanDocuments } from '#lib/server/app/uploads/scan-documents.ts';
import { attachDocument } from '#lib/server/app/uploads/attach-document.ts';
import { attachmentNamed, fileResponse, rangeAsked, requestedRange } from '#lib/server/http/file-response.ts';
import { identifiers } from '#lib/server/ids.ts';
import { samplePdf } from '../../support/sample-files.ts';
import { contextOf, insertPerson, moveClock, said } from '../intake/world.ts';
import type { TestPerson } from '../intake/world.ts';
import { attach, attached, openUploadWorld, storedKeys, submitWith } from './upload-world.ts';
import type { UploadWorld } from './upload-world.ts';

const may = async (world: UploadWorld, person: TestPerson, id: string, told = true) => {
	const opened = await openDocument(await contextOf(world, person), { id, told });
	if (opened.ok) await opened.value.object.body.cancel();
	return opened.ok ? 'ok' : opened.refusal.code;
};

describe('who reads a document', () => {
	let world: UploadWorld;
	let submitted: string;
	let working: string;
	beforeAll(async () => {
		world = await openUploadWorld();
		submitted = await attached(world, { fileName: 'Đơn "số 1".pdf', bytes: samplePdf('nộp') });
	});
	afterAll(() => world.close());

	const staffOf = (role: string, scopeId = 'MAP') =>
		insertPerson(world, `Người ${role}`, { grants: [{ role, scopeType: 'programme', scopeId }] });

	it('is the applicant alone, while it is a draft and until the opening', async () => {
		const auditor = await insertPerson(world, 'Kiểm toán', { grants: [{ role: 'auditor' }] });
		const everybody = [world.stranger, world.officer, auditor];
		expect(await may(world, world.editor, submitted)).toBe('ok');
		for (const person of everybody) expect(await may(world, person, submitted)).toBe('not_found');
		await submitWith(world, [submitted]);
		for (const person of everybody) expect(await may(world, person, submitted)).toBe('not_found');
		const visitor = { ...(await contextOf(world, world.editor)), actor: { kind: 'visitor' } as const };
		expect(said(await findDocument(visitor, submitted))).toBe('sign_in_needed');
	});

	it('are the officers of the programme after the opening, and only what was submitted', async () => {
		await world.database.owner.query('UPDATE application SET replacing = true WHERE id = $1', [
			world.applicationId
		]);
		working = await attached(world, { itemKey: 'other', bytes: samplePdf('bản đang sửa') });
		await world.database.owner.query('UPDATE application_document SET removed_at = app_now() WHERE id = $1', [
			submitted
		]);
		await moveClock(world, 25);
		await world.database.owner.query(
			`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`,
			[world.call.id]
		);
		await world.database.owner.query(`UPDATE application SET state = 'valid' WHERE id = $1`, [
			world.applicationId
		]);
		for (const role of ['measurement_officer', 'finance_officer', 'finance_head', 'director']) {
			expect(await may(world, await staffOf(role), submitted)).toBe('ok');
		}
		// Taken away in the working copy, and still part of what stands; the other way round for the new one.
		expect(await may(world, world.officer, working)).toBe('not_found');
		expect(await may(world, world.editor, working)).toBe('ok');
		expect(await may(world, await staffOf('science_officer', 'TASK'), submitted)).toBe('not_found');
		expect(await may(world, world.stranger, submitted)).toBe('not_found');
	});

	it('are the members of its council after undertaking and declaration, not before, and not one in conflict', async () => {
		const { owner } = world.database;
		const [lotId] = Object.values(world.call.lots);
		const councilId = identifiers.v7();
		await owner.query(
			`INSERT INTO council (id, call_id, name, state, created_at) VALUES ($1, $2, 'Hội đồng', 'seated', app_now())`,
			[councilId, world.call.id]
		);
		await owner.query(
			`INSERT INTO review_session (id, lot_id, council_id, state) VALUES ($1, $2, $3, 'planned')`,
			[identifiers.v7(), lotId, councilId]
		);
		await owner.query(`UPDATE application SET state = 'in_review' WHERE id = $1`, [world.applicationId]);
		const member = await insertPerson(world, 'Lê Quang Duy');
		const tied = await insertPerson(world, 'Võ Thành Long', { employerId: world.organisationId });
		for (const person of [member, tied]) {
			await owner.query(
				`INSERT INTO council_member (id, council_id, person_id, role, appointed_at) VALUES ($1, $2, $3, 'reviewer', app_now())`,
				[identifiers.v7(), councilId, person.personId]
			);
		}
		expect(await may(world, member, submitted)).toBe('undertaking_missing');
		await owner.query(`UPDATE council_member SET undertaking_at = app_now(), undertaking_hash = 'x'`);
		expect(await may(world, member, submitted)).toBe('declaration_missing');
		await owner.query(
			`INSERT INTO conflict_declaration (id, member_id, application_id, kind, declared_at)
			 SELECT gen_random_uuid(), id, $1, 'none', app_now() FROM council_member`,
			[world.applicationId]
		);
		expect(await may(world, member, submitted)).toBe('ok');
		expect(await may(world, member, working)).toBe('not_found');
		expect(await may(world, tied, submitted)).toBe('tied_to_applicant');
	});

	it("are, of the survey's files, the office at once and the members once it is finished; never the applicant", async () => {
		const ctx = await contextOf(world, world.officer);
		const file = {
			applicationId: world.applicationId,
			itemKey: 'survey',
			fileName: 'bien-ban.pdf',
			bytes: samplePdf('biên bản khảo sát')
		};
		const added = await attachDocument(ctx, file);
		expect(said(added)).toBe('ok');
		const survey = added.ok ? added.value.documentId : '';
		const applicant = await contextOf(world, world.editor);
		expect(said(await attachDocument(applicant, file))).toBe('not_found');
		expect(await may(world, world.editor, survey)).toBe('not_found');
		expect(await may(world, await staffOf('director'), survey)).toBe('ok');
		const { rows } = await world.database.owner.query<{ account_id: string }>(
			`SELECT a.id AS account_id FROM account a JOIN person p ON p.id = a.person_id WHERE p.full_name = 'Lê Quang Duy'`
		);
		const member = { accountId: rows[0]?.account_id ?? '', personId: '', email: '' };
		expect(await may(world, member, survey)).toBe('not_found');
		await world.database.owner.query(
			`INSERT INTO site_survey (application_id, held_on, participants, recorded_by, recorded_at, finished_at)
			 VALUES ($1, '2026-03-02', 'x', $2, app_now(), app_now())`,
			[world.applicationId, world.officer.personId]
		);
		expect(await may(world, member, survey)).toBe('ok');
		expect(said(await attachDocument(ctx, file))).toBe('survey_finished');
	});

	it('is told first that no scanner has seen it', async () => {
		expect(await may(world, world.editor, submitted, false)).toBe('document_unscanned');
	});

	it('gets it as an attachment, whole or by range', async () => {
		const ctx = await contextOf(world, world.editor);
		const bytes = samplePdf('nộp');
		const get = async (range: string | null, shown = false, ifRange?: string) => {
			const headers = new Headers(range === null ? {} : { range });
			if (ifRange !== undefined) headers.set('if-range', ifRange);
			const opened = await openDocument(ctx, {
				id: submitted,
				told: true,
				rangeOf: (file) => rangeAsked(headers, file)
			});
			if (!opened.ok) return opened.refusal.code;
			const { document, object, ranged } = opened.value;
			return fileResponse(document, object, { ranged, shown });
		};
		const whole = await get(null);
		if (typeof whole === 'string') throw new Error(whole);
		expect(Object.fromEntries(whole.headers)).toMatchObject({
			'content-type': 'application/pdf',
			'content-disposition': `attachment; filename="Don _so 1_.pdf"; filename*=UTF-8''%C4%90%C6%A1n%20%22s%E1%BB%91%201%22.pdf`,
			'x-content-type-options': 'nosniff',
			'content-security-policy': "default-src 'none'; sandbox"
		});
		expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
		const part = await get('bytes=5-14');
		if (typeof part === 'string') throw new Error(part);
		expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 5-14/${bytes.byteLength}`]);
		expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(5, 15))).toBe(true);
		expect(await get(`bytes=${bytes.byteLength}-`)).toBe('range_not_satisfiable');
		const etag = whole.headers.get('etag') ?? '';
		const resumed = await get(`bytes=5-`, false, etag);
		if (typeof resumed === 'string') throw new Error(resumed);
		expect([resumed.status, resumed.headers.get('etag')]).toEqual([206, etag]);
		expect(Buffer.from(await resumed.arrayBuffer()).equals(bytes.subarray(5))).toBe(true);
		// Another file stands there now, or the client cannot tell: it gets all of it.
		for (const other of ['"khac"', `W/${etag}`, 'Sun, 29 Nov 2026 10:00:00 GMT']) {
			const changed = await get('bytes=5-', false, other);
			if (typeof changed === 'string') throw new Error(changed);
			expect([changed.status, changed.headers.get('content-range')]).toEqual([200, null]);
			expect(Buffer.from(await changed.arrayBuffer()).equals(bytes)).toBe(true);
		}
		const shown = await get(null, true);
		if (typeof shown === 'string') throw new Error(shown);
		expect(shown.headers.get('content-disposition')).toMatch(/^inline; filename="Don _so 1_.pdf"/);
		expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
		expect(shown.headers.get('content-security-policy')).toMatch(/^default-src 'none'; object-src 'self'/);
		expect(shown.headers.get('content-security-policy')).not.toContain('script-src');
	});

	it.each([
		['image/png', /^inline/, /sandbox$/],
		['image/jpeg', /^inline/, /sandbox$/],
		['image/svg+xml', /^attachment/, /sandbox$/],
		['text/html', /^attachment/, /sandbox$/],
		['application/vnd.openxmlformats-officedocument.wordprocessingml.document', /^attachment/, /sandbox$/]
	])('a browser that was asked to show a file of kind %s gets it so', (mediaType, disposition, policy) => {
		const file = { fileName: 'tệp.pdf', mediaType, sha256: 'a', size: 1n };
		const body = new ReadableStream<Uint8Array>();
		const object = { key: 'a', contentType: mediaType, size: 1, body, start: 0, end: 0 };
		const { headers } = fileResponse(file, object, { ranged: false, shown: true });
		expect(headers.get('content-disposition')).toMatch(disposition);
		expect(headers.get('content-security-policy')).toMatch(policy);
		expect(headers.get('content-type')).toBe(mediaType);
	});
});

describe('a name in a header', () => {
	it('can end neither the header nor the quotes', () => {
		expect(attachmentNamed('a";\r\nX: y')).toBe(
			`attachment; filename="a_;__X: y"; filename*=UTF-8''a%22%3B%0D%0AX%3A%20y`
		);
	});
	it.each([
		['bytes=-10', { start: 90 }],
		['bytes=10-', { start: 10 }],
		['bytes=10-5', undefined],
		['bytes=0-1,5-6', undefined],
		['lines=1-2', undefined],
		['bytes=-', undefined]
	])('%s is a range of %j', (header, range) => {
		expect(requestedRange(header, 100)).toEqual(range);
	});
});

/** Speaks clamd's side of INSTREAM and finds EICAR, as clamd does. */
async function clamd(): Promise<{ server: Server; url: string; answers: { down: boolean } }> {
	const answers = { down: false };
	const server = createServer((socket) => {
		if (answers.down) return socket.destroy();
		const received: Buffer[] = [];
		socket.on('error', () => socket.destroy());
		socket.on('data', (chunk) => {
			received.push(chunk);
			const all = Buffer.concat(received);
			if (!all.subarray(-4).equals(Buffer.alloc(4))) return;
			socket.end(
				all.includes('EICAR-STANDARD-ANTIVIRUS-TEST-FILE')
					? 'stream: Eicar-Test-Signature FOUND\0'
					: 'stream: OK\0'
			);
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return { server, url: `tcp://127.0.0.1:${address.port}`, answers };
}

describe('with a scanner', () => {
	let world: UploadWorld;
	let scanner: Awaited<ReturnType<typeof clamd>>;
	beforeAll(async () => {
		scanner = await clamd();
		world = await openUploadWorld({ CLAMD_URL: scanner.url });
	});
	afterEach(() => {
		scanner.answers.down = false;
	});
	afterAll(async () => {
		await world.close();
		scanner.server.close();
	});
	const verdictOf = async (id: string) => (await world.app.db.read.uploads.document(id))?.verdict;

	it('a file waits, is read by nobody but who brought it, and becomes clean in so many words', async () => {
		scanner.answers.down = true;
		const id = await attached(world, { bytes: samplePdf('chờ quét') });
		const colleague = await insertPerson(world, 'Đồng nghiệp', {
			grants: [{ role: 'representative', scopeType: 'organisation', scopeId: world.organisationId }]
		});
		expect(await scanDocuments(world.app)).toBe(0);
		expect(await verdictOf(id)).toBe('pending');
		expect(await may(world, world.editor, id)).toBe('ok');
		expect(await may(world, colleague, id)).toBe('document_scan_pending');
		scanner.answers.down = false;
		expect(await scanDocuments(world.app)).toBe(1);
		expect(await verdictOf(id)).toBe('clean');
		expect(await may(world, colleague, id, false)).toBe('ok');
		expect(await scanDocuments(world.app)).toBe(0);
	});

	it('an infected file is read by nobody, whoever brought it', async () => {
		const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
		const pdf = samplePdf('nhiễm');
		const end = pdf.lastIndexOf('startxref');
		const infected = Buffer.concat([pdf.subarray(0, end), Buffer.from(`%${eicar}\n`), pdf.subarray(end)]);
		const result = await attach(world, { itemKey: 'other', bytes: infected });
		const id = result.ok ? result.value.documentId : '';
		expect(await scanDocuments(world.app)).toBe(1);
		expect(await world.app.db.read.uploads.document(id)).toMatchObject({
			verdict: 'infected',
			signature: 'Eicar-Test-Signature'
		});
		expect(await may(world, world.editor, id)).toBe('document_infected');
		const [told] = await world.app.db.read.timeline.of(world.applicationId, 'applicant');
		expect(told).toMatchObject({ kind: 'document_infected', params: { file: 'don-de-nghi.pdf' } });

		// Who brought it is told, once; the bytes go, the record stays.
		const { rows } = await world.database.owner.query<{ recipient: string; subject: string; body: string }>(
			`SELECT recipient, subject, body FROM mail_message WHERE idempotency_key LIKE $1`,
			[`infected:${id}:%`]
		);
		expect(rows).toMatchObject([{ recipient: world.editor.email, subject: 'Tệp bạn tải lên có mã độc' }]);
		expect(rows[0]?.body).toContain(`/ho-so/${world.applicationId}/tai-lieu`);
		const key = (await world.app.db.read.uploads.document(id))?.objectKey ?? '';
		expect(await storedKeys(world.app)).toContain(key);
		expect(await dropBytes(world.app)).toBe(1);
		expect(await dropBytes(world.app)).toBe(0);
		expect(await storedKeys(world.app)).not.toContain(key);
		expect(await may(world, world.editor, id)).toBe('document_infected');
	});
});

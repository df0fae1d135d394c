import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { App } from '#lib/server/app/ports.ts';
import { listStuckFiles } from '#lib/server/app/records/list-stuck-files.ts';
import { makeDueFiles, makeNextFile } from '#lib/server/app/records/make-record-file.ts';
import { openRecordFile } from '#lib/server/app/records/open-record-file.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { checkObjects, listObjectFaults } from '#lib/server/app/uploads/check-objects.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { arranged } from '../../support/arranged.ts';
import { root } from '../../support/source-files.ts';
import { readTasks } from '../../support/tasks.ts';
import { contextOf, insertPerson, moveClock, openWorld, said } from '../intake/world.ts';
import type { TestPerson } from '../intake/world.ts';
import { oldContents } from '../render/old-samples.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let director: TestPerson;
let keeper: Context;
let officer: Context;

beforeAll(async () => {
	world = await openWorld();
	director = await insertPerson(world, 'Trần Quốc Dũng', { grants: [{ role: 'director' }] });
	keeper = await contextOf(
		world,
		await insertPerson(world, 'Quản trị', { grants: [{ role: 'administrator' }] })
	);
	const grants = [{ role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' }];
	officer = await contextOf(world, await insertPerson(world, 'Siu Thảo', { grants }));
});
afterAll(() => world.close());

/** A published letter, as a verb of a release before would have issued it. */
async function issue(paragraph = 'Kết quả: được phê duyệt.'): Promise<RecordRow> {
	const content = { ...oldContents['chuan.letter/1'], paragraphs: [paragraph] };
	const issued = await arranged(
		await contextOf(world, director),
		'issue_result',
		{ type: 'record', id: '' },
		async ({ tx }) =>
			ok(
				await tx.records.issue(
					{
						kind: 'result_letter',
						series: 'TB',
						content: JSON.parse(JSON.stringify(content)) as RecordRow['content'],
						published: true,
						issuedBy: director.personId
					},
					'SKHCN'
				)
			)
	);
	if (!issued.ok) throw new Error(issued.refusal.code);
	return issued.value;
}

const open = (record: RecordRow, range?: { start: number; end?: number }) =>
	openRecordFile(keeper, record, { format: 'pdf', rangeOf: () => range });

async function bytesOf(opened: Awaited<ReturnType<typeof open>>): Promise<Buffer> {
	if (!opened.ok) throw new Error(opened.refusal.code);
	return Buffer.from(await new Response(opened.value.object.body).arrayBuffer());
}

interface FileRow {
	readonly tries: number;
	readonly last_error: string;
	readonly object_key: string | null;
	readonly made: boolean;
	readonly waits: number;
}

async function rowOf({ id }: RecordRow): Promise<FileRow | undefined> {
	const { rows } = await world.database.owner.query<FileRow>(
		`SELECT tries, last_error, object_key, made_at IS NOT NULL AS made,
		   round(extract(epoch FROM due_at - app_now()))::int AS waits FROM record_file WHERE record_id = $1 AND format = 'pdf'`,
		[id]
	);
	return rows[0];
}

async function keysOf({ id }: RecordRow): Promise<string[]> {
	const listed = await world.app.store.list(`records/${id}/`);
	if (!listed.ok) throw new Error(listed.refusal.code);
	return listed.value.objects.map(({ key }) => key);
}

describe('the file of an issued paper', () => {
	it('is wanted from the moment of issue, made once, and handed out as it was made', async () => {
		const record = await issue();
		expect(said(await open(record))).toBe('paper_being_set');
		expect(await rowOf(record)).toMatchObject({ tries: 0, last_error: '', made: false });
		expect(await makeDueFiles(world.app)).toBe(2);
		expect(await rowOf(record)).toMatchObject({ tries: 1, last_error: '', made: true });
		const whole = await bytesOf(await open(record));
		const set = await world.app.typesetting.paper(record);
		expect(set.ok && Buffer.from(set.value).equals(whole)).toBe(true);
		expect(await bytesOf(await open(record, { start: 5, end: 9 }))).toEqual(whole.subarray(5, 10));
		const opened = await open(record);
		expect(opened.ok && opened.value.file.sha256).toBe(world.app.ids.sha256(whole));
		if (opened.ok) await opened.value.object.body.cancel();
		expect(await makeDueFiles(world.app)).toBe(0);
	});

	it('is not wanted for a receipt, whose paper says what its copy is worth now', async () => {
		await world.database.owner.query(
			`INSERT INTO official_record (id, kind, year, bytes, hash, issued_at, issued_by)
			 VALUES (gen_random_uuid(), 'receipt', 2026, 'x', 'h', app_now(), $1)`,
			[director.personId]
		);
		const { rows } = await world.database.owner.query(
			`SELECT 1 FROM record_file f JOIN official_record r ON r.id = f.record_id WHERE r.kind = 'receipt'`
		);
		expect(rows).toEqual([]);
	});

	it('is not wanted where the act was taken back', async () => {
		const before = await world.database.owner.query('SELECT count(*) FROM record_file');
		await arranged(
			await contextOf(world, director),
			'issue_result',
			{ type: 'record', id: '' },
			async ({ tx }) => {
				const content = JSON.parse(JSON.stringify(oldContents['chuan.letter/1'])) as RecordRow['content'];
				await tx.records.issue({ kind: 'result_letter', content, issuedBy: director.personId }, 'SKHCN');
				return refuse('stale_version');
			}
		);
		expect((await world.database.owner.query('SELECT count(*) FROM record_file')).rows).toEqual(before.rows);
	});

	it('is made by one worker of two, the latest issued first', async () => {
		const records = [await issue('Một.'), await issue('Hai.'), await issue('Ba.')];
		const both = await Promise.all([makeNextFile(world.app), makeNextFile(world.app)]);
		expect(both.map((file) => `${file?.recordId ?? ''} ${file?.format ?? ''}`).sort()).toEqual([
			`${records[2]?.id ?? ''} docx`,
			`${records[2]?.id ?? ''} pdf`
		]);
		await Promise.all([makeDueFiles(world.app), makeDueFiles(world.app)]);
		for (const record of records) expect(await rowOf(record)).toMatchObject({ tries: 1, made: true });
	});

	it('cannot be changed or taken away by the portal once it is made', async () => {
		const record = await issue('Bất biến.');
		await makeDueFiles(world.app);
		const { app, owner } = world.database;
		const where = `WHERE record_id = '${record.id}'`;
		await expect(app.query(`UPDATE record_file SET sha256 = repeat('0', 64) ${where}`)).rejects.toThrow(
			'record_file is append-only'
		);
		await expect(app.query(`UPDATE record_file SET record_id = id ${where}`)).rejects.toThrow(
			'permission denied for table record_file'
		);
		await expect(app.query(`DELETE FROM record_file ${where}`)).rejects.toThrow(
			'permission denied for table record_file'
		);
		await expect(owner.query(`DELETE FROM record_file ${where}`)).rejects.toThrow(
			'record_file is append-only'
		);
		const half = `INSERT INTO record_file (record_id, format, object_key, wanted_at, due_at)
			SELECT id, 'pdf', 'x', app_now(), app_now() FROM official_record WHERE kind = 'receipt'`;
		await expect(owner.query(half)).rejects.toThrow('record_file_made_whole');
	});
});

describe('an attempt that gives no file', () => {
	it('is begun again with pauses, told to the administrator, and forgotten once it succeeds', async () => {
		const record = await issue('Kho tạm ngừng.');
		const away: App = {
			...world.app,
			store: { ...world.app.store, put: () => Promise.resolve(refuse('store_unavailable')) }
		};
		const pauses: number[] = [];
		for (let attempt = 1; attempt <= 8; attempt += 1) {
			for (const format of ['pdf', 'docx'])
				expect(await makeNextFile(away)).toMatchObject({
					recordId: record.id,
					format,
					refused: { code: 'store_unavailable' }
				});
			expect(await makeNextFile(away)).toBeUndefined();
			const row = await rowOf(record);
			expect(row).toMatchObject({ tries: attempt, last_error: 'store', made: false });
			pauses.push(row?.waits ?? 0);
			expect(said(await open(record))).toBe(attempt < 8 ? 'paper_being_set' : 'paper_not_set');
			await moveClock(world, 2);
		}
		expect(pauses).toEqual([30, 60, 120, 240, 480, 960, 1920, 3840]);
		const listed = await listStuckFiles(keeper, { page: 1 });
		expect(listed.ok && listed.value).toMatchObject({
			total: 2,
			rows: [1, 2].map(() => ({
				recordId: record.id,
				numberText: record.numberText,
				tries: 8,
				lastError: 'store'
			}))
		});
		expect(said(await listStuckFiles(officer, { page: 1 }))).toBe('not_found');
		const waiting = async (): Promise<string[]> => {
			const tasks = await readTasks(keeper);
			if (!tasks.ok) throw new Error(tasks.refusal.code);
			return tasks.value.waiting.map(({ kind, count }) => `${kind} ${String(count)}`);
		};
		expect(await waiting()).toContain('stuck_papers 2');

		expect(await makeDueFiles(world.app)).toBe(2);
		expect(said(await open(record))).toBe('ok');
		expect(await listStuckFiles(keeper, { page: 1 })).toMatchObject({ value: { total: 0, rows: [] } });
		expect((await waiting()).join(' ')).not.toContain('stuck_papers');
	});

	it('keeps no word of a paper that cannot be set, and one fault holds no other paper up', async () => {
		const long = await issue(`Lý do dài: ${'x'.repeat(20)}`);
		const other = await issue('Sau đó.');
		const { typesetting } = world.app;
		const late: App = {
			...world.app,
			typesetting: {
				...typesetting,
				paper: (record) => {
					if (record.id === other.id) return typesetting.paper(record);
					return Promise.resolve(refuse('paper_cannot_print', { params: { text: 'Lý do dài' } }));
				}
			}
		};
		expect(await makeDueFiles(late)).toBe(4);
		expect(await rowOf(long)).toMatchObject({ last_error: 'cannot_print', made: false });
		expect(await rowOf(other)).toMatchObject({ made: true });
		const broken: App = {
			...world.app,
			typesetting: { ...typesetting, paper: () => Promise.reject(new Error('template paper: no document')) }
		};
		await moveClock(world, 1);
		await expect(makeNextFile(broken)).rejects.toThrow('template paper: no document');
		expect(await rowOf(long)).toMatchObject({ tries: 2, last_error: 'fault', made: false });
		await moveClock(world, 1);
		await makeDueFiles(world.app);
	});

	it('is told apart from a file that the store did not keep as it was given', async () => {
		const record = await issue('Kho giữ sai.');
		const lying: App = {
			...world.app,
			store: {
				...world.app.store,
				put: (key, bytes, options) => world.app.store.put(key, bytes.subarray(1), options)
			}
		};
		expect(await makeNextFile(lying)).toMatchObject({ refused: { code: 'object_damaged' } });
		expect(await rowOf(record)).toMatchObject({ last_error: 'store', made: false });
		await moveClock(world, 1);
		await makeDueFiles(world.app);
		expect(said(await open(record))).toBe('ok');
	});
});

/** A worker that loses its power when the object is in the store and its row is not written. */
const DIES = `
const { buildApp } = await import(process.env.CONTAINER);
const { makeNextFile } = await import(process.env.MAKER);
const app = await buildApp(process.env, 'dying-worker');
const store = { ...app.store, put: async (...given) => { const kept = await app.store.put(...given); if (kept.ok) process.kill(process.pid, 'SIGKILL'); return kept; } };
await makeNextFile({ ...app, store });`;

describe('a worker that is killed between the object and its row', () => {
	it('leaves a file that is made again from the same bytes, and no object without a row', async () => {
		const record = await issue('Mất điện.');
		const child = spawn(process.execPath, ['--input-type=module', '-e', DIES], {
			cwd: root,
			stdio: ['ignore', 'inherit', 'inherit'],
			env: {
				...process.env,
				CONTAINER: pathToFileURL(path.join(root, 'src/lib/server/container.ts')).href,
				MAKER: pathToFileURL(path.join(root, 'src/lib/server/app/records/make-record-file.ts')).href,
				DATABASE_URL: world.database.appUrl,
				ORIGIN: world.app.config.origin,
				CHUAN_OBJECTS: world.objects,
				CHUAN_EMBEDDED: '1'
			}
		});
		const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
		expect([code, signal]).toEqual([null, 'SIGKILL']);
		const [orphan, ...more] = await keysOf(record);
		expect([typeof orphan, more]).toEqual(['string', []]);
		expect(await rowOf(record)).toMatchObject({ tries: 1, last_error: 'interrupted', made: false });
		// Nobody else begins it while the dead one might still be at work.
		expect(await makeDueFiles(world.app)).toBe(1);
		expect(said(await open(record))).toBe('paper_being_set');

		await moveClock(world, 1);
		expect(await makeDueFiles(world.app)).toBe(1);
		expect(await rowOf(record)).toMatchObject({ made: true, object_key: orphan });
		expect((await keysOf(record)).filter((key) => key.endsWith('.pdf'))).toEqual([orphan]);
		expect(said(await open(record))).toBe('ok');
	});
});

describe('a kept file that is damaged', () => {
	it('is refused before its first byte, found by the looking in turns, and listed', async () => {
		const record = await issue('Sẽ hỏng.');
		await makeDueFiles(world.app);
		const whole = await bytesOf(await open(record));
		const key = (await rowOf(record))?.object_key ?? '';
		const other = Buffer.from(whole);
		other.writeUInt8(other.readUInt8(100) ^ 1, 100);
		await world.app.store.put(key, other);
		const found: string[] = [];
		// A look takes some files of the tests before as well, each in its turn.
		for (let look = 0; look < 20 && found.length === 0; look += 1)
			found.push(...(await checkObjects(world.app)).map(({ objectKey, state }) => `${objectKey} ${state}`));
		expect(found).toEqual([`${key} damaged`]);
		expect(said(await open(record))).toBe('object_damaged');
		const faults = await listObjectFaults(keeper, { page: 1 });
		expect(faults.ok && faults.value.rows).toMatchObject([{ kind: 'record_file', objectKey: key }]);
		const { rows } = await world.database.owner.query(
			`SELECT e.object_type AS type FROM audit_entry e JOIN record_file f ON f.id::text = e.object_id
			 WHERE e.action = 'find_object_state' AND f.record_id = $1`,
			[record.id]
		);
		expect(rows).toEqual([{ type: 'record_file' }]);
		await world.app.store.put(key, whole);
		await moveClock(world, 1);
		for (let look = 0; look < 20 && said(await open(record)) !== 'ok'; look += 1)
			await checkObjects(world.app);
		expect(said(await open(record))).toBe('ok');
	});
});

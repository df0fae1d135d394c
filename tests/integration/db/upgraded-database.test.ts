import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDueFiles } from '#lib/server/app/records/make-record-file.ts';
import { buildApp } from '#lib/server/container.ts';
import { applyMigrations } from '#lib/server/db/migrate.ts';
import { emptyDatabase } from '../../support/database.ts';
import { oldContents } from '../render/old-samples.ts';

/** A release meets the data of the one before: its migrations change rows that are there. */

const MIGRATIONS = path.resolve(import.meta.dirname, '../../../prisma/migrations');
/** The last one of the release before chains became rows of their own. */
const BEFORE_CHAINS = '20261129184500_keep_organisation_paper_checks';

const LINK = (step: number, kind: string, role: string) => ({
	step,
	kind,
	role,
	label: { vi: `Bước ${String(step)}`, en: '' }
});
const THREE = [
	LINK(0, 'prepared', 'finance_officer'),
	LINK(1, 'verified', 'finance_head'),
	LINK(2, 'approved', 'director')
];
const FOUR = [
	LINK(0, 'prepared', 'finance_officer'),
	LINK(1, 'verified', 'science_officer'),
	LINK(2, 'verified', 'finance_head'),
	LINK(3, 'approved', 'director')
];

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let folder: string;
let client: pg.Client;

const id = (name: string): string => `md5('${name}')::uuid`;

/** What the release before has issued: it kept what papers say, and no files. */
async function insertRecord(name: string, kind: string, content: unknown): Promise<void> {
	await client.query(
		`INSERT INTO official_record (id, kind, year, bytes, hash, issued_at, issued_by)
		 VALUES (${id(`record ${name}`)}, $1, 2026, convert_to($2, 'UTF8'), encode(sha256(convert_to($2, 'UTF8')), 'hex'), '2026-04-21T03:00:00Z', ${id('person')})`,
		[kind, JSON.stringify(content)]
	);
}

/** One case under appraisal, of a definition that holds its chain itself. */
async function insertCase(name: string, chain: readonly unknown[]): Promise<void> {
	const document = JSON.stringify({ workflow: { approvalChain: chain, stages: [] } });
	for (const statement of [
		`INSERT INTO programme_definition (id, key, version, schema_version, document, hash, created_at) VALUES (${id(`definition ${name}`)}, '${name === 'four' ? 'TASK' : 'MAP'}', 1, 1, '${document}', '${name}', now())`,
		`INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, created_at)
		 VALUES (${id(`call ${name}`)}, '${name}', ${id(`definition ${name}`)}, 'MAP', 'Đợt', now() - interval '2 days', now() - interval '1 day', 'selected', now())`,
		`INSERT INTO lot (id, call_id, code, position, title_vi) VALUES (${id(`lot ${name}`)}, ${id(`call ${name}`)}, 'A', 1, 'Phần')`,
		`INSERT INTO application (id, code, call_id, lot_id, organisation_id, created_by, title, state, revision_id, submitted_at, requested, own, created_at, updated_at)
		 VALUES (${id(`case ${name}`)}, '${name}-1', ${id(`call ${name}`)}, ${id(`lot ${name}`)}, ${id('firm')}, ${id('person')}, 'Hồ sơ', 'in_appraisal', ${id(`revision ${name}`)}, now(), 1, 1, now(), now())`,
		`INSERT INTO budget (id, application_id) VALUES (${id(`budget ${name}`)}, ${id(`case ${name}`)})`,
		`INSERT INTO budget_version (id, budget_id, number, stage, created_at)
		 SELECT md5(stage || '${name}')::uuid, ${id(`budget ${name}`)}, number, stage, now() FROM (VALUES (1, 'requested'), (2, 'appraised')) AS v (number, stage)`,
		`INSERT INTO appraisal (id, application_id, state, requested_version_id, appraised_version_id, created_at, updated_at)
		 VALUES (${id(`appraisal ${name}`)}, ${id(`case ${name}`)}, 'preparing', md5('requested${name}')::uuid, md5('appraised${name}')::uuid, now(), now())`
	])
		await client.query(statement);
}

beforeAll(async () => {
	database = await emptyDatabase();
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-upgrade-'));
	const names = (await readdir(MIGRATIONS)).filter((name) => name <= BEFORE_CHAINS);
	for (const name of names)
		await cp(path.join(MIGRATIONS, name), path.join(folder, name), { recursive: true });
	await applyMigrations({ url: database.ownerUrl, folder });
	client = new pg.Client({ connectionString: database.ownerUrl });
	await client.connect();
	const tables = [
		'programme_definition',
		'call',
		'lot',
		'organisation',
		'person',
		'application',
		'budget',
		'budget_version',
		'appraisal'
	];
	// What past verbs have written is put in beside their triggers.
	for (const table of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
	await client.query(
		`INSERT INTO person (id, full_name, created_at) VALUES (${id('person')}, 'Siu Thảo', now())`
	);
	await client.query(
		`INSERT INTO organisation (id, kind, name, tax_code, rep_name, province_code, created_at) VALUES (${id('firm')}, 'enterprise', 'Công ty', '5900000001', 'Siu Thảo', '52', now())`
	);
	await insertCase('three', THREE);
	await insertCase('four', FOUR);
	await insertRecord('letter', 'result_letter', oldContents['chuan.letter/1']);
	await insertRecord('receipt', 'receipt', {});
	for (const table of tables) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
});

afterAll(async () => {
	await client.end();
	await database.close();
	await rm(folder, { recursive: true, force: true });
});

describe('a database with cases under appraisal', () => {
	it('is brought to this release, and each case keeps the chain of its definition', async () => {
		const applied = await applyMigrations({ url: database.ownerUrl, folder: MIGRATIONS });
		expect(applied.length).toBeGreaterThan(0);
		const { rows } = await client.query(
			`SELECT a.code, c.key, c.steps, (SELECT string_agg(s.role, ' ' ORDER BY s.step_no) FROM approval_chain_step s WHERE s.chain_id = c.id) AS roles
			 FROM appraisal p JOIN application a ON a.id = p.application_id JOIN approval_chain c ON c.id = p.chain_id ORDER BY a.code`
		);
		expect(rows).toEqual([
			{
				code: 'four-1',
				key: 'task',
				steps: 4,
				roles: 'finance_officer science_officer finance_head director'
			},
			{ code: 'three-1', key: 'map', steps: 3, roles: 'finance_officer finance_head director' }
		]);
	});
});

describe('a database with issued papers', () => {
	it('gets a file for each of them but receipts, from the worker of this release', async () => {
		const app = await buildApp(
			{ DATABASE_URL: database.ownerUrl, CHUAN_OBJECTS: path.join(folder, 'objects'), CHUAN_EMBEDDED: '1' },
			'upgrade-test'
		);
		expect(await makeDueFiles(app)).toBe(2);
		const { rows } = await client.query<{ kind: string; key: string; size: string; sha256: string }>(
			`SELECT r.kind, f.object_key AS key, f.size, f.sha256 FROM record_file f JOIN official_record r ON r.id = f.record_id ORDER BY f.format`
		);
		expect(rows.map(({ kind }) => kind)).toEqual(['result_letter', 'result_letter']);
		for (const { key, size, sha256 } of rows)
			expect(await app.verifier.check({ objectKey: key, size: Number(size), sha256 })).toMatchObject({
				ok: true
			});
		await app.db.close();
	});
});

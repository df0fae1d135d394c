import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { replaceApplication } from '../../../src/lib/server/app/applications/replace-application.ts';
import { proveReceipt } from '../../../src/lib/server/app/records/prove-receipt.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import { receiptContent } from '../../../src/lib/contracts/records/receipt-content.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { checkProof } from '../../../src/lib/server/audit/witness/checking.mjs';
import { flatTextOfPdf } from '../../support/pdf-text.ts';
import { openTestLog } from '../../support/public-log.ts';
import type { TestLog } from '../../support/public-log.ts';
import {
	ALL_DECLARED,
	openApplicationWorld,
	versionOf,
	wholeDraft
} from '../applications/application-world.ts';
import type { ApplicationWorld } from '../applications/application-world.ts';
import { must } from '../applications/filled-dossier.ts';

const SCRIPT = path.resolve(import.meta.dirname, '../../../src/lib/server/audit/witness/command.mjs');

let world: ApplicationWorld;
let log: TestLog;
let ctx: Context;
beforeEach(async () => {
	world = await openApplicationWorld();
	log = await openTestLog(world.app, world.database);
	ctx = { ...world.representative, app: { ...world.app, checkpoints: log.book } };
});
afterEach(async () => {
	await log.close();
	await world.close();
});

async function submit(id: string) {
	return must(
		await submitApplication(ctx, { id, version: await versionOf(world, id), declarations: ALL_DECLARED })
	);
}

async function proof(receiptId: string) {
	return proveReceipt(ctx, must(await readRecord(ctx, receiptId)));
}

describe('a receipt', () => {
	it('keeps and prints the newest checkpoint before it', async () => {
		const id = await wholeDraft(world);
		await log.publish();
		const newest = await log.book.newest();
		const { receiptId } = await submit(id);
		const record = must(await readRecord(ctx, receiptId));
		const { checkpoint } = receiptContent.parse(record.content);
		expect(checkpoint).toEqual({
			origin: newest?.text.split('\n')[0],
			size: String(newest?.checkpoint.size),
			root: newest?.checkpoint.root,
			at: newest?.checkpoint.at.toISOString()
		});
		const paper = flatTextOfPdf(must(await world.app.typesetting.paper(record))).replace(/\s+/g, '');
		for (const said of [checkpoint?.origin, checkpoint?.root, `${checkpoint?.size ?? ''}dòng`])
			expect(paper).toContain(said);
	});

	it('is received where the folder of the log does not answer, and says nothing of it', async () => {
		const id = await wholeDraft(world);
		const away = () => Promise.reject(new Error('the disk is away'));
		ctx = { ...ctx, app: { ...ctx.app, checkpoints: { ...log.book, newest: away } } };
		const { receiptId } = await submit(id);
		const { checkpoint } = receiptContent.parse(must(await readRecord(ctx, receiptId)).content);
		expect(checkpoint).toBeNull();
	});
});

describe('the proof of a receipt', () => {
	it('is there once its entry is sealed and published, and holds offline', async () => {
		const id = await wholeDraft(world);
		await log.publish();
		const first = await submit(id);
		expect(await proof(first.receiptId)).toMatchObject({ refusal: { code: 'proof_being_sealed' } });
		await log.publish();
		must(await replaceApplication(ctx, { id, version: await versionOf(world, id) }));
		const second = await submit(id);
		await log.publish();
		const [key = ''] = log.book.verifierKeys((await log.book.last())?.logId ?? '');
		for (const [number, done] of [first, second].entries()) {
			const text = must(await proof(done.receiptId));
			const { file, signed } = checkProof(text, key);
			expect(file).toMatchObject({ code: done.code, revision: number + 1, contentHash: done.hash });
			expect(signed.text).toBe((await log.book.newest())?.text);
			expect(file.since).not.toBeNull();
		}
	});

	it('is refused by the script when anything in it is changed, or another key is asked for', async () => {
		const id = await wholeDraft(world);
		await log.publish();
		const { receiptId, code, hash } = await submit(id);
		await log.publish();
		const text = must(await proof(receiptId));
		const file = JSON.parse(text) as {
			proof: string;
			detail: { salt: string };
			since: { root: string };
			seal: { position: string };
			entry: string;
		};
		const changed = (change: object): string => JSON.stringify({ ...file, ...change });
		expect(() => checkProof(changed({ contentHash: '0'.repeat(64) }), undefined)).toThrow(/another dossier/);
		expect(() => checkProof(changed({ code: 'MAP-2026-9999' }), undefined)).toThrow(/another dossier/);
		expect(() => checkProof(text.replaceAll(hash, '0'.repeat(64)), undefined)).toThrow(
			/not those of the entry/
		);
		expect(() => checkProof(changed({ detail: { ...file.detail, salt: 'x' } }), undefined)).toThrow(
			/not those of the entry/
		);
		const entry = file.entry.replace('"outcome":"done"', '"outcome":"done","x":"y"');
		expect(() => checkProof(changed({ entry }), undefined)).toThrow(/not in the log/);
		const later = { ...file.seal, position: String(Number(file.seal.position) + 1) };
		expect(() => checkProof(changed({ seal: later }), undefined)).toThrow(/positions differ/);
		expect(() => checkProof(changed({ since: { ...file.since, root: '0'.repeat(64) } }), undefined)).toThrow(
			/does not continue/
		);
		expect(() =>
			checkProof(changed({ proof: file.proof.replace('\ntime 2', '\ntime 3') }), undefined)
		).toThrow(/not signed/);
		const withoutLine = file.proof.replace(/\n[A-Za-z0-9+/]{43}=\n/, '\n');
		expect(() => checkProof(changed({ proof: withoutLine }), undefined)).toThrow(/not in the log/);
		const other = await openTestLog(world.app, world.database);
		const [stranger = ''] = other.book.verifierKeys((await log.book.last())?.logId ?? '');
		await other.close();
		expect(() => checkProof(text, stranger)).toThrow(/not signed/);

		const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-proof-'));
		const name = path.join(folder, 'a.proof.json');
		await writeFile(name, text);
		const run = () => promisify(execFile)(process.execPath, [SCRIPT, 'proof', name]);
		expect((await run()).stdout).toContain(`ĐÚNG / GOOD: ${code}`);
		await writeFile(name, changed({ contentHash: '0'.repeat(64) }));
		await expect(run()).rejects.toMatchObject({ code: 1 });
		await rm(folder, { recursive: true });
	});

	it('is not made of details that were erased, nor of another paper', async () => {
		const { receiptId } = await submit(await wholeDraft(world));
		await log.publish();
		const record = must(await readRecord(ctx, receiptId));
		expect(await proveReceipt(ctx, { ...record, applicationId: null })).toMatchObject({
			refusal: { code: 'proof_of_receipt_only' }
		});
		const client = await world.database.owner.connect();
		await client.query(
			`ALTER TABLE audit_detail DISABLE TRIGGER USER; DELETE FROM audit_detail; ALTER TABLE audit_detail ENABLE TRIGGER USER`
		);
		client.release();
		expect(await proof(receiptId)).toMatchObject({ refusal: { code: 'proof_erased' } });
	});
});

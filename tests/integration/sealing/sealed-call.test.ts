import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDossiers } from '../../../src/lib/server/app/intake/open-dossiers.ts';
import { listOwnApplications } from '../../../src/lib/server/app/applications/list-applications.ts';
import { readNewApplication } from '../../../src/lib/server/app/applications/read-new-application.ts';
import { readSubmission } from '../../../src/lib/server/app/applications/read-submission.ts';
import { readPublicCall } from '../../../src/lib/server/app/calls/public-calls.ts';
import { readOpening } from '../../../src/lib/server/app/intake/read-opening.ts';
import {
	abandonReplacement,
	replaceApplication
} from '../../../src/lib/server/app/applications/replace-application.ts';
import { readFrozenCopy } from '../../../src/lib/server/app/cases/applications/read-frozen-copy.ts';
import { enrolOpeningKey, giveUpOpeningKey } from '../../../src/lib/server/app/sealing/enrol-opening-key.ts';
import { openDocument } from '../../../src/lib/server/app/steps/uploads/find-document.ts';
import { readDocuments } from '../../../src/lib/server/app/uploads/read-documents.ts';
import { checkObjects } from '../../../src/lib/server/app/uploads/check-objects.ts';
import { must } from '../applications/filled-dossier.ts';
import { versionOf } from '../applications/application-world.ts';
import { moveClock, said } from '../intake/world.ts';
import {
	CANARIES,
	canariesIn,
	canaryDraft,
	HOLDERS,
	openSealedWorld,
	rename,
	setState,
	submit
} from './sealed-world.ts';
import type { SealedWorld } from './sealed-world.ts';

let world: SealedWorld;
beforeEach(async () => {
	world = await openSealedWorld();
});
afterEach(() => world.close());

const line = (number: number) => world.shares[number - 1]?.line ?? '';

async function open(...shares: string[]) {
	const version = (await world.app.db.read.calls.findByCode(world.call.code))?.version ?? 0;
	return openDossiers(world.officer, { callCode: world.call.code, version, shares });
}

async function fileText(id: string, ctx = world.representative): Promise<string> {
	const { object } = must(await openDocument(ctx, { id, told: true }));
	return Buffer.from(await new Response(object.body).arrayBuffer()).toString('latin1');
}

describe('a sealed call before its opening', () => {
	it('shows nothing of a dossier in any table, object or letter, from the draft on', async () => {
		const id = await canaryDraft(world);
		expect(await canariesIn(world)).toEqual([]);
		const done = await submit(world, id);
		expect(await canariesIn(world)).toEqual([]);
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		await rename(world, id, CANARIES.replaced);
		expect(await canariesIn(world)).toEqual([]);
		await submit(world, id);
		expect(await canariesIn(world)).toEqual([]);
		const { rows } = await world.database.owner.query(
			`SELECT a.code, a.organisation_name AS name, r.hash FROM application a JOIN application_revision r ON r.application_id = a.id
			 WHERE r.number = 1`
		);
		expect(rows).toEqual([
			{ code: done.code, name: 'Công ty TNHH Cà phê Cao nguyên Ia Hrung', hash: done.hash }
		]);
	});

	it('would be found in the dump of a call without a key', async () => {
		await setState(world, 'draft');
		must(await giveUpOpeningKey(world.officer, { callCode: world.call.code }));
		await setState(world, 'published');
		await submit(world, await canaryDraft(world));
		const found = await canariesIn(world);
		for (const place of [
			'answer in table answer_section',
			'answer in table application',
			'answer in table application_revision',
			'fileName in table application_document',
			'fileName in table audit_detail',
			'fileName in table official_record',
			'fileName in table upload',
			'money in table application',
			'money in table official_record'
		])
			expect(found).toContain(place);
		expect(found.filter((place) => place.startsWith('bytes in object'))).toHaveLength(1);
	});

	it('says so to whoever comes to it: in public, before a dossier is begun, before it is submitted, in the own list', async () => {
		const id = await canaryDraft(world);
		const { code } = world.call;
		const visitor = { ...world.officer, actor: { kind: 'visitor' } as const };
		expect(must(await readPublicCall(visitor, code)).sealed).toBe(true);
		expect(must(await readNewApplication(world.representative, code)).chosen?.sealed).toBe(true);
		expect(must(await readSubmission(world.representative, id)).sealed).toBe(true);
		const own = async () =>
			must(
				await listOwnApplications(world.representative, { search: '', sort: 'updated', page: 1, size: 5 })
			).rows.map(({ sealed }) => sealed);
		await submit(world, id);
		expect(await own()).toEqual([true]);
		await moveClock(world, 25);
		must(await open(line(1), line(2)));
		expect(await own()).toEqual([false]);
		expect(must(await readPublicCall(visitor, code)).sealed).toBe(false);
	});

	it('is read and replaced by its own people', async () => {
		const id = await canaryDraft(world);
		await submit(world, id);
		const copy = must(await readFrozenCopy(world.representative, id));
		expect(copy.revision.answers['needs']?.['programme_name']).toBe(CANARIES.answer);
		const file = copy.revision.files.find(({ name }) => name === CANARIES.fileName);
		expect(await fileText(file?.id ?? '')).toContain(CANARIES.bytes);
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		await rename(world, id, CANARIES.replaced);
		must(await abandonReplacement(world.representative, { id, version: await versionOf(world, id) }));
		const again = must(await readFrozenCopy(world.representative, id));
		expect(again.revision.answers['needs']?.['programme_name']).toBe(CANARIES.answer);
		expect(said(await readFrozenCopy(world.officer, id))).toBe('not_found');
	});

	it('has no signed form read for its code, and says so of those alone', async () => {
		const id = await canaryDraft(world);
		const { items, scans } = must(await readDocuments(world.representative, id));
		const found = items.flatMap(({ item, documents, forms }) =>
			documents.map((document) => [item.key, forms.length > 0, scans.ofDocument.get(document.id)?.kind])
		);
		expect(found.filter(([, signed]) => signed).length).toBeGreaterThan(0);
		for (const [item, signed, kind] of found) expect(kind, String(item)).toBe(signed ? 'sealed' : undefined);
		const { rows } = await world.database.owner.query('SELECT document_id FROM form_reading');
		expect(rows).toEqual([]);
	});

	it('has its files looked at by their sealed bytes', async () => {
		await canaryDraft(world);
		expect(await checkObjects(world.app)).toEqual([]);
		const { rows } = await world.database.owner.query(`SELECT DISTINCT state FROM object_check`);
		expect(rows).toEqual([{ state: 'sound' }]);
	});

	it('takes nothing in the clear, whoever writes it', async () => {
		const id = await canaryDraft(world);
		const attempts = [
			`UPDATE answer_section SET content = '{"values":{},"touched":{}}' WHERE application_id = '${id}'`,
			`UPDATE application SET requested = 1 WHERE id = '${id}'`,
			`INSERT INTO application_participant (id, application_id, kind, name) VALUES (gen_random_uuid(), '${id}', 'leader', 'A')`,
			`INSERT INTO application_revision (id, application_id, number, bytes, hash, submitted_at, submitted_by)
			 VALUES (gen_random_uuid(), '${id}', 1, '', '', app_now(), gen_random_uuid())`
		];
		for (const attempt of attempts)
			await expect(world.database.owner.query(attempt)).rejects.toThrow('of a sealed dossier in the clear');
	});
});

describe('the key of an opening', () => {
	it('is set before the publication alone', async () => {
		const input = { callCode: world.call.code, seen: '', holders: HOLDERS };
		expect(said(await enrolOpeningKey(world.officer, input))).toBe('opening_key_after_publication');
		expect(said(await giveUpOpeningKey(world.officer, input))).toBe('opening_key_after_publication');
		await expect(world.database.app.query('DELETE FROM opening_key')).rejects.toThrow(
			'the key of an opening is set before the publication'
		);
	});

	it('is kept without its shares, and the log says who holds them', async () => {
		const { rows } = await world.database.owner.query<{ line: string }>(
			`SELECT t::text AS line FROM opening_key t UNION ALL SELECT d::text FROM audit_detail d`
		);
		const kept = rows.map((row) => row.line).join('\n');
		expect(kept).toContain('Siu H’Lan, Thanh tra');
		for (const share of world.shares) expect(kept).not.toContain(share.line.split('.')[3]);
	});

	it('is replaced and given up before the publication', async () => {
		await setState(world, 'draft');
		const key = await world.app.db.read.sealing.openingKey(world.call.id);
		const input = { callCode: world.call.code, seen: key?.recipient ?? '', holders: HOLDERS };
		const again = must(await enrolOpeningKey(world.officer, input));
		expect(again[0]?.line).not.toBe(line(1));
		// The same page sent again makes no third key.
		expect(said(await enrolOpeningKey(world.officer, input))).toBe('stale_version');
		must(await giveUpOpeningKey(world.officer, input));
		expect(said(await giveUpOpeningKey(world.officer, input))).toBe('opening_key_missing');
		const holders = ['A', ' a ', ''];
		expect(await enrolOpeningKey(world.officer, { ...input, seen: '', holders })).toMatchObject({
			refusal: {
				code: 'holders_incomplete',
				causes: [
					{ code: 'holder_repeated', field: 'holder2' },
					{ code: 'holder_missing', field: 'holder3' }
				]
			}
		});
	});
});

describe('the opening', () => {
	it('opens with any two shares: all is in the clear and as it was submitted', async () => {
		const id = await canaryDraft(world);
		const { hash } = await submit(world, id);
		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		await rename(world, id, CANARIES.replaced);
		await moveClock(world, 25);
		expect(must(await open(line(3), line(1)))).toMatchObject({ opened: 1 });
		const row = await world.app.db.read.applications.find(id);
		expect(row).toMatchObject({ title: CANARIES.answer, requested: 180_000_000n, own: 120_000_000n });
		const { rows } = await world.database.owner.query<{ hash: string; sealed: boolean }>(
			`SELECT encode(sha256(bytes), 'hex') AS hash, sealed FROM application_revision`
		);
		expect(rows).toEqual([{ hash, sealed: false }]);
		const copy = must(await readFrozenCopy(world.representative, id));
		const file = copy.revision.files.find(({ name }) => name === CANARIES.fileName);
		expect(await fileText(file?.id ?? '', world.officer)).toContain(CANARIES.bytes);
		const participants = await world.database.owner.query(
			`SELECT count(*)::int AS count FROM application_participant`
		);
		expect(participants.rows).not.toEqual([{ count: 0 }]);
		const minutes = await world.database.owner.query<{ text: string }>(
			`SELECT convert_from(bytes, 'UTF8') AS text FROM official_record WHERE kind = 'opening_minutes'`
		);
		expect(minutes.rows[0]?.text).toContain('Đỗ Minh Anh, Văn thư; Trần Quốc Bình, Trưởng phòng');
		const view = must(await readOpening(world.officer, { callCode: world.call.code, page: 1 }));
		expect(view.rows.map(({ title }) => title)).toEqual([CANARIES.answer]);
	});

	it('says what is wrong with a share at its field, and opens nothing', async () => {
		await submit(world, await canaryDraft(world));
		await moveClock(world, 25);
		const refused = async (...shares: string[]) => {
			const result = await open(...shares);
			return result.ok
				? []
				: [result.refusal, ...(result.refusal.causes ?? [])].map(
						({ code, field }) => `${code} ${field ?? ''}`
					);
		};
		expect(await refused('', line(2))).toEqual(['share_missing share1']);
		expect(await refused(line(1), 'abc')).toEqual(['share_unreadable share2']);
		expect(await refused(line(1), line(1))).toEqual(['share_repeated share2']);
		expect(await refused(line(1), line(2).replace('MAP-2026-02', 'MAP-2026-01'))).toEqual([
			'share_of_other_call share2'
		]);
		const bent = line(2).slice(0, -2) + (line(2).endsWith('AA') ? 'BB' : 'AA');
		expect(await refused(line(1), bent)).toEqual(['share_wrong share2']);
		expect(await refused('', '')).toEqual([
			'shares_not_enough ',
			'share_missing share1',
			'share_missing share2'
		]);
		expect(await canariesIn(world)).toEqual([]);
	});

	it('reads a share whatever stands around it and however it was broken', async () => {
		await submit(world, await canaryDraft(world));
		await moveClock(world, 25);
		const broken = line(2).replace(/(.{40})/g, '$1\n');
		expect(said(await open(`Người giữ\n${line(1)}\n`, broken))).toBe('ok');
	});

	it('refuses a dossier that was altered in the database, and opens none', async () => {
		const id = await canaryDraft(world);
		const { code } = await submit(world, id);
		await world.database.owner.query('ALTER TABLE application_revision DISABLE TRIGGER USER');
		await world.database.owner.query(
			`UPDATE application_revision SET bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '"body":"', '"body":"AAAA'), 'UTF8')`
		);
		await world.database.owner.query('ALTER TABLE application_revision ENABLE TRIGGER USER');
		await moveClock(world, 25);
		expect(await open(line(1), line(2))).toMatchObject({
			refusal: { code: 'dossier_does_not_open', params: { code } }
		});
		expect((await world.app.db.read.calls.findByCode(world.call.code))?.state).toBe('published');
	});

	it('happens once when two open at the same time', async () => {
		await submit(world, await canaryDraft(world));
		await moveClock(world, 25);
		const both = await Promise.all([open(line(1), line(2)), open(line(2), line(3))]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(said(both.find(({ ok }) => !ok) ?? { ok: true })).toBe('dossiers_opened');
	});
});

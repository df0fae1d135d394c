import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { readSection } from '../../../src/lib/server/app/applications/read-section.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { enrolOpeningKey } from '../../../src/lib/server/app/sealing/enrol-opening-key.ts';
import type { HandedOver } from '../../../src/lib/server/app/sealing/enrol-opening-key.ts';
import { attachDocument } from '../../../src/lib/server/app/uploads/attach-document.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import {
	ALL_DECLARED,
	openApplicationWorld,
	versionOf,
	wholeDraft
} from '../applications/application-world.ts';
import type { ApplicationWorld } from '../applications/application-world.ts';
import { must } from '../applications/filled-dossier.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import { samplePdf } from '../../support/sample-files.ts';

export const HOLDERS = ['Trần Quốc Bình, Trưởng phòng', 'Siu H’Lan, Thanh tra', 'Đỗ Minh Anh, Văn thư'];

/** Nothing else of the portal says these. */
export const CANARIES = {
	answer: 'Hoàng yến ẩn trong câu trả lời 7391',
	replaced: 'Hoàng yến thứ hai sau khi thay 8264',
	fileName: 'hoang-yen-ten-tep-5518.pdf',
	bytes: 'HOANGYEN-TRONG-TEP-9027',
	money: '180000000',
	typedMoney: '180.000.000'
} as const;

export interface SealedWorld extends ApplicationWorld {
	readonly objects: string;
	readonly officer: Context;
	readonly shares: readonly HandedOver[];
}

export async function setState(world: ApplicationWorld, state: 'draft' | 'published'): Promise<void> {
	await world.database.owner.query(
		`UPDATE call SET state = $2, published_at = CASE WHEN $2 = 'draft' THEN NULL ELSE app_now() - interval '1 hour' END WHERE id = $1`,
		[world.call.id, state]
	);
}

/** MAP-2026-02 with the key of an opening, open for a day. */
export async function openSealedWorld(): Promise<SealedWorld> {
	const world = await openApplicationWorld();
	const officer = await contextOf(
		world,
		await insertPerson(world, 'Trần Quốc Bình', {
			grants: [{ role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' }]
		})
	);
	await setState(world, 'draft');
	const shares = must(
		await enrolOpeningKey(officer, { callCode: world.call.code, seen: '', holders: HOLDERS })
	);
	await setState(world, 'published');
	return { ...world, officer, shares };
}

export async function rename(world: SealedWorld, id: string, value: string): Promise<void> {
	const { version } = must(await readSection(world.editor, id, 'needs'));
	const patches = [{ fieldKey: 'programme_name', value, baseVersion: version }];
	must(await saveAnswers(world.editor, { id, sectionKey: 'needs', patches }));
}

/** A whole dossier with a canary in each kind of what it holds. */
export async function canaryDraft(world: SealedWorld): Promise<string> {
	const id = await wholeDraft(world);
	await rename(world, id, CANARIES.answer);
	const held = await world.app.db.read.uploads.documents(id);
	const replaces = held.find(({ itemKey }) => itemKey === 'registration')?.id ?? '';
	const bytes = Buffer.concat([Buffer.from(samplePdf()), Buffer.from(`\n%${CANARIES.bytes}\n`)]);
	must(
		await attachDocument(world.editor, {
			applicationId: id,
			itemKey: 'registration',
			fileName: CANARIES.fileName,
			replaces,
			bytes
		})
	);
	return id;
}

export async function submit(world: SealedWorld, id: string) {
	return must(
		await submitApplication(world.representative, {
			id,
			version: await versionOf(world, id),
			declarations: ALL_DECLARED
		})
	);
}

/** Every way in which a text could lie in a dump. */
function formsOf(text: string): Buffer[] {
	const utf8 = Buffer.from(text, 'utf8');
	const base64 = [0, 1, 2].map((shift) => {
		const shifted = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
		// Without the characters that the neighbours decide, too.
		return shifted.slice(Math.ceil((shift * 4) / 3), -4);
	});
	const plain = [
		text,
		text.normalize('NFD'),
		encodeURIComponent(text),
		JSON.stringify(text).slice(1, -1),
		[...text]
			.map((one) => (one.charCodeAt(0) > 127 ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one))
			.join(''),
		utf8.toString('hex'),
		...base64,
		...base64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_'))
	].map((one) => Buffer.from(one, 'utf8'));
	const all = [...plain, Buffer.from(text, 'utf16le')];
	// bytea is dumped in hex.
	return [...all, ...all.map((one) => Buffer.from(one.toString('hex'), 'utf8'))];
}

async function tablesOf(world: SealedWorld): Promise<string[]> {
	const { rows } = await world.database.owner.query<{ name: string }>(
		`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`
	);
	return rows.map(({ name }) => name);
}

/** Every table as text and every stored object, by name. */
export async function dumpOf(world: SealedWorld): Promise<Map<string, Buffer>> {
	const dump = new Map<string, Buffer>();
	for (const table of await tablesOf(world)) {
		const { rows } = await world.database.owner.query<{ line: string }>(
			`SELECT t::text AS line FROM "${table}" t`
		);
		dump.set(`table ${table}`, Buffer.from(rows.map(({ line }) => line).join('\n')));
	}
	for (const entry of await readdir(world.objects, { recursive: true, withFileTypes: true })) {
		if (!entry.isFile()) continue;
		const file = path.join(entry.parentPath, entry.name);
		dump.set(`object ${entry.name}`, Buffer.concat([Buffer.from(entry.name), await readFile(file)]));
	}
	return dump;
}

/** `canary in place` for each place of the dump that shows one. */
export async function canariesIn(world: SealedWorld): Promise<string[]> {
	const found: string[] = [];
	for (const [place, bytes] of await dumpOf(world)) {
		for (const [name, text] of Object.entries(CANARIES)) {
			if (formsOf(text).some((form) => bytes.includes(form))) found.push(`${name} in ${place}`);
		}
	}
	return found;
}

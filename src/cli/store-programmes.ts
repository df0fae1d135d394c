import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { canonicalJson } from '../lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '../lib/domain/shared/canonical-json.ts';
import { parseDefinition } from '../lib/contracts/definitions/parse-definition.ts';
import { storeDefinition } from '../lib/server/app/definitions/store-definition.ts';
import type { App } from '../lib/server/app/ports.ts';
import { systemContext } from '../lib/server/app/system-context.ts';
import { accepted } from './refused.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../definitions');

/** The programmes of the release: whatever documents its folder holds. */
async function documents(): Promise<JsonValue[]> {
	const files = (await readdir(FOLDER)).filter((name) => name.endsWith('.json')).sort();
	return Promise.all(
		files.map(async (name) => JSON.parse(await readFile(path.join(FOLDER, name), 'utf8')) as JsonValue)
	);
}

/** Those that are stored already stay. */
export async function storeProgrammes(app: App): Promise<void> {
	for (const json of await documents()) accepted(await storeDefinition(systemContext(app), json));
}

/** Keys of the programmes, where each is stored as the release has it; else undefined. */
export async function storedProgrammes(app: App): Promise<readonly string[] | undefined> {
	const keys: string[] = [];
	for (const json of await documents()) {
		const { key } = accepted(parseDefinition(json));
		const latest = await app.db.read.definitions.latest(key);
		if (latest?.hash !== app.ids.sha256(canonicalJson(json))) return undefined;
		keys.push(key);
	}
	return keys;
}

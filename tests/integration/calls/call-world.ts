import type { CallContact } from '../../../src/lib/domain/workflow/call-contact.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { JsonValue } from '../../../src/lib/domain/shared/canonical-json.ts';
import type { CallDraft } from '../../../src/lib/server/app/calls/ports.ts';
import { storeDefinition } from '../../../src/lib/server/app/definitions/store-definition.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import type { World } from '../intake/world.ts';

const DEFINITIONS = path.resolve(import.meta.dirname, '../../../definitions');

/** A definition of the product, stored by the verb that stores them. */
export async function store(ctx: Context, programme: 'map' | 'task' | 'proposal'): Promise<string> {
	const json = JSON.parse(await readFile(path.join(DEFINITIONS, `${programme}.json`), 'utf8')) as JsonValue;
	const stored = await storeDefinition(ctx, json);
	if (!stored.ok) throw new Error(JSON.stringify(stored.refusal));
	return stored.value.id;
}

export async function insertFund(world: World): Promise<string> {
	const id = identifiers.v7();
	await world.database.owner.query(`INSERT INTO fund_source (id, code, name_vi) VALUES ($1, $2, 'Nguồn')`, [
		id,
		`SNKH-${id.slice(-6)}`
	]);
	return id;
}

export const CONTACT: CallContact = {
	person: 'Siu Thị Hà',
	phone: '+842693824555',
	email: 'ha@chuan.test',
	hours: { vi: 'thứ Hai – thứ Sáu, 7h30 – 11h30', en: 'Monday to Friday, 7:30 to 11:30' }
};

/** A draft that opens in an hour and closes after so many days. */
export async function draftFor(
	world: World,
	days: number,
	more: Partial<CallDraft> = {}
): Promise<CallDraft> {
	const now = await world.app.db.read.clock.now();
	return {
		title: { vi: 'Tuyển chọn nhiệm vụ đo lường', en: 'Metrology tasks' },
		summary: { vi: '' },
		contact: CONTACT,
		opensAt: new Date(now.getTime() + 3_600_000),
		closesAt: new Date(now.getTime() + days * 86_400_000),
		envelope: null,
		fundSourceId: null,
		budgetYear: null,
		...more
	};
}

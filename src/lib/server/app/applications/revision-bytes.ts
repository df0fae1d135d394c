import { makeSnapshot, revisionJson } from '#lib/domain/definitions/snapshot.ts';
import type { SnapshotFile } from '#lib/domain/definitions/snapshot.ts';
import type { FormReading } from '#lib/domain/definitions/form-reading.ts';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import type { JsonValue } from '#lib/domain/shared/canonical-json.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import type { OrganisationRow } from '../organisations/ports.ts';
import type { DocumentRow } from '../uploads/ports.ts';
import type { ApplicationCase } from '../cases/applications/application-case.ts';

export interface RevisionFacts {
	readonly of: ApplicationCase;
	readonly code: string;
	readonly number: number;
	readonly reading: FormReading;
	readonly budget: JsonValue;
	readonly documents: readonly DocumentRow[];
	readonly receivedAt: Date;
	readonly by: Person;
}

/** The frozen form of a dossier (`chuan.revision/1`): canonical JSON in UTF-8, what the hash is over. */
export function revisionBytes(facts: RevisionFacts): Uint8Array {
	const { of, code, number, reading, budget, documents, receivedAt, by } = facts;
	const { application, call, lot, definition, organisation } = of;
	const { document } = definition;
	const snapshot = makeSnapshot({
		definition: {
			id: definition.id,
			key: definition.key,
			version: definition.version,
			hash: definition.hash
		},
		call: { id: call.id, code: call.code, title: call.title.vi, closesAt: call.closesAt },
		lot: { id: lot.id, code: lot.code, title: lot.title.vi },
		application: { id: application.id, code, revision: number },
		organisation: organisationAsItWas(organisation),
		reading,
		budget,
		files: documents.map(fileAsItWas),
		submittedAt: receivedAt,
		declaration: {
			personId: by.personId,
			name: by.name,
			sentences: document.declaration.map((sentence) => sentence.vi)
		}
	});
	return new TextEncoder().encode(canonicalJson(revisionJson(snapshot)));
}

export function fileAsItWas(row: DocumentRow): SnapshotFile {
	return {
		item: row.itemKey,
		id: row.id,
		name: row.fileName,
		mediaType: row.mediaType,
		size: row.size.toString(),
		sha256: row.sha256,
		...(row.datedOn === null ? {} : { dated: row.datedOn })
	};
}

/** What it says of itself; how the office sees it is not the applicant's to state. */
export function organisationAsItWas({
	standing: _standing,
	...profile
}: OrganisationRow): Readonly<Record<string, JsonValue>> {
	return Object.fromEntries(
		Object.entries(profile).map(([key, value]): [string, JsonValue] => [
			key,
			typeof value === 'bigint' ? value.toString() : (value as JsonValue)
		])
	);
}

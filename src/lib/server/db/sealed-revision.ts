/**
 * A sealed revision: its canonical bytes and what the submission would have written beside them, under a key of its own.
 * That key lies beside in two forms, one for the call's key and one for the dossier's. The ids of its files stay
 * readable, since the database asks whether a revision names a file before its bytes may go.
 */
import type { RevisionRow } from '#lib/server/app/applications/ports.ts';
import type { RevisionSealing, SealedFacts } from '#lib/server/app/sealing/ports.ts';
import { openBox, sealBox } from './sealed-box.ts';
import { factsFromJson, factsToJson } from './sealed-facts.ts';

const FORMAT = 'chuan.sealed/1';

interface Envelope {
	readonly format: string;
	readonly files: readonly string[];
	readonly forOpening: string;
	readonly own: string;
	readonly body: string;
}

type About = Pick<RevisionRow, 'id' | 'applicationId' | 'number' | 'hash'>;

interface OpenedRevision {
	readonly bytes: Buffer;
	readonly facts: SealedFacts;
}

const aboutOf = ({ id, applicationId, number, hash }: About): string =>
	`${FORMAT} ${applicationId} ${id} ${String(number)} ${hash}`;

export function sealRevision(
	dossierKey: Uint8Array,
	revision: RevisionRow,
	{ key: { key, forOpening }, facts, files }: RevisionSealing
): Buffer<ArrayBuffer> {
	const about = aboutOf(revision);
	const body = { bytes: Buffer.from(revision.bytes).toString('base64'), facts: factsToJson(facts) };
	const envelope: Envelope = {
		format: FORMAT,
		files,
		forOpening: Buffer.from(forOpening).toString('base64'),
		own: sealBox(dossierKey, about, key).toString('base64'),
		body: sealBox(key, about, Buffer.from(JSON.stringify(body), 'utf8')).toString('base64')
	};
	return Buffer.from(JSON.stringify(envelope), 'utf8');
}

function envelopeOf(stored: Uint8Array): Envelope {
	// `sealRevision` alone writes it.
	return JSON.parse(Buffer.from(stored).toString('utf8')) as Envelope;
}

export function keyForOpening(stored: Uint8Array): Buffer {
	return Buffer.from(envelopeOf(stored).forOpening, 'base64');
}

/** Undefined: the key is of another revision, or the envelope was changed. */
export function openRevision(key: Uint8Array, about: About, stored: Uint8Array): OpenedRevision | undefined {
	const opened = openBox(key, aboutOf(about), Buffer.from(envelopeOf(stored).body, 'base64'));
	if (opened === undefined) return undefined;
	const { bytes, facts } = JSON.parse(opened.toString('utf8')) as { bytes: string; facts: unknown };
	return { bytes: Buffer.from(bytes, 'base64'), facts: factsFromJson(facts) };
}

/** The canonical bytes, by the key of the dossier: for its own people. */
export function openOwnRevision(dossierKey: Uint8Array, row: About & { readonly bytes: Uint8Array }): Buffer {
	const own = openBox(dossierKey, aboutOf(row), Buffer.from(envelopeOf(row.bytes).own, 'base64'));
	const opened = own === undefined ? undefined : openRevision(own, row, row.bytes);
	if (opened === undefined) throw new Error(`revision ${row.id} was not sealed as it stands`);
	return opened.bytes;
}

import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Checkpoint } from '../app/audit/ports.ts';

/** Of Ed25519 in a signed note (C2SP signed-note). */
const ALGORITHM = Uint8Array.of(1);

/** The name under which the portal signs. */
const SIGNER = 'chuan-audit';

function originOf(logId: string): string {
	return `${SIGNER}/${logId}`;
}

function publicBytes(key: KeyObject): Buffer {
	// The last 32 bytes of the SubjectPublicKeyInfo of Ed25519 (RFC 8410).
	return key.export({ type: 'spki', format: 'der' }).subarray(-32);
}

function keyHash(publicKey: KeyObject): Buffer {
	return createHash('sha256')
		.update(`${SIGNER}\n`)
		.update(ALGORITHM)
		.update(publicBytes(publicKey))
		.digest()
		.subarray(0, 4);
}

/** The verifier key as signed notes write it, for whoever checks with other tools. */
export function verifierKey(publicKey: KeyObject): string {
	const key = Buffer.concat([ALGORITHM, publicBytes(publicKey)]).toString('base64');
	return `${SIGNER}+${keyHash(publicKey).toString('hex')}+${key}`;
}

/** Origin, size and root, then what this log says besides: the time, and how many of its entries are older than marks. */
function bodyOf({ logId, size, root, at, unmarked }: Checkpoint): string {
	return [
		originOf(logId),
		String(size),
		Buffer.from(root, 'hex').toString('base64'),
		`time ${at.toISOString()}`,
		`unmarked ${String(unmarked)}`,
		''
	].join('\n');
}

/** A checkpoint as C2SP tlog-checkpoint writes it, signed with Ed25519. Ends with a line feed. */
export function signCheckpoint(checkpoint: Checkpoint, privateKey: KeyObject): string {
	const body = bodyOf(checkpoint);
	const named = keyHash(createPublicKey(privateKey));
	const signature = Buffer.concat([named, sign(null, Buffer.from(body), privateKey)]);
	return `${body}\n\u2014 ${SIGNER} ${signature.toString('base64')}\n`;
}

const NOTE =
	/^chuan-audit\/([0-9a-f-]{36})\n(0|[1-9]\d{0,17})\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\nunmarked (0|[1-9]\d{0,17})\n\n\u2014 chuan-audit ([A-Za-z0-9+/]+={0,2})\n$/;

/** The checkpoint, or undefined when the text is none, or none of the keys signed it. */
export function openCheckpoint(text: string, publicKeys: readonly KeyObject[]): Checkpoint | undefined {
	const [, logId, size, root, time, unmarked, signature] = NOTE.exec(text) ?? [];
	if (logId === undefined || size === undefined || root === undefined || time === undefined) return undefined;
	if (unmarked === undefined || signature === undefined || Number.isNaN(Date.parse(time))) return undefined;
	const body = text.slice(0, text.indexOf('\n\n') + 1);
	const bytes = Buffer.from(signature, 'base64');
	const key = publicKeys.find((candidate) => bytes.subarray(0, 4).equals(keyHash(candidate)));
	if (key === undefined || !verify(null, Buffer.from(body), key, bytes.subarray(4))) return undefined;
	return {
		logId,
		size: BigInt(size),
		root: Buffer.from(root, 'base64').toString('hex'),
		at: new Date(time),
		unmarked: BigInt(unmarked)
	};
}

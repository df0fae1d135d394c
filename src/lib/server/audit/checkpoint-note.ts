import { createHash, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Checkpoint } from '../app/audit/ports.ts';

/** Of Ed25519 in a signed note (C2SP signed-note). */
const ALGORITHM = Uint8Array.of(1);

/** The beginning of the origin, and the whole name of the key under checkpoints of earlier builds. */
const SIGNER = 'chuan-audit';

export function originOf(logId: string): string {
	return `${SIGNER}/${logId}`;
}

function publicBytes(key: KeyObject): Buffer {
	// The last 32 bytes of the SubjectPublicKeyInfo of Ed25519 (RFC 8410).
	return key.export({ type: 'spki', format: 'der' }).subarray(-32);
}

function keyId(name: string, publicKey: KeyObject): Buffer {
	return createHash('sha256')
		.update(`${name}\n`)
		.update(ALGORITHM)
		.update(publicBytes(publicKey))
		.digest()
		.subarray(0, 4);
}

/** The verifier key as signed notes write it; its name is the origin of the log, as tlog-checkpoint asks. */
export function verifierKey(logId: string, publicKey: KeyObject): string {
	const name = originOf(logId);
	const key = Buffer.concat([ALGORITHM, publicBytes(publicKey)]).toString('base64');
	return `${name}+${keyId(name, publicKey).toString('hex')}+${key}`;
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
	const name = originOf(checkpoint.logId);
	const signature = Buffer.concat([
		keyId(name, createPublicKey(privateKey)),
		sign(null, Buffer.from(body), privateKey)
	]);
	return `${body}\n\u2014 ${name} ${signature.toString('base64')}\n`;
}

const BODY =
	/^chuan-audit\/([0-9a-f-]{36})\n(0|[1-9]\d{0,14})\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\nunmarked (0|[1-9]\d{0,14})\n$/;
const SIGNATURES = /^(?:\u2014 [^\s+]+ [A-Za-z0-9+/]+={0,2}\n){1,16}$/;

/** One of the keys signed it, and none of them wrongly; lines of others, witnesses say, are passed over. */
function isSigned(body: string, lines: string, name: string, publicKeys: readonly KeyObject[]): boolean {
	const known = lines
		.split('\n')
		.slice(0, -1)
		.flatMap((line) => {
			const [, signer = '', signature = ''] = line.split(' ');
			const bytes = Buffer.from(signature, 'base64');
			const named = signer === name || signer === SIGNER;
			const key = publicKeys.find((candidate) => bytes.subarray(0, 4).equals(keyId(signer, candidate)));
			return named && key !== undefined ? [{ key, bytes }] : [];
		});
	return (
		known.length > 0 &&
		known.every(({ key, bytes }) => verify(null, Buffer.from(body), key, bytes.subarray(4)))
	);
}

/** The checkpoint, or undefined when the text is none, or none of the keys signed it. */
export function openCheckpoint(text: string, publicKeys: readonly KeyObject[]): Checkpoint | undefined {
	const end = text.lastIndexOf('\n\n') + 1;
	const body = text.slice(0, end);
	const lines = text.slice(end + 1);
	const [, logId, size, root, time, unmarked] = BODY.exec(body) ?? [];
	if (logId === undefined || size === undefined || root === undefined || time === undefined) return undefined;
	if (unmarked === undefined || Number.isNaN(Date.parse(time)) || !SIGNATURES.test(lines)) return undefined;
	if (!isSigned(body, lines, originOf(logId), publicKeys)) return undefined;
	return {
		logId,
		size: BigInt(size),
		root: Buffer.from(root, 'base64').toString('hex'),
		at: new Date(time),
		unmarked: BigInt(unmarked)
	};
}

import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Identifiers } from './app/ports.ts';

/** RFC 9562 version 7: 48 bits of Unix milliseconds, then chance; so that primary keys grow with time. */
function uuidV7(milliseconds: number, chance: Uint8Array): string {
	const bytes = Buffer.from(chance);
	bytes.writeUIntBE(milliseconds, 0, 6);
	bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
	bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
	const hex = bytes.toString('hex');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function sha256(data: string | Uint8Array): string {
	return createHash('sha256').update(data).digest('hex');
}

export const identifiers: Identifiers = {
	v7: () => uuidV7(Date.now(), randomBytes(16)),
	v4: () => randomUUID(),
	secret: () => randomBytes(32).toString('base64url'),
	sha256
};

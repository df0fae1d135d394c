import { createHmac } from 'node:crypto';
import { TOTP_DIGITS } from '#lib/domain/access/second-factor.ts';

/** The code of a step: RFC 6238 over HMAC-SHA-1, as every app of codes makes it. */
export function totpCode(secret: Uint8Array, step: number): string {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const mac = createHmac('sha1', secret).update(counter).digest();
	const offset = mac.readUInt8(mac.length - 1) & 0x0f;
	const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
	return String(number % 10 ** TOTP_DIGITS).padStart(TOTP_DIGITS, '0');
}

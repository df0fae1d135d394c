import { expect, it } from 'vitest';
import { totpStepAt } from '#lib/domain/access/second-factor.ts';
import { totpCode } from './totp.ts';

it.each([
	[59, '287082'],
	[1_111_111_109, '081804'],
	[1_111_111_111, '050471'],
	[1_234_567_890, '005924'],
	[2_000_000_000, '279037'],
	[20_000_000_000, '353130']
])('makes the code of RFC 6238, appendix B, at %d s', (seconds, code) => {
	const secret = Buffer.from('12345678901234567890');
	expect(totpCode(secret, totpStepAt(new Date(seconds * 1000)))).toBe(code);
});

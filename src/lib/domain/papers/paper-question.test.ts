import { describe, expect, it } from 'vitest';
import { codeInGroups, codeOfHash } from '#lib/domain/shared/short-code.ts';
import { markOfPage } from '#lib/domain/prints/print-code.ts';
import { readPaperQuestion } from './paper-question.ts';

const HASH = '0123456789abcdef'.repeat(4);
const CODE = codeOfHash(HASH);
const grouped = codeInGroups(CODE);
const read = (text: string) => readPaperQuestion(text, 'chuan.test');

describe('what is asked of a paper', () => {
	it.each([
		CODE,
		` ${grouped.toLowerCase()} `,
		`Mã kiểm tra: ${grouped}`,
		`Code ${CODE}`,
		`https://chuan.test/kiem-tra?ma=${CODE}`,
		`https://chuan.test/en/kiem-tra?x=1&ma=${grouped}#a`,
		markOfPage(CODE, 2)
	])('is a code: %s', (text) => {
		expect(read(text)).toEqual({ code: CODE });
	});

	it.each([
		HASH,
		HASH.toUpperCase(),
		HASH.replace(/(.{8})/g, '$1 '),
		`MAP-2026-0001 SHA-256 ${HASH}`,
		`https://chuan.test/kiem-tra?ma=${HASH}&tep=1`
	])('is a hash: %s', (text) => {
		expect(read(text)).toEqual({ hash: HASH });
	});

	it('is of another portal, whatever code its address holds', () => {
		expect(read(`https://gia-mao.test/kiem-tra?ma=${CODE}`)).toEqual({ elsewhere: 'gia-mao.test' });
	});

	it('is never a part of a key', () => {
		const share = 'chuan-khoa/1.MAP-2026-1.2.abcdefghijabcdefghijabcdefghijabcdefghij';
		for (const text of [share, ` ${share}`, `https://chuan.test/kiem-tra?ma=${encodeURIComponent(share)}`])
			expect(read(text), text).toEqual({ share: true });
	});

	it.each(['', 'x', CODE.slice(1), `${CODE}0`, HASH.slice(1), 'javascript:alert(1)', 'https://chuan.test/'])(
		'is nothing: %s',
		(text) => {
			expect(read(text)).toBeUndefined();
		}
	);
});

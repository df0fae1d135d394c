import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nameKeys, namesAlike } from './name-key.ts';

const KNOWN = 'Võ Thành Long';

describe('a name is compared without its titles', () => {
	it.each([
		'TS Võ Thành Long',
		'T.S Võ Thành Long',
		'T.S. Võ Thành Long',
		'TS. VÕ THÀNH LONG',
		'TS, Võ Thành Long',
		'TS.Võ Thành Long',
		'TS-KTS Võ Thành Long',
		'TS/BS Võ Thành Long',
		'Tiến sĩ Võ Thành Long',
		'Tiến sỹ Võ Thành Long',
		'Ông Võ Thành Long',
		'Ông/Bà Võ Thành Long',
		'Ông (bà): Võ Thành Long',
		'Ông Thạc sĩ, Kỹ sư Võ Thành Long',
		'PGS.TS.BS Võ Thành Long',
		'P.G.S, T.S Võ Thành Long',
		'GS.TSKH Võ Thành Long',
		'GS. TS. KH. Võ Thành Long',
		'Th.S Võ Thành Long',
		'ThS. NCS. Võ Thành Long',
		'NGƯT.TS Võ Thành Long',
		'CN Võ Thành Long',
		'Cử nhân Luật Võ Thành Long',
		'BSCKII. Võ Thành Long',
		'BS.CKI Võ Thành Long',
		'Kỹ sư: Võ Thành Long',
		'Võ Thành Long, TS',
		'Võ Thành Long, T.S.',
		'Võ Thành Long (TS)',
		'Võ Thành Long (Tiến sĩ)',
		'Võ Thành Long – Tiến sĩ',
		'Võ Thành Long TS',
		'Võ Thành Long Tiến sĩ',
		'(TS) Võ Thành Long',
		'[ThS.KS] Võ Thành Long',
		'Võ Thành Long, PGS.TS., Phó Giám đốc Trung tâm',
		'Giám đốc Võ Thành Long',
		'Dr. Võ Thành Long, PhD',
		'Võ\u200b Thành\u2060 Lo\u00adng',
		'Tiến\u00a0sĩ Võ  Thành Long'.normalize('NFD'),
		'ＴＳ Võ Thành Long'
	])('%s', (written) => {
		expect(nameKeys(written)).toContain('vo thanh long');
		expect(namesAlike(written, KNOWN)).toBe(true);
	});

	it.each([
		['PGS.TS Nguyễn Văn Khải', ['nguyen van khai']],
		['ThS. RƠ CHÂM HƯƠNG', ['ro cham huong']],
		["Rơ Châm H'Lan", ["ro cham h'lan"]],
		['Y Blăng', ['y blang']],
		['Y', ['y']],
		['Nguyễn T. Sơn', ['nguyen t son']],
		['Ks', []],
		['', []],
		['\u200b', []]
	])('%s is compared as %j', (name, keys) => {
		expect(nameKeys(name)).toEqual(keys);
	});

	it.each([
		'Nguyễn Tiến Sĩ',
		'Lê Văn Cử',
		'Trần Thị Ba',
		'Bà Ba',
		'Cử',
		'Sĩ',
		'Tiến Sĩ',
		'Đỗ Anh',
		'Lê Thị Chi'
	])('the name %s survives', (name) => {
		expect(nameKeys(name).length).toBeGreaterThan(0);
		expect(namesAlike(name, `TS. ${name}`)).toBe(true);
		expect(namesAlike(name, KNOWN)).toBe(false);
	});

	it('keeps people apart who are not alike', () => {
		expect(namesAlike('TS Võ Thành Long', 'TS Võ Thành Lâm')).toBe(false);
		expect(namesAlike('TS', 'TS')).toBe(false);
		expect(nameKeys('Nguyễn Tiến Sĩ')).toEqual(['nguyen tien si']);
		expect(nameKeys('Nguyễn Văn Tiến Sĩ')).toEqual(['nguyen van tien si', 'nguyen van']);
	});

	it('finds a name whatever titles stand around it and whatever unseen is in it', () => {
		const syllable = fc.constantFrom(
			'Nguyễn',
			'Rơ',
			'Châm',
			'Y',
			'Thị',
			'Hương',
			"H'Lan",
			'Sĩ',
			'Cử',
			'Đức',
			'Êban'
		);
		const title = fc.constantFrom(
			'TS',
			'T.S',
			'Th.S',
			'ThS',
			'PGS',
			'GS',
			'KS',
			'CN',
			'BS',
			'NCS',
			'NGND',
			'NGƯT'
		);
		const before = fc.constantFrom('.', '. ', ', ', ' ', ': ', ' - ');
		const behind = fc.constantFrom(', ', ' (', ' – ', '; ');
		const unseen = fc.constantFrom('', '\u200b', '\u2060', '\u00ad', '\u202e', '\ufeff', '\u{e0041}');
		fc.assert(
			fc.property(
				fc.array(syllable, { minLength: 2, maxLength: 5 }),
				fc.array(fc.tuple(title, before), { maxLength: 3 }),
				fc.option(fc.tuple(behind, title)),
				unseen,
				(words, titles, after, hidden) => {
					const name = words.join(' ');
					const front = titles.map(([word, mark]) => `${word}${mark}`).join('');
					const back = after === null ? '' : after.join('');
					expect(namesAlike(`${front}${words.join(`${hidden} `)}${back}`, name)).toBe(true);
				}
			)
		);
	});
});

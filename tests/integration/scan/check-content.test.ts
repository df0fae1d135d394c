import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkContent, checkSize } from '#lib/server/scan/check-content.ts';
import type { FileKind } from '#lib/server/scan/file-kinds.ts';
import {
	sampleDocx,
	sampleEncryptedPdf,
	sampleExe,
	sampleHtml,
	sampleJpeg,
	samplePdf,
	samplePdfWith,
	samplePng,
	sampleSvg,
	sampleXlsx
} from '../../support/sample-files.ts';
import { makeZip, type ZipEntry } from './make-zip.ts';

const all: readonly FileKind[] = ['pdf', 'docx', 'xlsx', 'jpeg', 'png'];
const rules = { accepted: all, maxBytes: 50 * 1024 * 1024 };

async function verdict(name: string, bytes: Uint8Array, accepted = all): Promise<string> {
	const result = await checkContent({ name, bytes }, { ...rules, accepted });
	return result.ok ? result.value.kind : result.refusal.code;
}

describe('files that are what they say', () => {
	it('takes a real file of every kind, whatever the letters of its ending', async () => {
		expect(await verdict('Thuyết minh (bản 2).PDF', samplePdf())).toBe('pdf');
		expect(await verdict('hiện trạng.docx', await sampleDocx())).toBe('docx');
		expect(await verdict('danh mục.Xlsx', await sampleXlsx())).toBe('xlsx');
		expect(await verdict('ảnh.jpg', sampleJpeg())).toBe('jpeg');
		expect(await verdict('ảnh.jpeg', sampleJpeg())).toBe('jpeg');
		expect(await verdict('sơ đồ.png', samplePng())).toBe('png');
	});

	it('names the type by content and gives the size', async () => {
		const bytes = samplePdf();
		expect(await checkContent({ name: 'không có đuôi', bytes }, rules)).toEqual({
			ok: true,
			value: { kind: 'pdf', mime: 'application/pdf', size: bytes.byteLength }
		});
	});

	it('takes a file of exactly the limit and refuses one byte more', async () => {
		const bytes = samplePng();
		const exact = await checkContent({ name: 'a.png', bytes }, { ...rules, maxBytes: bytes.byteLength });
		expect(exact.ok).toBe(true);
		expect(
			await checkContent({ name: 'a.png', bytes }, { ...rules, maxBytes: bytes.byteLength - 1 })
		).toMatchObject({ ok: false, refusal: { code: 'file_too_large' } });
	});

	it('says size and limit in megabytes', () => {
		expect(checkSize(52_428_801, { maxBytes: 52_428_800 })).toEqual({
			ok: false,
			refusal: { code: 'file_too_large', params: { size: '50,1', limit: '50' } }
		});
	});
});

describe('files that are not', () => {
	it('refuses an empty file', async () => {
		expect(await verdict('a.pdf', new Uint8Array())).toBe('file_empty');
	});

	it.each([
		['a program', sampleExe()],
		['a web page', sampleHtml()],
		['an SVG drawing', sampleSvg()],
		['a picture', samplePng()],
		['a plain archive', makeZip([{ name: 'a.txt', data: Buffer.from('x') }])]
	])('refuses %s under the name of a PDF, a DOCX and a JPEG', async (_, bytes) => {
		for (const name of ['đơn.pdf', 'đơn.docx', 'đơn.jpg']) {
			expect(await verdict(name, bytes)).toBe('file_type_mismatch');
		}
	});

	it('refuses a real PDF that is called something else', async () => {
		for (const name of ['a.docx', 'a.exe', 'a.pdf.exe', 'a.png']) {
			expect(await verdict(name, samplePdf()), name).toBe('file_type_mismatch');
		}
	});

	it('refuses an honest file of a kind that the item does not take', async () => {
		expect(await verdict('a.png', samplePng(), ['pdf'])).toBe('file_type_not_accepted');
		expect(await verdict('a.exe', sampleExe())).toBe('file_type_not_accepted');
		expect(await verdict('a.svg', sampleSvg())).toBe('file_type_not_accepted');
		expect(await verdict('a.txt', Buffer.from('chữ'))).toBe('file_type_not_accepted');
	});

	it('names what an honest file of an older or a foreign kind is, and what is taken', async () => {
		const older = Buffer.concat([
			Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
			Buffer.alloc(2048)
		]);
		for (const name of ['Thuyết minh.doc', 'dự toán.xls', 'bản vẽ.vsd']) {
			const result = await checkContent({ name, bytes: older }, { ...rules, accepted: ['pdf', 'docx'] });
			const found = name.split('.').at(-1);
			expect(result).toEqual({
				ok: false,
				refusal: { code: 'file_type_not_accepted', params: { found, accepted: 'PDF, DOCX' } }
			});
		}
		expect(await verdict('a.docx', older)).toBe('file_type_mismatch');
	});
});

describe('PDF', () => {
	it('refuses one that is cut off, at any length', async () => {
		const whole = samplePdf();
		for (const share of [0.2, 0.5, 0.9, 0.99]) {
			expect(await verdict('a.pdf', whole.subarray(0, Math.floor(whole.byteLength * share)))).toBe(
				'file_damaged'
			);
		}
	});

	it('refuses a head without a body', async () => {
		expect(await verdict('a.pdf', Buffer.from('%PDF-1.7\n%%EOF'))).toBe('file_damaged');
	});

	it('refuses one under a password, also when its table is out of place', async () => {
		const encrypted = sampleEncryptedPdf();
		expect(await verdict('a.pdf', encrypted)).toBe('file_encrypted');
		const misplaced = Buffer.from(
			encrypted.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7'),
			'latin1'
		);
		expect(await verdict('a.pdf', misplaced)).toBe('file_encrypted');
	});

	it('takes what readers open: lines and a mark of byte order in front, anything behind, a table out of place', async () => {
		const pdf = samplePdf();
		for (const front of ['\r\n\n', '\xef\xbb\xbf', '\0\0 ']) {
			expect(await verdict('a.pdf', Buffer.concat([Buffer.from(front, 'latin1'), pdf]))).toBe('pdf');
		}
		expect(await verdict('a.pdf', Buffer.concat([pdf, Buffer.alloc(5000, 'x')]))).toBe('pdf');
		const text = pdf.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7');
		expect(await verdict('a.pdf', Buffer.from(text, 'latin1'))).toBe('pdf');
	});

	it('refuses words between the first and the last line of one', async () => {
		const words = Buffer.from('%PDF-1.7\nĐơn đề nghị hỗ trợ\nstartxref\n9\n%%EOF\n');
		expect(await verdict('a.pdf', words)).toBe('file_damaged');
	});

	it.each([
		['JavaScript', '<< /S /JavaScript /JS (app.alert\\(1\\)) >>'],
		['JavaScript under another spelling', '<< /S /J#61vaScript /JS (x) >>'],
		['a launch of a program', '<< /S /Launch /F (cmd.exe) >>']
	])('refuses one that runs %s', async (_, action) => {
		expect(await verdict('a.pdf', samplePdfWith(`/OpenAction ${action}`))).toBe('file_has_scripts');
		expect(await verdict('a.pdf', samplePdfWith(''))).toBe('pdf');
	});

	it('takes one that only talks about encryption', async () => {
		const plain = sampleEncryptedPdf().toString('latin1').replace('/Encrypt 4 0 R', '/Info 9 0 R  ');
		expect(
			await verdict(
				'a.pdf',
				Buffer.from(`${plain.replace('%PDF-1.4\n', '%PDF-1.4\n% /Encrypt\n')}`, 'latin1')
			)
		).toBe('pdf');
	});
});

describe('Office files', () => {
	const types = Buffer.from(
		'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
			'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
	);
	const parts: ZipEntry[] = [
		{ name: '[Content_Types].xml', data: types },
		{ name: 'word/document.xml', data: Buffer.from('<w:document/>') }
	];

	it('takes the bare minimum', async () => {
		expect(await verdict('a.docx', makeZip(parts))).toBe('docx');
	});

	it('takes a small one with a picture that is not packed', async () => {
		const picture = { name: 'word/media/image1.bmp', data: Buffer.alloc(4 * 1024 * 1024, 0xff) };
		const file = makeZip([...parts, picture]);
		expect(file.byteLength).toBeLessThan(10_000);
		expect(await verdict('a.docx', file)).toBe('docx');
	});

	it('refuses one whose main part is something else', async () => {
		const other = makeZip([...parts.slice(0, 1), { name: 'word/document.xml', data: Buffer.from('chữ') }]);
		expect(await verdict('a.docx', other)).toBe('file_damaged');
	});

	it('refuses one that is cut off, or changed in the middle', async () => {
		const whole = await sampleDocx();
		expect(await verdict('a.docx', whole.subarray(0, whole.byteLength - 40))).toMatch(
			/file_(damaged|type_mismatch)/
		);
		const changed = makeZip([...parts, { name: 'word/x.xml', data: Buffer.from('x'), claimedSum: 7 }]);
		expect(await verdict('a.docx', changed)).toBe('file_damaged');
	});

	it('refuses one without its main part, and one that holds a name twice', async () => {
		expect(await verdict('a.docx', makeZip(parts.slice(0, 1)))).toMatch(/file_(damaged|type_mismatch)/);
		expect(await verdict('a.docx', makeZip([...parts, ...parts.slice(1)]))).toBe('file_damaged');
	});

	it('refuses a path that leads out', async () => {
		expect(await verdict('a.docx', makeZip([...parts, { name: '../x', data: Buffer.from('x') }]))).toBe(
			'file_damaged'
		);
	});

	it('refuses macros, under their own type or hidden', async () => {
		const hidden = makeZip([...parts, { name: 'word/vbaProject.bin', data: Buffer.from('x') }]);
		expect(await verdict('a.docx', hidden)).toBe('file_has_macros');
		const open = types
			.toString()
			.replace(
				'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
				'application/vnd.ms-word.document.macroEnabled.main+xml'
			);
		const renamed = makeZip([{ name: '[Content_Types].xml', data: Buffer.from(open) }, ...parts.slice(1)]);
		expect(await verdict('a.docx', renamed)).toBe('file_has_macros');
	});

	it('refuses an entry under a password', async () => {
		const locked = makeZip([...parts, { name: 'word/x.xml', data: Buffer.from('x'), encrypted: true }]);
		expect(await verdict('a.docx', locked)).toBe('file_encrypted');
	});

	it('refuses a package under a password, which is an older container', async () => {
		const container = Buffer.concat([
			Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
			Buffer.alloc(504),
			Buffer.from('EncryptedPackage', 'utf16le'),
			Buffer.alloc(512)
		]);
		expect(await verdict('a.xlsx', container)).toBe('file_encrypted');
		expect(await verdict('a.pdf', container)).toBe('file_type_mismatch');
	});

	it('refuses a bomb, by what it says and by what it does', async () => {
		// Many entries, each too small to be looked at alone.
		const zeros = Array.from({ length: 60 }, (_, index) => ({
			name: `word/media/${index}.bin`,
			data: Buffer.alloc(1_000_000)
		}));
		expect(await verdict('a.docx', makeZip([...parts, ...zeros]))).toBe('file_unpacks_too_large');
		const noise = Array.from({ length: 11 }, (_, index) => ({
			name: `word/media/${index}.bin`,
			data: Buffer.concat([randomBytes(200_000), Buffer.alloc(9_800_000)])
		}));
		// 110 MB at about 50:1.
		expect(await verdict('a.docx', makeZip([...parts, ...noise]))).toBe('file_unpacks_too_large');
		const honest = makeZip([...parts, { name: 'word/zeros.xml', data: Buffer.alloc(20 * 1024 * 1024) }]);
		expect(await verdict('a.docx', honest)).toBe('file_unpacks_too_large');
		const lying = makeZip([
			...parts,
			{ name: 'word/zeros.xml', data: Buffer.alloc(20 * 1024 * 1024), claimedSize: 1000 }
		]);
		expect(await verdict('a.docx', lying)).toBe('file_damaged');
		const many = makeZip([
			...parts,
			...Array.from({ length: 5_000 }, (_, index) => ({ name: `word/${index}.xml`, data: Buffer.from('x') }))
		]);
		expect(await verdict('a.docx', many)).toBe('file_unpacks_too_large');
	});
});

describe('pictures', () => {
	it('refuses one that is cut off', async () => {
		const png = samplePng();
		expect(await verdict('a.png', png.subarray(0, png.byteLength - 6))).toBe('file_damaged');
		const jpeg = sampleJpeg();
		expect(await verdict('a.jpg', jpeg.subarray(0, jpeg.byteLength / 2))).toBe('file_damaged');
	});

	it('refuses one whose data cannot be decoded', async () => {
		const png = samplePng();
		const data = png.indexOf('IDAT') + 8;
		png.fill(0x55, data, data + 10);
		expect(await verdict('a.png', png)).toBe('file_damaged');
	});

	it('refuses one that unpacks to a wall', async () => {
		const png = samplePng();
		png.writeUInt32BE(60_000, 16);
		png.writeUInt32BE(crc32(png.subarray(12, 29)), 29);
		expect(await verdict('a.png', png)).toBe('file_unpacks_too_large');
	});

	it('takes a JPEG that a camera put more behind', async () => {
		expect(await verdict('a.jpg', Buffer.concat([sampleJpeg(), Buffer.from('SEFT maker notes')]))).toBe(
			'jpeg'
		);
	});
});

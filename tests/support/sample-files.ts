import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import writeXlsxFile from 'write-excel-file/node';
import { renderEnterpriseDocument } from '#lib/server/render/sample-documents.ts';

/**
 * Real files of the kinds that dossiers hold, made on the spot. `text` ends up inside, so that two files
 * of one kind can differ, and their hashes with them.
 */

const MADE_AT = new Date('2026-03-02T02:00:00Z');

export function samplePdf(text = 'Thuyết minh Chương trình đảm bảo đo lường'): Buffer {
	return Buffer.from(
		renderEnterpriseDocument(
			{
				organisation: 'Công ty TNHH Cà phê Cao nguyên Ia Hrung',
				facts: [{ label: 'Mã số thuế:', text: '5999900016' }],
				title: 'Thuyết minh',
				subtitle: text,
				paragraphs: ['Công ty hiện có 03 cân ô tô và 14 máy đo độ ẩm hạt đang sử dụng.', text],
				placeAndDate: 'Gia Lai, ngày 02 tháng 3 năm 2026',
				signatures: [{ onBehalf: [], title: 'Giám đốc', hint: '(Ký, đóng dấu)', name: '' }]
			},
			MADE_AT
		)
	);
}

export async function sampleDocx(text = 'Bản thuyết minh hiện trạng đo lường'): Promise<Buffer> {
	const cell = (value: string): TableCell => new TableCell({ children: [new Paragraph(value)] });
	const row = (...values: string[]): TableRow => new TableRow({ children: values.map(cell) });
	const document = new Document({
		sections: [
			{
				children: [
					new Paragraph(text),
					new Paragraph('Danh mục phương tiện đo đang sử dụng tại doanh nghiệp.'),
					new Table({ rows: [row('Mã', 'Tên'), row('IAH-CAN-01', 'Cân ô tô điện tử')] })
				]
			}
		]
	});
	return Buffer.from(await Packer.toBuffer(document));
}

export async function sampleXlsx(text = 'Danh mục phương tiện đo'): Promise<Buffer> {
	return writeXlsxFile(
		[
			[{ value: text, fontWeight: 'bold' }],
			['Mã', 'Tên', 'Kiểu / số sản xuất', 'Hiệu lực đến'],
			['IAH-CAN-01', 'Cân ô tô điện tử', 'TS-80T / 1807723', '31/05/2027'],
			['IAH-AM-07', 'Máy đo độ ẩm hạt', 'GMK-303 / R2291', '30/11/2026']
		],
		{ sheet: 'Phương tiện đo' }
	).toBuffer();
}

/** A real photograph-like picture, the one that the demonstration world attaches as well. */
export function sampleJpeg(): Buffer {
	return readFileSync(path.resolve(import.meta.dirname, '../../world/files/can-o-to.jpg'));
}

/** A picture of one colour; `shade` 0 to 255 makes files differ. */
export function samplePng(shade = 128): Buffer {
	const side = 16;
	const head = Buffer.alloc(13);
	head.writeUInt32BE(side, 0);
	head.writeUInt32BE(side, 4);
	head.set([8, 0, 0, 0, 0], 8);
	const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(side, shade)]);
	const pixels = Buffer.concat(Array.from({ length: side }, () => row));
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		pngChunk('IHDR', head),
		pngChunk('IDAT', deflateSync(pixels)),
		pngChunk('IEND', Buffer.alloc(0))
	]);
}

function pngChunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.byteLength);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}

/** The first bytes of a Windows program, enough for anything that looks at content. */
export function sampleExe(): Buffer {
	const program = Buffer.alloc(1024);
	program.write('MZ', 0, 'latin1');
	program.writeUInt32LE(0x80, 0x3c);
	program.write('PE\0\0', 0x80, 'latin1');
	return program;
}

export function sampleHtml(): Buffer {
	return Buffer.from('<!doctype html><html><body><script>alert(1)</script></body></html>');
}

export function sampleSvg(): Buffer {
	return Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
}

/** A small PDF of one empty page, with more in its catalogue. */
export function samplePdfWith(inCatalogue: string): Buffer {
	return writePdf([
		`<< /Type /Catalog /Pages 2 0 R ${inCatalogue} >>`,
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>'
	]);
}

function writePdf(objects: readonly string[], inTrailer = ''): Buffer {
	let body = '%PDF-1.4\n';
	const offsets = objects.map((object, index) => {
		const offset = body.length;
		body += `${index + 1} 0 obj\n${object}\nendobj\n`;
		return offset;
	});
	const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
	const size = objects.length + 1;
	return Buffer.from(
		`${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R ${inTrailer} >>\n` +
			`startxref\n${body.length}\n%%EOF\n`,
		'latin1'
	);
}

/** A PDF that names its encryption in the trailer, as every reader looks for it. */
export function sampleEncryptedPdf(): Buffer {
	return writePdf(
		[
			'<< /Type /Catalog /Pages 2 0 R >>',
			'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
			'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
			`<< /Filter /Standard /V 1 /R 2 /P -44 /O <${'28'.repeat(32)}> /U <${'bf'.repeat(32)}> >>`
		],
		`/Encrypt 4 0 R /ID [<${'01'.repeat(16)}> <${'01'.repeat(16)}>]`
	);
}

/** A PDF of so many pages, all of them the same one. */
export function pagesPdf(count: number): Buffer {
	return writePdf([
		'<< /Type /Catalog /Pages 2 0 R >>',
		`<< /Type /Pages /Kids [${'3 0 R '.repeat(count)}] /Count ${String(count)} >>`,
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>'
	]);
}

/** A PDF that would run scripts, start programs, open addresses and send forms: when opened, shown, and pressed anywhere. */
export function scriptedPdf(): Buffer {
	const script =
		"/S /JavaScript /JS (globalThis.pwned = 1; app.alert\\('x'\\); app.launchURL\\('https://example.org/'\\);)";
	const shown = 'BT /F1 24 Tf 40 150 Td (Don de nghi ho tro) Tj ET';
	const everywhere = '/Rect [0 0 300 200]';
	return writePdf([
		`<< /Type /Catalog /Pages 2 0 R /OpenAction << ${script} >> /AA << /WC << ${script} >> >> /Names << /JavaScript << /Names [(a) << ${script} >>] >> >> /AcroForm << /Fields [9 0 R] >> >>`,
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> /AA << /O << /S /Launch /F (calc.exe) >> >> /Annots [6 0 R 7 0 R 8 0 R 9 0 R] >>`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
		`<< /Length ${String(shown.length)} >>\nstream\n${shown}\nendstream`,
		`<< /Type /Annot /Subtype /Link ${everywhere} /A << /S /URI /URI (https://example.org/) >> >>`,
		`<< /Type /Annot /Subtype /Link ${everywhere} /A << /S /Launch /F (calc.exe) >> >>`,
		`<< /Type /Annot /Subtype /Link ${everywhere} /A << ${script} >> >>`,
		`<< /Type /Annot /Subtype /Widget /FT /Btn /T (b) ${everywhere} /A << /S /SubmitForm /F << /FS /URL /F (https://example.org/) >> >> >>`
	]);
}

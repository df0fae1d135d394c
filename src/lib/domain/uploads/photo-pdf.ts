/** A PDF of photographs, a page each: what a scan is for whoever has a telephone only. */

export interface PhotoPage {
	/** A JPEG in RGB, upright. */
	readonly jpeg: Uint8Array;
	/** Pixels. */
	readonly width: number;
	readonly height: number;
}

/** The longest side of a page, pixels: about 200 dots an inch on A4, where small print can still be read. */
export const PHOTO_SIDE = 2400;

/** A4 in points, short and long side. */
const SHORT = 595.28;
const LONG = 841.89;
/** White around a picture, points. */
const MARGIN = 14;

/**
 * Writes the pages in their order, each on A4 as the picture lies, as large as it fits (ISO 32000-1, 7.5 and 8.9.5).
 * The pictures are taken over as they are. Throws on no page.
 */
export function photoPdf(pages: readonly PhotoPage[]): Uint8Array {
	if (pages.length === 0) throw new RangeError('a PDF has at least one page');
	const file = new PdfFile();
	const kids = pages.map((_, index) => `${3 + index * 3} 0 R`).join(' ');
	file.object('<< /Type /Catalog /Pages 2 0 R >>');
	file.object(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
	for (const [index, page] of pages.entries()) {
		const lying = page.width > page.height;
		const [width, height] = lying ? [LONG, SHORT] : [SHORT, LONG];
		const scale = Math.min((width - 2 * MARGIN) / page.width, (height - 2 * MARGIN) / page.height);
		const [drawnWidth, drawnHeight] = [page.width * scale, page.height * scale];
		const [left, bottom] = [(width - drawnWidth) / 2, (height - drawnHeight) / 2];
		const first = 3 + index * 3;
		file.object(
			`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents ${first + 1} 0 R ` +
				`/Resources << /XObject << /Photo ${first + 2} 0 R >> >> >>`
		);
		const draw = `q ${points(drawnWidth)} 0 0 ${points(drawnHeight)} ${points(left)} ${points(bottom)} cm /Photo Do Q`;
		file.object(`<< /Length ${draw.length} >>`, new TextEncoder().encode(draw));
		file.object(
			`<< /Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} /ColorSpace /DeviceRGB ` +
				`/BitsPerComponent 8 /Filter /DCTDecode /Length ${page.jpeg.byteLength} >>`,
			page.jpeg
		);
	}
	return file.end();
}

/** A PDF takes as many decimals as there are, and no exponent: lengths here are never that small. */
function points(value: number): string {
	return String(value);
}

/** Objects one after the other, then the table of where they begin. */
class PdfFile {
	readonly #parts: Uint8Array[] = [];
	readonly #offsets: number[] = [];
	#length = 0;

	constructor() {
		this.#text('%PDF-1.4\n');
	}

	object(dictionary: string, stream?: Uint8Array): void {
		this.#offsets.push(this.#length);
		this.#text(`${this.#offsets.length} 0 obj\n${dictionary}\n`);
		if (stream !== undefined) {
			this.#text('stream\n');
			this.#bytes(stream);
			this.#text('\nendstream\n');
		}
		this.#text('endobj\n');
	}

	end(): Uint8Array {
		const table = this.#length;
		const size = this.#offsets.length + 1;
		const rows = this.#offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
		this.#text(`xref\n0 ${size}\n0000000000 65535 f \n${rows}`);
		this.#text(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`);
		const whole = new Uint8Array(this.#length);
		let at = 0;
		for (const part of this.#parts) {
			whole.set(part, at);
			at += part.byteLength;
		}
		return whole;
	}

	#text(text: string): void {
		this.#bytes(new TextEncoder().encode(text));
	}

	#bytes(bytes: Uint8Array): void {
		this.#parts.push(bytes);
		this.#length += bytes.byteLength;
	}
}

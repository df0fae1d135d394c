import path from 'node:path';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { projectRoot } from '#lib/server/threads/project-root.ts';
import { loadFaces } from './faces.ts';
import { printableText } from './printable-text.ts';

/** Where the templates lie inside the project; the built server finds them there as well. */
const TEMPLATES = 'src/lib/server/render/templates';

export interface TypesetForm {
	readonly file: Uint8Array;
	readonly pages: number;
}

/** Pages that a form is first thought to have. */
const FIRST_PAGES = 8;

/** Typesets one template over one piece of data. */
export interface Typesetter {
	/** PDF/A-2a, tagged; the same data and time give the same bytes. */
	pdf(template: string, data: unknown, at: Date): Uint8Array;
	/** As `pdf`, over data that depends on the number of pages; the lay-out must not. */
	form(template: string, dataFor: (pages: number) => unknown, at: Date): TypesetForm;
	/** SVG with the text in it, to look at and to read back. */
	svg(template: string, data: unknown): string;
}

/**
 * Opens the typesetter. Data reaches a template as JSON (`sys.inputs.content`), never as source text, so
 * that no text that a person typed can be read as typst markup.
 * Throws when a template does not compile: that is a bug of ours, never of the data.
 */
export function openTypesetter(root: string = projectRoot()): Typesetter {
	const faces = loadFaces();
	const compiler = NodeCompiler.create({
		workspace: path.join(root, TEMPLATES),
		fontArgs: [{ fontBlobs: [...faces.files] }]
	});
	const printable = (text: string): string => printableText(text, faces.covers);
	const typeset = (template: string, data: unknown): NodeTypstDocument => {
		const compiled = compiler.compile({
			mainFilePath: path.join(root, TEMPLATES, `${template}.typ`),
			inputs: { content: JSON.stringify(mapTexts(data, printable)) }
		});
		const { result } = compiled;
		if (result === null || compiled.hasError()) {
			const error = compiled.takeDiagnostics();
			throw new Error(`template ${template}: ${JSON.stringify(error?.shortDiagnostics ?? 'no document')}`);
		}
		return result;
	};
	const settle = <T>(drawn: T): T => {
		// The memo of typst is global and grows; results not used in the last ten runs are let go.
		compiler.evictCache(10);
		return drawn;
	};
	const asPdf = (document: NodeTypstDocument, at: Date): Uint8Array =>
		compiler.pdf(document, {
			pdfStandard: 'a-2a',
			creationTimestamp: Math.floor(at.getTime() / 1000)
		});
	return {
		pdf: (template, data, at) => settle(asPdf(typeset(template, data), at)),
		form(template, dataFor, at) {
			const first = typeset(template, dataFor(FIRST_PAGES));
			const pages = first.numOfPages;
			const document = pages > FIRST_PAGES ? typeset(template, dataFor(pages)) : first;
			return settle({ file: asPdf(document, at), pages });
		},
		svg: (template, data) => settle(compiler.svg(typeset(template, data)))
	};
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((inner) => mapTexts(inner, change));
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
	}
	return value;
}

/** The text of an SVG drawing in reading order, a line each. The compiler lays selectable text over its glyphs. */
export function textOfDrawing(svg: string): string[] {
	return [...svg.matchAll(/class="tsel"[^>]*>([^<]*)</g)].map(([, text = '']) => decode(text));
}

function decode(text: string): string {
	return text
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&#39;', "'")
		.replaceAll('&apos;', "'")
		.replaceAll('&amp;', '&');
}

/** The same as one text, without what only breaks lines. */
export function flatText(svg: string): string {
	return textOfDrawing(svg).join(' ').replace(/\s+/g, ' ');
}

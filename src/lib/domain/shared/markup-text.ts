const SIGNS: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;'
};

/** A text as XML and HTML show it, in an element as in an attribute; what neither may hold is left out. */
export function markupText(text: string): string {
	return text
		.toWellFormed()
		.normalize('NFC')
		.replace(/(?![\n\t])\p{Cc}|[\ufffe\uffff]/gu, '')
		.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

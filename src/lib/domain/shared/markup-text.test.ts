import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markupText } from './markup-text.ts';

describe('text in markup', () => {
	it.each([
		['Cân & đo <b>"chuẩn"</b>', 'Cân &amp; đo &lt;b&gt;&quot;chuẩn&quot;&lt;/b&gt;'],
		["l'eau", 'l&#39;eau'],
		['hai\ndòng\tvà\u0000\u000b\uffff hết', 'hai\ndòng\tvà hết'],
		['\ud800 lẻ', '\ufffd lẻ'],
		['Tie\u0302\u0301ng', 'Tiếng']
	])('%j', (text, said) => {
		expect(markupText(text)).toBe(said);
	});
	it('never opens or closes a tag, an attribute or an entity of its own', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				expect(markupText(text)).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
			})
		);
	});
});

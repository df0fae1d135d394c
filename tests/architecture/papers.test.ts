import { describe, expect, it } from 'vitest';
import type { BlockKind } from '../../src/lib/domain/papers/paper.ts';
import { textOf } from '../support/source-files.ts';

const KINDS = Object.keys({
	heading: true,
	paragraph: true,
	addressees: true,
	facts: true,
	table: true,
	list: true,
	article: true,
	frame: true,
	code: true,
	signatures: true
} satisfies Record<BlockKind, true>);

const shape = textOf('src/lib/contracts/records/paper.ts');
const view = textOf('src/lib/features/records/Paper.svelte');
const template = textOf('src/lib/server/render/templates/paper.typ');
const docx = textOf('src/lib/server/render/docx-blocks.ts');

describe.each(KINDS)('a block of the kind %s', (kind) => {
	// Neither the view nor the template is held to be complete by its compiler.
	it('is read back, shown, printed and written for a word processor', () => {
		expect(shape).toContain(`z.literal('${kind}')`);
		expect(view).toContain(`block.kind === '${kind}'`);
		expect(template).toContain(`it.kind == "${kind}"`);
		expect(docx).toMatch(new RegExp(`^\\t${kind}: \\(`, 'm'));
	});
});

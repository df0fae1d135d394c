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

describe.each(KINDS)('a block of the kind %s', (kind) => {
	// Neither the view nor the template is held to be complete by its compiler.
	it('is read back, shown and printed', () => {
		expect(shape).toContain(`z.literal('${kind}')`);
		expect(view).toContain(`block.kind === '${kind}'`);
		expect(template).toContain(`it.kind == "${kind}"`);
	});
});

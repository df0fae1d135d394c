/** The forms that are printed from the answers, in the JSON of a definition: structure only. */
import { z } from 'zod';
import {
	distinct,
	flag,
	key,
	kind,
	listOf,
	localized,
	matching,
	ofKind,
	oneOf,
	shape,
	text,
	whole
} from './shape-values.ts';

/** `section.field`, or a known fact behind `@`. */
const printed = matching(/^(@[a-z_]+|[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)$/, 'section.field | @fact');
const label = text.exactOptional();

const part = z.discriminatedUnion(
	'kind',
	[
		shape({ kind: kind('heading'), level: oneOf(['centred', 'section', 'part']), text }),
		shape({ kind: kind('words'), text, look: oneOf(['plain', 'italic']).exactOptional() }),
		shape({ kind: kind('facts'), rows: listOf(shape({ label, of: printed })) }),
		shape({ kind: kind('answer'), label, of: printed }),
		shape({
			kind: kind('table'),
			label,
			of: printed,
			columns: distinct(key).exactOptional(),
			layout: oneOf(['grid', 'records']).exactOptional()
		}),
		shape({ kind: kind('budget') }),
		shape({ kind: kind('declaration') }),
		shape({ kind: kind('pen'), label: text, lines: whole(1, 40) })
	],
	{ error: ofKind(['heading', 'words', 'facts', 'answer', 'table', 'budget', 'declaration', 'pen']) }
);

const landscape = flag.exactOptional();

export const printShape = shape({
	key,
	title: localized,
	form: text.exactOptional(),
	items: distinct(key),
	variants: distinct(key).exactOptional(),
	when: text.exactOptional(),
	name: text,
	subject: text,
	to: text.exactOptional(),
	landscape,
	parts: listOf(part),
	signers: listOf(shape({ title: text, hint: text.exactOptional(), of: printed.exactOptional() })),
	annexes: listOf(shape({ name: text, subject: text, landscape, parts: listOf(part) })).exactOptional()
});

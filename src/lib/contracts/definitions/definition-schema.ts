import { z } from 'zod';
import { definitionShape } from './definition-shape.ts';
import { ONE_ALONE } from './rule-set-shape.ts';

/**
 * The structure of a programme's document as JSON Schema, for editors and for whoever writes one. What it means (that
 * a key names a field, that two periods do not overlap) is checked when it is stored.
 */
export function definitionSchema(): Readonly<Record<string, unknown>> {
	return z.toJSONSchema(definitionShape, {
		target: 'draft-2020-12',
		io: 'input',
		override({ jsonSchema }) {
			// What is read-only once it was read is written by whoever writes the document.
			delete jsonSchema.readOnly;
			if (jsonSchema[ONE_ALONE] !== true) return;
			const { [ONE_ALONE]: _mark, type: _type, items, ...rest } = jsonSchema;
			for (const name of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, name);
			Object.assign(jsonSchema, rest, { anyOf: [items, { type: 'array', items }] });
		}
	});
}

import type { BudgetLinesSource } from '#lib/domain/definitions/definition.ts';
import type { TableField } from '#lib/domain/definitions/field-definition.ts';
import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import type { Answers } from '#lib/domain/definitions/stored-value.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

/** What the applicant wrote beside a line, under the name that the form gives it ("Căn cứ đơn giá"). */
export interface LineGround {
	readonly label: Localized;
	readonly text: string;
}

interface Form {
	readonly sections: readonly {
		readonly key: string;
		readonly fields: readonly ({ readonly key: string; readonly kind: string } | TableField)[];
	}[];
}

/**
 * By key of a line, the words of its row that are no figure of the budget: every column of text that the engine does
 * not read. Lines without such words are left out, and so are programmes whose lines are no rows of a table.
 */
export function lineGrounds(
	form: Form,
	answers: Answers,
	source: BudgetLinesSource
): Readonly<Record<string, readonly LineGround[]>> {
	if (source.kind !== 'tables') return {};
	const grounds: Record<string, readonly LineGround[]> = {};
	for (const { table, columns } of source.tables) {
		const [section = '', field = ''] = table.split('.');
		const read = new Set<string>(Object.values(columns));
		const texts = columnsOf(form, section, field).filter(
			({ key, kind }) => (kind === 'short_text' || kind === 'long_text') && !read.has(key)
		);
		for (const row of rowsOf(answers[section]?.[field])) {
			const said = texts.flatMap(({ key, label }) => {
				const text = row.cells[key];
				return typeof text === 'string' && text.trim() !== '' ? [{ label, text }] : [];
			});
			if (said.length > 0) grounds[row.id] = said;
		}
	}
	return grounds;
}

function columnsOf(form: Form, section: string, key: string): TableField['columns'] {
	const field = form.sections
		.find((one) => one.key === section)
		?.fields.find((one) => one.key === key && one.kind === 'table');
	return field !== undefined && 'columns' in field ? field.columns : [];
}

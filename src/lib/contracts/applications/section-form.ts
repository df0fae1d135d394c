import { digitsIn } from '#lib/contracts/posted-number.ts';
import type { Patch } from '#lib/domain/definitions/answers.ts';
import type {
	FieldDefinition,
	ScalarField,
	SectionDefinition
} from '#lib/domain/definitions/field-definition.ts';

/** What a plain form of a section carries: inputs named by their path (`field`, `field/row/column`). */
export interface PostedSection {
	readonly patches: readonly Patch[];
	/** As typed, by path: given back when something is refused. */
	readonly typed: Readonly<Record<string, PostedValue>>;
	/** `next`, `save`, `add:<table>` or `remove:<table>/<row>`. */
	readonly act: string;
}

export type PostedValue = string | readonly string[] | { readonly province: string; readonly place: string };

/** The whole section of a plain form as changes on the version that the page showed. Unknown names are left out. */
export function readSectionForm(section: SectionDefinition, form: FormData, newRowId: string): PostedSection {
	const version = String(form.get('version') ?? '');
	const baseVersion = digitsIn(version, { max: 999_999_999 }) ?? 0;
	const found = section.fields.flatMap((field) => valuesOf(field, form));
	const patches: Patch[] = found.map(({ place, value }) => ({ ...place, value, baseVersion }));
	const act = String(form.get('act') ?? 'save');
	const [verb, path = ''] = act.split(':');
	const [fieldKey = '', rowId = ''] = path.split('/');
	return {
		patches: [
			...patches,
			...(verb === 'add' ? [{ op: 'add_row', fieldKey, rowId: newRowId, baseVersion } as const] : []),
			...(verb === 'remove' ? [{ op: 'remove_row', fieldKey, rowId, baseVersion } as const] : [])
		],
		typed: Object.fromEntries(found.map(({ path: at, value }) => [at, value])),
		act
	};
}

interface Found {
	readonly path: string;
	readonly place: { readonly fieldKey: string; readonly rowId?: string; readonly columnKey?: string };
	readonly value: PostedValue;
}

function valuesOf(field: FieldDefinition, form: FormData): Found[] {
	if (field.kind === 'calculated' || field.kind === 'budget' || field.kind === 'file') return [];
	if (field.kind !== 'table') {
		const value = posted(field, field.key, form);
		return value === undefined ? [] : [{ path: field.key, place: { fieldKey: field.key }, value }];
	}
	const rows = new Set(
		[...form.keys()].flatMap((name) => {
			const [key, row, column] = name.split('/');
			return key === field.key && row !== undefined && column !== undefined ? [row] : [];
		})
	);
	return [...rows].flatMap((rowId) =>
		field.columns.flatMap((column) => {
			if (column.kind === 'calculated') return [];
			const path = `${field.key}/${rowId}/${column.key}`;
			const value = posted(column, path, form);
			return value === undefined
				? []
				: [{ path, place: { fieldKey: field.key, rowId, columnKey: column.key }, value }];
		})
	);
}

function posted(field: ScalarField, name: string, form: FormData): PostedValue | undefined {
	if (!form.has(name)) return undefined;
	const values = form.getAll(name).filter((value) => typeof value === 'string');
	if (field.kind === 'multiple_choice') return values.filter((value) => value !== '');
	const text = values.at(-1) ?? '';
	if (field.kind !== 'commune' || text !== '') return text;
	const province = String(form.get(`${name}:province`) ?? '');
	const place = String(form.get(`${name}:place`) ?? '');
	return province === '' && place === '' ? '' : { province, place };
}

import { appraisalApply } from '../../../src/lib/contracts/budgets/appraisal-operations.ts';
import type { TypedAppraisal } from '../../../src/lib/contracts/budgets/appraisal-operations.ts';
import { budgetApply } from '../../../src/lib/contracts/budgets/budget-operations.ts';
import { emptyTypedLine, readTypedLine, toTyped } from '../../../src/lib/contracts/budgets/typed-line.ts';
import { EMPTY_SECTION } from '../../../src/lib/domain/definitions/answers.ts';
import type { SectionDefinition } from '../../../src/lib/domain/definitions/field-definition.ts';
import { sectionApply } from '../../../src/lib/domain/definitions/play-section.ts';
import { rowsOf } from '../../../src/lib/domain/definitions/stored-value.ts';
import type { SectionValues } from '../../../src/lib/domain/definitions/stored-value.ts';
import { placeApply } from '../../../src/lib/domain/drafts/place-values.ts';
import type { PlaceValues } from '../../../src/lib/domain/drafts/place-values.ts';
import { readSheetPlace } from '../../../src/lib/domain/scoring/sheet-places.ts';
import { appraisalAdapter } from '../../../src/lib/features/budgets/appraisal-adapter.ts';
import { budgetAdapter } from '../../../src/lib/features/budgets/budget-adapter.ts';
import type { TypedBudget } from '../../../src/lib/features/budgets/budget-adapter.ts';
import { placeAdapter } from '../../../src/lib/features/draft/place-adapter.ts';
import { sectionAdapter } from '../../../src/lib/features/form/section-adapter.ts';
import type { Subject } from './draft-stage.ts';

const label = { vi: 'Tên' };
export const ROW = '0b9f3a52-6f2e-4d1c-9a51-0c3c6f1f7d11';
const section: SectionDefinition = {
	key: 'a',
	title: label,
	fields: [
		{ key: 'name', kind: 'short_text', label, maxCharacters: 100 },
		{
			key: 'list',
			kind: 'table',
			label,
			rowLabel: label,
			maxRows: 300,
			columns: [{ key: 'code', kind: 'short_text', label, maxCharacters: 100 }]
		}
	]
};
const places = { communes: new Map<string, string>(), provinces: new Map<string, string>() };

export const SECTION: Subject<SectionValues> = {
	name: 'section',
	content: { list: [{ id: ROW, cells: {} }] },
	adapter: () => sectionAdapter(section, places),
	apply(state, revision) {
		const held = {
			content: { ...EMPTY_SECTION, values: state.content, touched: TOUCHED.get(state.content) ?? {} }
		};
		const play = sectionApply(section, held, revision, places);
		return (operation, contested) => {
			const step = play(operation, contested);
			state.content = held.content.values;
			TOUCHED.set(state.content, held.content.touched);
			return step;
		};
	},
	valueAt(content, path) {
		const [field = '', row, column = ''] = path.split('/');
		const value = content[field];
		return row === undefined ? value : rowsOf(value).find(({ id }) => id === row)?.cells[column];
	},
	places: ['name', `list/${ROW}/code`],
	value: (n) => `Chữ ${n}`
};
const TOUCHED = new WeakMap<SectionValues, Readonly<Record<string, number>>>();

const template = {
	key: 'thu',
	categories: [2],
	lines: { kind: 'budget_field' },
	ownContribution: true
} as unknown as Parameters<typeof readTypedLine>[1];

export const BUDGET: Subject<TypedBudget> = {
	name: 'budget',
	content: { lines: [emptyTypedLine(ROW, 10, 2, 'state')], justifications: {} },
	adapter: () => budgetAdapter(BUDGET.content),
	apply(state) {
		const lines = state.content.lines.map((line) => {
			const read = readTypedLine(line, template);
			if (!read.ok) throw new Error('the portal holds a line that it cannot read');
			return read.value;
		});
		const held = { budget: { lines, justifications: state.content.justifications } };
		const play = budgetApply(held, template, () => []);
		return (operation, contested) => {
			const step = play(operation, contested);
			const { justifications } = held.budget;
			state.content = { lines: held.budget.lines.map(toTyped), justifications };
			return step;
		};
	},
	valueAt(content, path) {
		const [, key, part = ''] = path.split('/');
		const line = content.lines.find((candidate) => candidate.key === key);
		return line === undefined ? undefined : new Map<string, unknown>(Object.entries(line)).get(part);
	},
	places: [`lines/${ROW}/content`, `lines/${ROW}/unit`],
	value: (n) => `Chữ ${n}`
};

const addedLine = {
	...emptyTypedLine(ROW, 10, 2, 'state'),
	...{ removed: '', added: 'yes', reason: '', note: '' }
};

/** A line that the appraisal added, so that it can also be taken out. */
export const APPRAISAL: Subject<TypedAppraisal> = {
	name: 'appraisal',
	content: { lines: [addedLine], justifications: {} },
	adapter: () => appraisalAdapter(APPRAISAL.content, []),
	apply(state) {
		const held = { appraisal: state.content };
		const play = appraisalApply(held, { requested: [], template, storable: () => [] });
		return (operation, contested) => {
			const step = play(operation, contested);
			state.content = held.appraisal;
			return step;
		};
	},
	valueAt(content, path) {
		const [, key, part = ''] = path.split('/');
		const line = content.lines.find((candidate) => candidate.key === key);
		return line === undefined ? undefined : new Map<string, unknown>(Object.entries(line)).get(part);
	},
	places: [`lines/${ROW}/note`, `lines/${ROW}/content`],
	value: (n) => `Chữ ${n}`
};

const rubric = {
	criteria: [{ key: 'need', label, scale: { kind: 'points' as const, max: 100 } }]
};

export const SHEET: Subject<PlaceValues> = {
	name: 'sheet',
	content: {},
	adapter: () => placeAdapter,
	apply(state) {
		const held = { values: state.content };
		const play = placeApply(held, (path, value) => readSheetPlace(rubric, path, value));
		return (operation, contested) => {
			const step = play(operation, contested);
			state.content = held.values;
			return step;
		};
	},
	valueAt: (content, path) => content[path],
	places: ['comments/need', 'comment'],
	value: (n) => `Chữ ${n}`
};

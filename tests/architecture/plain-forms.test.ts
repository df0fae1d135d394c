/** What every form of the portal gets: its page stays when nothing was decided, and what is typed into it is kept. */
import { describe, expect, it } from 'vitest';
import { sourceFiles, textOf } from '../support/source-files.ts';

/** Forms that no script sends, and why. */
const UNSENT: Readonly<Record<string, string>> = {
	'src/lib/features/budgets/AppraisalEditor.svelte': 'saved as it is typed',
	'src/lib/features/documents/ChecklistItem.svelte': 'its files go through the queue of uploads',
	'src/lib/features/documents/PrintForm.svelte': 'gives a file to download',
	'src/lib/features/documents/SurveyUpload.svelte': 'its files go through the queue of uploads',
	'src/lib/features/form/SectionEditor.svelte': 'saved as it is typed',
	'src/lib/ui/AccountMenu.svelte': 'signs out, which the layout looks after',
	'src/routes/(admin)/quan-tri/nhat-ky/+page.svelte': 'gives a file to download',
	'src/routes/(applicant)/ho-so/[id]/du-toan/+page.svelte': 'saved as it is typed'
};
/** Forms that keep what is typed themselves. */
const KEEPING = [
	'src/lib/features/budgets/AppraisalEditor.svelte',
	'src/lib/features/draft/TypedForm.svelte',
	'src/lib/features/form/SectionEditor.svelte',
	'src/lib/features/scoring/ScoreSheet.svelte',
	'src/routes/(applicant)/ho-so/[id]/du-toan/+page.svelte'
];
const WRAPPER = 'src/lib/ui/enhance.ts';

const sources = sourceFiles('src');
const forms = sources.flatMap((file) =>
	[...textOf(file).matchAll(/<form\b[^]*?\smethod="post"[^]*?\n?\s*(?:[^=]>)/gi)].map(([form]) => ({
		file,
		form
	}))
);

describe('a form', () => {
	it('is known here, whatever page it stands on', () => {
		expect(forms.length).toBeGreaterThan(70);
	});

	it('is sent by the one wrapper, which leaves the page where nothing was decided', () => {
		const bare = sources.filter(
			(file) =>
				file !== WRAPPER && /import\s*\{[^}]*\benhance\b[^}]*\}\s*from '\$app\/forms'/.test(textOf(file))
		);
		expect(bare).toEqual([]);
		const plain = forms.filter(({ form }) => !/\suse:(enhance|send)\b/.test(form)).map(({ file }) => file);
		expect(plain.filter((file) => UNSENT[file] === undefined)).toEqual([]);
		expect(Object.keys(UNSENT).filter((file) => !plain.includes(file))).toEqual([]);
	});

	it('looks after what is typed by itself only where a draft does', () => {
		const own = sources.filter((file) => /<form\b[^]*?\sdata-saved-as-typed/.test(textOf(file)));
		expect(own).toEqual(KEEPING);
	});
});

it('the layout gives every page what keeps its forms', () => {
	expect(textOf('src/routes/+layout.svelte')).toMatch(
		/import\('\.\/behind-a-person\.ts'\)[^]*import\('\.\/behind-a-visit\.ts'\)[^]*<Behind person=\{data\.person\}/
	);
	for (const part of ['a-person', 'a-visit'])
		expect(textOf(`src/routes/behind-${part}.ts`)).toMatch(/default as Behind \} from '\.\/Behind/);
	expect(textOf('src/routes/BehindAPerson.svelte')).toContain(
		'<PlainForms person={person?.id} {shown} {KeptList} />'
	);
	expect(textOf('src/routes/BehindAVisit.svelte')).toContain('<PlainForms person={undefined} {shown} />');
});

import { describe, expect, it } from 'vitest';
import { sourceFiles, textOf } from '../support/source-files.ts';

const AREAS = [
	'ui',
	'public',
	'access',
	'drafts',
	'applications',
	'office',
	'councils',
	'budgets',
	'results',
	'admin',
	'ties',
	'accounts',
	'standing'
];

type Messages = Readonly<Record<string, string>>;

/** A message is a sentence, or a choice of sentences by number: then all of them in a row. */
function sentences(message: unknown): string {
	if (typeof message === 'string') return message;
	return (message as { match: Record<string, string> }[])
		.flatMap(({ match }) => Object.values(match))
		.join(' ');
}

function read(language: 'vi' | 'en', area: string): Messages {
	const { $schema, ...messages } = JSON.parse(textOf(`messages/${language}/${area}.json`)) as Record<
		string,
		unknown
	>;
	expect($schema === undefined || typeof $schema === 'string').toBe(true);
	return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, sentences(message)]));
}

function all(language: 'vi' | 'en'): Map<string, string> {
	return new Map(AREAS.flatMap((area) => Object.entries(read(language, area))));
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

/**
 * Codes that code refuses with: what stands in `refuse(...)`, also in a choice between two.
 * A code that comes from a variable is found where that variable is given its value by `refusalCode` typed lists.
 */
function refusalCodes(): Map<string, string> {
	const codes = new Map<string, string>();
	for (const file of sourceFiles('src')) {
		if (
			!file.endsWith('.ts') ||
			/\.(test|fixture)\.ts$/.test(file) ||
			file.startsWith('src/lib/server/db/generated/')
		)
			continue;
		for (const [, first = ''] of textOf(file).matchAll(/\brefuse\(\s*([^,)]*)/g)) {
			for (const [, code = ''] of first.matchAll(/'([a-z][a-z0-9_]*)'/g)) codes.set(code, file);
		}
		for (const [, code = ''] of textOf(file).matchAll(/refusal:\s*\{\s*code:\s*'([a-z][a-z0-9_]*)'/g)) {
			codes.set(code, file);
		}
	}
	return codes;
}

/** Files of the use cases: whatever changes something goes through `transact` in one of them. */
function useCases(): string[] {
	return sourceFiles('src/lib/server').filter(
		(file) => /\.ts$/.test(file) && !/\.(test|fixture)\.ts$/.test(file) && !file.includes('/generated/')
	);
}

/** What the audit trail is told was done: the name given to `transact`, or to what hands it on as its `verb`. */
function auditedActs(): Map<string, string> {
	const acts = new Map<string, string>();
	for (const file of useCases()) {
		const text = textOf(file);
		for (const [, act = ''] of text.matchAll(
			/\b(?:transact|actOnOwnApplication|change)(?:<[^(]*>)?\(\s*ctx,\s*'([a-z_]+)'/g
		)) {
			acts.set(act, file);
		}
		for (const [, choice = ''] of text.matchAll(/\bverb(?::| =)([^;,]*)/g)) {
			for (const [, act = ''] of choice.matchAll(/'([a-z_]+)'/g)) acts.set(act, file);
		}
	}
	return acts;
}

/** Kinds of things that entries of the trail are about. */
function auditedObjects(): Map<string, string> {
	const pattern = /\{\s*type: '([a-z_]+)',\s*id\b/g;
	return new Map(
		useCases().flatMap((file) =>
			[...textOf(file).matchAll(pattern)].map(([, type = '']): [string, string] => [type, file])
		)
	);
}

describe('messages', () => {
	it.each(AREAS)('of %s are there in both languages', (area) => {
		expect(Object.keys(read('en', area)).sort()).toEqual(Object.keys(read('vi', area)).sort());
	});

	it.each(AREAS)('of %s take the same parameters in both languages', (area) => {
		const en = read('en', area);
		const differ = Object.entries(read('vi', area)).filter(
			([key, text]) => en[key] !== undefined && placeholders(text).join() !== placeholders(en[key]).join()
		);
		expect(differ.map(([key]) => key)).toEqual([]);
	});

	it('are never empty', () => {
		const empty = [...all('vi'), ...all('en')].filter(([, text]) => text.trim() === '');
		expect(empty).toEqual([]);
	});

	it('are composed Unicode (NFC)', () => {
		const loose = [...all('vi'), ...all('en')].filter(([, text]) => text !== text.normalize('NFC'));
		expect(loose).toEqual([]);
	});

	it('stand in one area each', () => {
		const keys = AREAS.flatMap((area) => Object.keys(read('vi', area)));
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});

	it('have words for every refusal', () => {
		const words = all('vi');
		const missing = [...refusalCodes()].filter(([code]) => !words.has(`refusal_${code}`));
		expect(missing.map(([code, file]) => `${code} (${file})`)).toEqual([]);
	});

	it('of a refusal that names something are never said by code that gives them nothing', () => {
		const words = all('vi');
		const bare = sourceFiles('src').flatMap((file) =>
			/\.(test|fixture)\.ts$/.test(file) || !file.endsWith('.ts')
				? []
				: [...textOf(file).matchAll(/\brefuse\('([a-z][a-z0-9_]*)'(\)|,\s*\{[^}]*\})/g)]
						.filter(
							([, code = '', details = '']) =>
								!/\b(params|causes)\b|\.\.\./.test(details) &&
								placeholders(words.get(`refusal_${code}`) ?? '').length > 0
						)
						.map(([call]) => `${file}: ${call}`)
		);
		// Which application has no ballot is added by whoever tallies a lot of several.
		expect(bare).toEqual(["src/lib/domain/scoring/tally.ts: refuse('no_ballots')"]);
	});

	it('have words for every act and object that the audit trail names', () => {
		const words = all('vi');
		const acts = auditedActs();
		const objects = auditedObjects();
		// A few of each that are known, so that a pattern that no longer finds anything fails.
		expect([...acts.keys()]).toEqual(
			expect.arrayContaining(['sign_in', 'withdraw_application', 'remove_document', 'disable_account'])
		);
		expect([...objects.keys()]).toEqual(expect.arrayContaining(['account', 'lot', 'journal_entry']));
		const missing = [
			...[...acts].filter(([act]) => !words.has(`admin_audit_act_${act}`)),
			...[...objects].filter(([type]) => !words.has(`admin_audit_on_${type}`))
		];
		expect(missing.map(([code, file]) => `${code} (${file})`)).toEqual([]);
	});

	it('see every act of the audit trail: its name is written out, or called `verb`', () => {
		const unseen = useCases().flatMap((file) =>
			[...textOf(file).matchAll(/\btransact(?:<[^(]*>)?\((?!\s*ctx,\s*(?:'[a-z_]+'|verb),)[^)]{0,40}/g)].map(
				([call]) => `${file}: ${call}`
			)
		);
		expect(unseen.filter((call) => !call.startsWith('src/lib/server/app/use-case.ts'))).toEqual([]);
	});
});

/**
 * What has words, as types: a refusal, a verb or an event without words in both languages is an error of types.
 * The core may not import the words, so their names are written where it can read them.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Choice = readonly { readonly declarations: readonly string[] }[];
/** Names of the messages with what each is given. */
type Inputs = ReadonlyMap<string, readonly string[]>;

const unique = (names: Iterable<string>) => [...new Set(names)].sort();

function inputsOf(message: string | Choice): string[] {
	const named =
		typeof message === 'string'
			? [...message.matchAll(/\{(\w+)\}/g)]
			: message.flatMap(({ declarations }) =>
					declarations.flatMap((line) => [...line.matchAll(/^input (\w+)/g)])
				);
	return unique(named.map(([, name = '']) => name));
}

function messagesOf(folder: string, language: string): Inputs {
	const files = readdirSync(path.join(folder, language)).filter((name) => name.endsWith('.json'));
	return new Map(
		files.flatMap((name) => {
			const { $schema: _, ...messages } = JSON.parse(
				readFileSync(path.join(folder, language, name), 'utf8')
			) as Record<string, string | Choice>;
			return Object.entries(messages).map(([key, message]): [string, string[]] => [key, inputsOf(message)]);
		})
	);
}

/** The messages that stand in every language. */
export function commonMessages(folder: string): Inputs {
	const [first = new Map<string, readonly string[]>(), ...others] = readdirSync(folder)
		.sort()
		.map((language) => messagesOf(folder, language));
	return new Map([...first].filter(([key]) => others.every((other) => other.has(key))));
}

const union = (names: readonly string[]) =>
	names.length === 0 ? ' never' : names.map((name) => `\n\t| '${name}'`).join('');

/** The text of the module of types. */
export function namesModule(messages: Inputs): string {
	const named = (pattern: RegExp): string[] =>
		unique([...messages.keys()].flatMap((key) => pattern.exec(key)?.[1] ?? []));
	const type = (name: string, pattern: RegExp) => `export type ${name} =${union(named(pattern))};\n`;
	const figures = [...messages].flatMap(([key, inputs]) => {
		const code = /^refusal_(\w+)$/.exec(key)?.[1];
		return code === undefined || inputs.length === 0
			? []
			: [`\n\treadonly ${code}: ${inputs.map((input) => `'${input}'`).join(' | ')};`];
	});
	return [
		'/** Made by `npm run generate` from `messages`; not kept in git. */\n',
		type('RefusalCode', /^refusal_(\w+)$/),
		`/** What the words of a refusal are given, where they are given something. */\nexport interface RefusalFigures {${figures.join('')}\n}\n`,
		'/** Codes whose words are given nothing. */\nexport type PlainRefusalCode = Exclude<RefusalCode, keyof RefusalFigures>;\n',
		type('VerbName', /^admin_audit_act_(\w+)$/),
		type('AuditedType', /^admin_audit_on_(\w+)$/),
		type('ApplicantEvent', /^timeline_(\w+)_applicant$/),
		type('OfficeEvent', /^timeline_(\w+)_office$/)
	].join('\n');
}

export function writeNames(root: string): void {
	const file = path.join(root, 'src', 'lib', 'domain', 'generated', 'names.ts');
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, namesModule(commonMessages(path.join(root, 'messages'))));
}

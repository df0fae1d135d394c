import { createInterface } from 'node:readline/promises';
import { CannotStart } from '../cannot-start.ts';

/** Both languages of one sentence. */
export interface Said {
	readonly vi: string;
	readonly en: string;
}

export interface Question extends Said {
	/** The flag that answers it where nobody sits at the terminal: `--flag=answer`. */
	readonly flag: string;
	/** What an empty answer means. */
	readonly usual?: string;
}

export interface Answers {
	/** The answer of the flag, or the one that is typed. Without either it ends with the name of the flag. */
	ask(question: Question): Promise<string>;
	/** The answer of the flag alone. */
	given(flag: string): string | undefined;
	say(said: Said): void;
	close(): void;
}

/** Every flag of the set-up. None of them is a secret: secrets are settings of the environment. */
const FLAGS = [
	'letterhead',
	'superior',
	'office',
	'office-in-text',
	'office-in-english',
	'place',
	'letters',
	'admin-1-name',
	'admin-1-title',
	'admin-1-email',
	'admin-2-name',
	'admin-2-title',
	'admin-2-email',
	'calendar',
	'letter-to',
	'letter-code'
] as const;

function readFlags(args: readonly string[]): Map<string, string> {
	const flags = new Map<string, string>();
	for (const arg of args) {
		const [, name = '', value = ''] = /^--([a-z0-9-]+)=(.*)$/s.exec(arg) ?? [];
		if (!FLAGS.some((flag) => flag === name))
			throw new CannotStart(
				`Không hiểu "${arg}". Các lựa chọn: ${FLAGS.map((flag) => `--${flag}=…`).join(' ')}`,
				`"${arg}" is not understood. Flags: ${FLAGS.map((flag) => `--${flag}=…`).join(' ')}`
			);
		flags.set(name, value);
	}
	return flags;
}

/** Answers of the command line first, then of whoever sits at the terminal. */
export function openAnswers(args: readonly string[], terminal: boolean): Answers {
	const flags = readFlags(args);
	const lines = terminal ? createInterface({ input: process.stdin, output: process.stdout }) : undefined;
	return {
		given: (flag) => flags.get(flag),
		async ask({ flag, vi, en, usual }) {
			const given = flags.get(flag);
			if (given !== undefined) return given.trim();
			if (lines === undefined)
				throw new CannotStart(
					`Cần trả lời: ${vi} Hãy thêm --${flag}=…`,
					`An answer is needed: ${en} Add --${flag}=…`
				);
			const hint = usual === undefined ? '' : ` [${usual}]`;
			const typed = (await lines.question(`  ${vi}\n  ${en}${hint}\n  > `)).trim();
			return typed === '' ? (usual ?? '') : typed;
		},
		say: ({ vi, en }) => {
			console.log(vi === en ? `  ${vi}` : `  ${vi}\n  ${en}`);
		},
		close: () => lines?.close()
	};
}

import type { PlainRefusalCode } from '#lib/domain/generated/names.ts';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { Match } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import { fold } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { PasswordStrength } from '#lib/server/app/identity/ports.ts';
import { HOUSE, PASSWORDS, SYLLABLES } from './guessable-words.ts';

/** 0 to 4: from 3 on, guessing at a stolen hash takes more than a hundred million attempts. */
const ENOUGH = 3;
/** What stands further back does not make a password easier to guess, and must not keep the server busy. */
const LOOKED_AT = 32;

const listOf = (text: string): string[] => text.trim().split(/\s+/);

let made: ZxcvbnFactory | undefined;

/** Made at the first password: the dictionaries are large. */
function judge(): ZxcvbnFactory {
	made ??= new ZxcvbnFactory({
		graphs: common.adjacencyGraphs,
		dictionary: {
			...common.dictionary,
			...english.dictionary,
			house: listOf(HOUSE),
			passwordsVi: listOf(PASSWORDS),
			syllablesVi: listOf(SYLLABLES)
		}
	});
	return made;
}

/** What the guessable part of a password is, by the match that covers most of it. */
function adviceFor(sequence: readonly Match[]): PlainRefusalCode {
	const [longest] = [...sequence].sort((a, b) => b.token.length - a.token.length);
	const dictionary: unknown = longest?.['dictionaryName'];
	if (longest?.pattern === 'dictionary') {
		if (dictionary === 'userInputs') return 'password_about_you';
		return dictionary === 'house' ? 'password_of_house' : 'password_common';
	}
	if (longest?.pattern === 'spatial') return 'password_keyboard';
	return longest?.pattern === 'bruteforce' ? 'password_too_simple' : 'password_pattern';
}

/** Words that people run together out of a name: "ayunthuong" of "Công ty CP Mía đường Ayun Thượng". */
const RUN = 4;

/** A name as it is typed, and every run of its words without Vietnamese marks. */
function formsOf(name: string): string[] {
	const parts = fold(name)
		.split(/[^a-z0-9]+/)
		.filter((part) => part !== '');
	const runs = parts.flatMap((_, from) =>
		Array.from({ length: RUN }, (_none, more) => parts.slice(from, from + more + 1).join(''))
	);
	return [name.toLowerCase(), parts.join(''), ...runs.filter((run) => run.length >= 3)];
}

export const passwordStrength: PasswordStrength = {
	check(password, about) {
		const words = [...new Set(about.flatMap(formsOf))];
		const text = password.slice(0, LOOKED_AT);
		// Marks and spaces are what a guesser adds last: the password is as weak as it is without them.
		const bare = fold(text).replace(/[\s._-]+/g, '');
		const results = [text, bare].map((form) => judge().check(form, words));
		const [weakest] = results.sort((a, b) => a.guesses - b.guesses);
		if (weakest === undefined || weakest.score >= ENOUGH) return ok(true);
		return refuse(adviceFor(weakest.sequence), { field: 'password' });
	}
};

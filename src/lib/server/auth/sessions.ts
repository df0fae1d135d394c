import { sessionEnd, sessionKindOf } from '#lib/domain/access/session-terms.ts';
import type { SessionTerm } from '#lib/domain/access/session-terms.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { SessionIssuer, SessionStore } from '#lib/server/app/identity/ports.ts';

/** Used within this is used now: not every request writes. */
const NOTED_EVERY_MS = 60_000;

function termOf(person: Person, terms: readonly SessionTerm[]): SessionTerm {
	const kind = sessionKindOf(person);
	const term = terms.find((one) => one.kind === kind);
	if (term === undefined) throw new Error(`no term of sessions for ${kind}`);
	return term;
}

/** A token is a secret of the browser's; only its hash reaches the table. Every time is of the database's clock. */
export function sessionIssuer(
	store: SessionStore,
	chance: { secret(): string; sha256(text: string): string }
): SessionIssuer {
	return {
		async create(accountId, browser, strength = 'password') {
			const token = chance.secret();
			const { person, terms } = await store.insert({
				idHash: chance.sha256(token),
				accountId,
				strength,
				...present({ browser })
			});
			const whole = person === undefined ? 0 : termOf(person, terms).wholeMinutes;
			return { token, wholeSeconds: whole * 60 };
		},

		async accountOf(token, browser) {
			const idHash = chance.sha256(token);
			const held = await store.find(idHash);
			if (held === undefined) return undefined;
			const { accountId, person, strength, now, seenAt } = held;
			if (person === undefined) return { accountId, person, strength };
			if (now >= sessionEnd(held, termOf(person, held.terms))) {
				await store.remove(idHash);
				return undefined;
			}
			if (now.getTime() - seenAt.getTime() >= NOTED_EVERY_MS) await store.touch(idHash, browser);
			return { accountId, person, strength };
		},

		end: (token) => store.remove(chance.sha256(token)),
		endAll: (accountId) => store.removeAllOf(accountId)
	};
}

import type { FactorKind } from '#lib/domain/access/second-factor.ts';
import { factorChanged, recoveryUnderWay } from '../../mail/letters/factors.ts';
import { languageOf, personToTell, readerOf } from '../../mail/readers.ts';
import { tell } from '../../mail/tell.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';
import type { PersonDetail } from '../ports.ts';

export type FactorChange =
	| { readonly what: 'added' | 'removed'; readonly kind: FactorKind; readonly name: string }
	| { readonly what: 'codes' | 'code_used' | 'reset' };

/** The owner of an account is told of every change of what guards it. */
export async function mailFactorChange(
	ctx: Context,
	tx: Tx,
	accountId: string,
	change: FactorChange
): Promise<void> {
	const account = await tx.identity.findAccount(accountId);
	const person = account && (await tx.identity.findPerson(account.personId));
	if (account === undefined || person === undefined) return;
	const at = await tx.clock.now();
	await tell(ctx, tx, {
		to: [{ email: account.email, name: person.fullName, locale: languageOf(account.locale) }],
		key: `factor:${ctx.app.ids.v4()}`,
		letter: factorChanged({ change, at, path: '/tai-khoan/bao-mat' })
	});
}

/** Whose factors are to go, the administrators, one of whom confirms, the directors and the auditors are told of each step. */
export async function mailRecovery(
	ctx: Context,
	tx: Tx,
	person: PersonDetail,
	step: {
		readonly what: 'asked' | 'confirmed' | 'terminal';
		readonly by: readonly string[];
		readonly readyAt?: Date;
		/** Person ids of administrators who are told besides. */
		readonly also?: readonly string[];
	}
): Promise<void> {
	const key = `recovery:${ctx.app.ids.v4()}`;
	const about = { ...step, holder: person.fullName };
	const others = [...(await tx.identity.readersOfRoles(['director', 'auditor', 'administrator']))];
	for (const personId of step.also ?? [])
		others.push(...(await personToTell(tx, personId)).map((reader) => ({ ...reader, personId })));
	const told = new Map(others.map((reader) => [reader.personId, reader]));
	told.delete(person.id);
	await tell(ctx, tx, { to: readerOf(person), key, letter: recoveryUnderWay(about, true) });
	await tell(ctx, tx, { to: [...told.values()], key, letter: recoveryUnderWay(about, false) });
}

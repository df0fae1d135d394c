import { can, factorOf } from '#lib/domain/access/policy.ts';
import { needsFactor } from '#lib/domain/access/factor-roles.ts';
import type { SessionStrength } from '#lib/domain/access/second-factor.ts';
import type { Action, Subject } from '#lib/domain/access/policy.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import type { AuditedType, VerbName } from '#lib/domain/generated/names.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { decideAct } from './decide-act.ts';
import type { Decided, Proof } from './decide-act.ts';
import type { ActConfirmation } from './identity/factor-ports.ts';
import type { Browser } from './identity/ports.ts';
import type { TriedLetter } from './mail/letter-ports.ts';
import type { App, Repositories, Tx } from './ports.ts';
import { settleOwnWork } from './steps/work/settle-work.ts';

/** Who asks, through what. Made once per request, job or command. */
export interface Context {
	readonly app: App;
	readonly actor: Actor;
	readonly requestId: string;
	readonly locale: 'vi' | 'en';
	/** The browser that asks; absent for jobs and commands. */
	readonly browser?: Browser;
	/** Takes each letter that an act would send, where it is tried and not done. */
	readonly preview?: (letter: TriedLetter) => void;
	/** When the request was there whole, by the database's clock and before it waited for anything; of submissions only. */
	readonly arrivedAt?: Date;
	/** How the session began; absent: by the password alone. */
	readonly strength?: SessionStrength;
	/** What the person has just shown to confirm the act. */
	readonly proof?: Proof;
}

/** What the audit entry of a verb is about. */
export interface AuditedObject {
	readonly type: AuditedType;
	/** Id of the object, or '' while it does not exist yet; `note({ objectId })` completes it. */
	readonly id: string;
}

/** What a verb tells the audit trail beyond its name: before and after values are kept apart from the chain. */
export interface AuditNote {
	objectId?: string;
	before?: unknown;
	after?: unknown;
	/** What is kept with the entry when the verb refuses: the attempt itself, since there is no before and after. */
	refused?: unknown;
	onBehalfOf?: string;
}

export interface Verb {
	readonly tx: Tx;
	/** Asks the permission table and remembers the grant used for the audit entry. */
	readonly permit: (action: Action, subject?: Subject) => Result<true>;
	/**
	 * Holds what is decided against what was confirmed, and keeps both with the act; every act of an action with
	 * `each_time` says it before it writes. Refusals: those of `decideAct`. Where nothing was confirmed the verb goes on,
	 * so that it says what else it refuses, and is then rolled back: `confirmation_needed`.
	 */
	readonly decide: (decided: Decided) => Promise<Result<true>>;
	/** What was asked stands already, on the same figures: nothing is decided again. */
	readonly already: () => void;
	readonly note: (note: AuditNote) => void;
}

/** Thrown to roll back when a verb refuses; never leaves `transact`. */
class Refused extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal) {
		super(refusal.code);
		this.refusal = refusal;
	}
}

/** Verbs that ask for no permission, each with the reason: what somebody does before anybody knows who it is. */
const WITHOUT_PERMISSION: Partial<Readonly<Record<VerbName, string>>> = {
	sign_up: 'whoever signs up has no account yet',
	complete_sign_up: 'the link in the letter is the permission',
	verify_email: 'the link in the letter is the permission',
	set_password: 'the link in the letter is the permission',
	send_verification: 'a letter to the address itself, asked for without a session',
	request_password_reset: 'a letter to the address itself, asked for without a session',
	sign_in: 'the password is the permission',
	enter_second_factor: 'the half of a sign-in is the permission',
	sign_out: 'whoever holds a session may end it'
};

/**
 * Runs one verb in one transaction: the change, its audit entry, its outgoing messages and the work that follows from it
 * commit together, or nothing does. A refusal rolls back and is audited in a transaction of its own. A constraint that the
 * database raises (over-commitment, a second signature) comes back as the refusal it stands for. A verb that a person
 * did without a permission that was granted is a bug: it is thrown, and nothing of it stays.
 */
export async function transact<T>(
	ctx: Context,
	verb: VerbName,
	object: AuditedObject,
	run: (verb: Verb) => Promise<Result<T>>
): Promise<Result<T>> {
	const note: AuditNote = {};
	let grantUsed = ctx.actor.kind === 'system' ? 'system' : '';
	let permitted = ctx.actor.kind === 'system' || verb in WITHOUT_PERMISSION;
	let owes = false;
	let unconfirmed = false;
	let confirmation: ActConfirmation | undefined;
	const permit: Verb['permit'] = (action, subject) => {
		const permission = can(ctx.actor, action, subject);
		if (!permission.ok) return permission;
		const strong = strongEnough(ctx, action);
		if (!strong.ok) return strong;
		permitted = true;
		owes ||= ctx.actor.kind === 'person' && factorOf(action) === 'each_time';
		grantUsed = permission.value.grantUsed;
		return ok(true);
	};
	const entry = (outcome: 'done' | 'refused', refusal: string) => ({
		actorId: actorId(ctx.actor),
		grantUsed,
		onBehalfOf: note.onBehalfOf ?? '',
		action: verb,
		outcome,
		refusal,
		objectType: object.type,
		objectId: note.objectId ?? object.id,
		requestId: ctx.requestId
	});
	try {
		const value = await ctx.app.db.transaction(async (tx) => {
			const decide: Verb['decide'] = async (decided) => {
				owes = false;
				if (ctx.actor.kind !== 'person') return ok(true);
				const { actor, proof } = ctx;
				// A trial keeps nothing, and shows what would be confirmed.
				unconfirmed = proof === undefined && ctx.preview === undefined;
				if (proof === undefined) return ok(true);
				const about = { verb, objectType: object.type, objectId: note.objectId ?? object.id };
				const kept = await decideAct({ ...ctx, actor, proof }, tx, { ...about, decided });
				if (!kept.ok) return kept;
				confirmation = kept.value;
				return ok(true);
			};
			const already = (): void => {
				owes = false;
			};
			const result = await run({ tx, permit, decide, already, note: (more) => Object.assign(note, more) });
			if (!result.ok) throw new Refused(result.refusal);
			if (!permitted) throw new Error(`${verb} was done without asking the permission table`);
			if (owes) throw new Error(`${verb} was done without saying what it decides`);
			if (unconfirmed) throw new Refused({ code: 'confirmation_needed' });
			if (confirmation !== undefined) await tx.factors.recordAct(confirmation);
			await tx.audit.append(entry('done', ''), {
				before: note.before,
				after: withProof(note.after, confirmation)
			});
			await settleOwnWork(tx, { by: actorId(ctx.actor), verb });
			return result.value;
		});
		return ok(value);
	} catch (error) {
		const refusal = error instanceof Refused ? error.refusal : ctx.app.db.refusalOf(error);
		if (refusal === undefined) throw error;
		await ctx.app.db.transaction((tx) =>
			tx.audit.append(entry('refused', refusal.code), {
				after: note.refused,
				figures: figuresOf(refusal)
			})
		);
		return { ok: false, refusal };
	}
}

/**
 * Outside a demonstration a password alone decides nothing. Refuses `second_factor_needed`; what was shown for the act
 * itself is for `decide`, after the verb has found what it is about.
 */
function strongEnough(ctx: Context, action: Action): Result<true> {
	const rule = factorOf(action);
	if (rule === undefined || ctx.actor.kind !== 'person') return ok(true);
	const asked = ctx.app.config.production && (rule === 'each_time' || needsFactor(ctx.actor));
	return asked && (ctx.strength ?? 'password') === 'password' ? refuse('second_factor_needed') : ok(true);
}

/** In the entry of the log: by what the act was confirmed, and whether a device signed its figures. */
function withProof(after: unknown, kept: ActConfirmation | undefined): unknown {
	if (kept === undefined) return after;
	const { id, means, figuresHash, deviceCommitted } = kept;
	return { ...(after as object | undefined), confirmation: { id, means, figuresHash, deviceCommitted } };
}

/** What the words of a refusal are made with: without it a reader of the trail would learn less than the person did. */
function figuresOf({ params, causes }: Refusal): Pick<Refusal, 'params' | 'causes'> | undefined {
	if (params === undefined && (causes === undefined || causes.length === 0)) return undefined;
	return { ...(params && { params }), ...(causes && { causes }) };
}

/** A question: no transaction, no audit entry, the same permission table. */
export async function ask<T>(
	ctx: Context,
	action: Action,
	subject: Subject,
	run: (read: Repositories) => Promise<Result<T>>
): Promise<Result<T>> {
	const permission = can(ctx.actor, action, subject);
	if (!permission.ok) return permission;
	return run(ctx.app.db.read);
}

/** The person behind the context; for verbs that only people do. Refuses `sign_in_needed`. */
export function personOf(ctx: Context): Result<Extract<Actor, { kind: 'person' }>> {
	return ctx.actor.kind === 'person' ? ok(ctx.actor) : refuse('sign_in_needed');
}

/** Opaque id of the actor for columns that say who did it. */
export function actorId(actor: Actor): string {
	return actor.kind === 'person' ? actor.personId : '';
}

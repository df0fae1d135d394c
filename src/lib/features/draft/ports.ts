import type { OperationsReply } from '#lib/contracts/drafts/operations-reply.ts';
import type { SaveOperations } from '#lib/contracts/drafts/save-operations.ts';
import type { Operation, OperationName } from '#lib/domain/drafts/operations.ts';

/** All that an object has to tell the engine: how its content is merged, and what a value does to its place. */
export interface DraftAdapter<Content> {
	/** The content with the operations on top, as far as they can be read. */
	merge(content: Content, operations: readonly Operation[]): Content;
	/** The content as the wire carries it; undefined when it is none. */
	read(content: unknown): Content | undefined;
	/** The value takes its place away, with all that is in it (a row). */
	removes?(operation: Pick<Operation, 'path' | 'value'>): boolean;
	/** A later value of the place stands for the earlier one. True where it is not said. */
	replaces?(later: Pick<Operation, 'path' | 'value'>, earlier: Pick<Operation, 'path' | 'value'>): boolean;
	/** What writes the value once more where the place may be gone: its row first. */
	again?(
		content: Content,
		operation: Pick<Operation, 'path' | 'value'>
	): readonly Pick<Operation, 'path' | 'value'>[];
}

export type TransportAnswer =
	| { readonly kind: 'taken'; readonly reply: OperationsReply }
	/** Nobody is signed in, or somebody else. */
	| { readonly kind: 'signed_out'; readonly message: string }
	/** Nothing of it was taken, and nothing will be: the window is closed, the dossier is not there. */
	| { readonly kind: 'stopped'; readonly message: string }
	/** Something in the message cannot be read: smaller messages tell what. */
	| { readonly kind: 'unreadable'; readonly message: string }
	| { readonly kind: 'unreachable' }
	/** The portal has a fault or too much to do. */
	| { readonly kind: 'failed'; readonly retryAfter?: number | undefined };

export interface Transport {
	/** Never throws, and always answers in the end. `leaving`: the request outlives the page. */
	send(object: string, message: SaveOperations, leaving: boolean): Promise<TransportAnswer>;
}

/** Keeps operations in this browser, under one person. Never throws; false: nothing is kept. */
export interface Keeper {
	left(object: string): Promise<readonly Operation[]>;
	change(
		object: string,
		change: { readonly put: readonly Operation[]; readonly drop: readonly OperationName[] }
	): Promise<boolean>;
	/** How much waits, by object whose name begins so. */
	waiting(prefix: string): Promise<readonly WaitingObject[]>;
	/** What the portal last answered, for a page that this browser opened without a line; undefined for any other. */
	known(object: string): Promise<KnownContent | undefined>;
	know(object: string, content: KnownContent): Promise<boolean>;
}

/** An object as the portal has it at a revision. */
export interface KnownContent {
	readonly revision: number;
	/** ISO. */
	readonly savedAt: string | null;
	readonly content: unknown;
}

export interface WaitingObject {
	readonly object: string;
	readonly count: number;
}

export interface Clock {
	/** Milliseconds. */
	now(): number;
	after(milliseconds: number, run: () => void): () => void;
}

/** Names and numbers of this opening of the page. */
export interface PageRun {
	readonly person: string;
	readonly device: string;
	readonly run: string;
	newId(): string;
	/** The next number at the object; it stays open until `close`. */
	open(object: string): number;
	close(object: string, number: number): void;
	/** Everything up to this number has its answer. */
	settled(object: string): number;
}

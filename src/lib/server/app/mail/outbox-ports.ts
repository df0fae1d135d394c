import type { LetterKey } from '#lib/domain/letters/kinds.ts';

export interface OutgoingMail {
	/** The same key twice is the same message: it is kept once. */
	readonly idempotencyKey: string;
	/** One address. */
	readonly recipient: string;
	readonly recipientName: string;
	/** Of the words. */
	readonly language: 'vi' | 'en';
	readonly subject: string;
	/** As plain text. */
	readonly body: string;
	/** The same words as HTML; without it the text is all that is sent. */
	readonly html?: string;
	/** The dossier that it is about, where there is one: it may still be sealed. */
	readonly applicationId?: string;
	readonly letter?: LetterKey;
	/** Version of the words that it is written in; 0 or absent: the portal's own. */
	readonly wordsVersion?: number;
}

export interface MailRow extends Omit<OutgoingMail, 'applicationId' | 'letter'> {
	readonly id: string;
	readonly recipientName: string;
	readonly language: 'vi' | 'en';
	readonly html: string;
	readonly state: 'queued' | 'held' | 'sent' | 'failed';
	readonly attempts: number;
	readonly lastError: string;
	readonly createdAt: Date;
	readonly sentAt: Date | null;
	/** When a mail server said that it will never take the address. */
	readonly refusedAt: Date | null;
	/** It is about a dossier that is sealed at this moment. */
	readonly sealed: boolean;
}

export interface MailRepository {
	/** Written in the transaction of the change it tells about; the worker delivers it after the commit. */
	enqueue(mail: OutgoingMail): Promise<void>;
	/** Whether a letter was ever written whose key begins so. */
	wasTold(key: string): Promise<boolean>;
	/** A search does not find letters about sealed dossiers: it would tell what they say. */
	list(filter: {
		readonly search: string;
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly MailRow[]; readonly total: number }>;
	find(id: string): Promise<MailRow | undefined>;
	/** When the last message to the address was refused for good; undefined where it was taken, or there was none. */
	refusedAt(address: string): Promise<Date | undefined>;
	/** Locks up to `limit` queued messages that are due; others may claim the rest at the same time. */
	claimDue(limit: number): Promise<readonly MailRow[]>;
	markDelivered(id: string, state: 'held' | 'sent', at: Date): Promise<void>;
	/** The address will never take it: the message is `failed` at once and waits for a person. */
	markRefused(id: string, error: string): Promise<void>;
	/**
	 * Counts the attempt; the message is due again after a growing pause, and `failed` after the last. Answers which.
	 */
	markFailed(id: string, error: string): Promise<'queued' | 'failed'>;
	/** Keeps other words of a message than those that were sent. */
	keepWords(id: string, words: { readonly body: string; readonly html: string }): Promise<void>;
}

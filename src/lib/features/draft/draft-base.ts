/** What the portal has, as far as a page knows it, exactly as it stood at one revision: pure. */
import type { OperationsReply } from '#lib/contracts/drafts/operations-reply.ts';
import type { Operation } from '#lib/domain/drafts/operations.ts';
import type { DraftAdapter, KnownContent } from './ports.ts';

export interface DraftBase<Content> {
	readonly content: Content;
	readonly revision: number;
	/** ISO. */
	readonly savedAt: string | null;
}

/** A page from this browser's own keep may be older than what was saved from here since. Undefined: it is not. */
export function newerKnown<Content>(
	base: DraftBase<Content>,
	adapter: DraftAdapter<Content>,
	known: KnownContent | undefined
): DraftBase<Content> | undefined {
	if (known === undefined || known.revision <= base.revision) return undefined;
	const content = adapter.read(known.content);
	return content === undefined ? undefined : { ...known, content };
}

/** The base after an answer. What was taken earlier is in it already, and may have been written over since. */
export function afterReply<Content>(
	base: DraftBase<Content>,
	adapter: DraftAdapter<Content>,
	sent: readonly Operation[],
	reply: OperationsReply
): DraftBase<Content> {
	const savedAt = reply.savedAt ?? base.savedAt;
	if (reply.revision < base.revision) return { ...base, savedAt };
	const whole = reply.content === undefined ? undefined : adapter.read(reply.content);
	if (whole !== undefined) return { content: whole, revision: reply.revision, savedAt };
	if (reply.revision === base.revision) return { ...base, savedAt };
	const taken = new Set(reply.outcomes.flatMap(({ id, kind }) => (kind === 'applied' ? [id] : [])));
	const written = sent.filter(({ id }) => taken.has(id));
	return { content: adapter.merge(base.content, written), revision: reply.revision, savedAt };
}

/** What a request asks for, from what can wait to what cannot. */
export type RequestKind = 'visit' | 'read' | 'upload' | 'save' | 'submission' | 'watch';

/**
 * How long somebody may have waited for the database, ms, before a request of this kind is told to come again: pages
 * of visitors go first, then those of people at work, then pieces of uploads, which go on by themselves, then what
 * saves. Submissions are never turned away, nor is a watcher.
 */
const SHED_AFTER_MS: Readonly<Record<RequestKind, number>> = {
	visit: 300,
	read: 1_000,
	upload: 2_000,
	save: 5_000,
	submission: Infinity,
	watch: Infinity
};

export function isShed(kind: RequestKind, longestWaitMs: number): boolean {
	return longestWaitMs > SHED_AFTER_MS[kind];
}

/** Whoever asks these watches the portal. */
const WATCHED: ReadonlySet<string | null> = new Set(['/health', '/health/live', '/health/metrics']);

/** The one page whose form submits a dossier. */
const SUBMISSION = '/(applicant)/ho-so/[id]/nop';

export function kindOf(method: string, route: string | null, hasSession: boolean): RequestKind {
	if (WATCHED.has(route)) return 'watch';
	if (method === 'GET' || method === 'HEAD') return hasSession ? 'read' : 'visit';
	if (method === 'POST' && route === SUBMISSION && hasSession) return 'submission';
	return route?.startsWith('/api/tai-len') === true ? 'upload' : 'save';
}

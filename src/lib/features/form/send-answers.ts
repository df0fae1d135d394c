import type { Patch, PatchConflict } from '#lib/domain/definitions/answers.ts';
import type { SectionValues } from '#lib/domain/definitions/stored-value.ts';

export interface SavedReply {
	readonly kind: 'saved';
	readonly version: number;
	readonly savedAt: string | null;
	readonly conflicts: readonly PatchConflict[];
	readonly problems: readonly { readonly message: string; readonly field?: string }[];
	readonly values?: SectionValues;
}

export type SendReply =
	| SavedReply
	/** Nothing was taken: each value with its words. */
	| {
			readonly kind: 'refused';
			readonly problems: readonly { readonly message: string; readonly field?: string }[];
	  }
	| { readonly kind: 'signed_out' }
	/** Saving has ended here: the window closed, the dossier is submitted. */
	| { readonly kind: 'ended'; readonly message: string }
	| { readonly kind: 'unreachable' }
	/** The portal has a fault; it is tried again. */
	| { readonly kind: 'failed' };

export type SendAnswers = (patches: readonly Patch[], leaving: boolean) => Promise<SendReply>;

/** A line that is dead without saying so counts as cut, ms. */
const LONGEST_WAIT = 20_000;

interface Body {
	readonly version?: number;
	readonly savedAt?: string | null;
	readonly conflicts?: readonly PatchConflict[];
	readonly problems?: readonly { readonly code: string; readonly message: string; readonly field?: string }[];
	readonly values?: SectionValues;
}

/** Sends patches to a section's address. `leaving`: the page is going away and the request must outlive it. */
export function sendTo(address: string): SendAnswers {
	return async (patches, leaving) => {
		let response: Response;
		try {
			response = await fetch(address, {
				method: 'PATCH',
				headers: { 'content-type': 'application/json', accept: 'application/json' },
				body: JSON.stringify({ patches }),
				keepalive: leaving,
				...(leaving ? {} : { signal: AbortSignal.timeout(LONGEST_WAIT) })
			});
		} catch {
			return { kind: 'unreachable' };
		}
		if (response.status === 401) return { kind: 'signed_out' };
		if (response.status >= 500 || response.status === 429) return { kind: 'failed' };
		const body = await bodyOf(response);
		if (body?.version !== undefined) {
			return {
				kind: 'saved',
				version: body.version,
				savedAt: body.savedAt ?? null,
				conflicts: body.conflicts ?? [],
				problems: body.problems ?? [],
				...(body.values === undefined ? {} : { values: body.values })
			};
		}
		const problems = body?.problems ?? [];
		if (problems.some(({ field }) => field !== undefined)) return { kind: 'refused', problems };
		const first = problems[0];
		return first === undefined ? { kind: 'failed' } : { kind: 'ended', message: first.message };
	};
}

async function bodyOf(response: Response): Promise<Body | undefined> {
	if (!(response.headers.get('content-type') ?? '').includes('json')) return undefined;
	try {
		return (await response.json()) as Body;
	} catch {
		// A body cut off on the way: the same patches are sent again.
		return undefined;
	}
}

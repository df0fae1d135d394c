import type { OperationsReply } from '#lib/contracts/drafts/operations-reply.ts';
import type { Transport, TransportAnswer } from './ports.ts';

/** A line that is dead without saying so counts as cut, ms. */
const LONGEST_WAIT = 20_000;

/** Sends to the object's own address. `addressOf` puts the reader's language in front, for the words of problems. */
export function httpTransport(addressOf: (object: string) => string): Transport {
	return {
		async send(object, message, leaving) {
			try {
				const response = await fetch(addressOf(object), {
					method: 'PATCH',
					headers: { 'content-type': 'application/json', accept: 'application/json' },
					body: JSON.stringify(message),
					keepalive: leaving,
					...(leaving ? {} : { signal: AbortSignal.timeout(LONGEST_WAIT) })
				});
				return await answerOf(response);
			} catch {
				// No line, a dead one, or an answer cut off on the way: the same operations are sent again.
				return { kind: 'unreachable' };
			}
		}
	};
}

async function answerOf(response: Response): Promise<TransportAnswer> {
	const { status } = response;
	if (status >= 500 || status === 429 || status === 408) {
		const seconds = Number(response.headers.get('retry-after') ?? '0');
		return { kind: 'failed', retryAfter: Number.isFinite(seconds) ? seconds * 1000 : 0 };
	}
	const json = (response.headers.get('content-type') ?? '').includes('json');
	const body: unknown = json ? await response.json() : undefined;
	if (response.ok) return isReply(body) ? { kind: 'taken', reply: body } : { kind: 'unreachable' };
	const message = messageOf(body);
	// Another person is signed in here: said in the portal's words. That nobody is has words of its own on the page.
	if (status === 401)
		return { kind: 'signed_out', message: names(body, 'signed_in_as_another') ? message : '' };
	const unreadable = status === 400 || status === 413 || status === 422;
	return { kind: unreadable ? 'unreadable' : 'stopped', message };
}

/** A proxy or a hotel's sign-in page may answer in the portal's place. */
function isReply(body: unknown): body is OperationsReply {
	if (typeof body !== 'object' || body === null) return false;
	return 'revision' in body && 'outcomes' in body && Array.isArray(body.outcomes);
}

function names(body: unknown, code: string): boolean {
	if (typeof body !== 'object' || body === null) return false;
	if ('code' in body && body.code === code) return true;
	return 'problems' in body && Array.isArray(body.problems) && body.problems.some((one) => names(one, code));
}

function messageOf(body: unknown): string {
	if (typeof body !== 'object' || body === null) return '';
	if ('problems' in body && Array.isArray(body.problems)) {
		return body.problems
			.map((problem: unknown) => messageOf(problem))
			.filter((words) => words !== '')
			.join(' ');
	}
	return 'message' in body && typeof body.message === 'string' ? body.message : '';
}

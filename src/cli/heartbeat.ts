import type { ChildProcess } from 'node:child_process';

/** The question that the supervisor asks over the channel, and the answer of a child whose event loop turns. */
export const ASK = 'alive?';
export const ANSWER = 'alive';

/** How often a child is asked, ms. */
const EVERY_MS = 2_000;
/** So many questions in a row without an answer: the child hangs. Counted, so that a suspended machine hangs nobody. */
const PATIENCE = 6;

/**
 * Asks a child again and again whether its event loop turns, from its first answer on: one that does not know the
 * question, or still loads, is left alone. Calls `hangs` once when it falls silent; gives the way to stop asking.
 */
export function watchHeartbeat(child: ChildProcess, hangs: () => void): () => void {
	let unanswered = 0;
	let answered = false;
	child.on('message', (message) => {
		if (message !== ANSWER) return;
		answered = true;
		unanswered = 0;
	});
	const timer = setInterval(() => {
		if (!child.connected) return;
		if (answered) unanswered += 1;
		if (unanswered > PATIENCE) {
			clearInterval(timer);
			hangs();
		} else child.send(ASK, () => undefined);
	}, EVERY_MS);
	child.once('exit', () => {
		clearInterval(timer);
	});
	return () => {
		clearInterval(timer);
	};
}

/** The child's side: answers while its event loop turns. Without a supervisor nobody asks. */
export function answerHeartbeat(): void {
	process.on('message', (message) => {
		if (message === ASK) process.send?.(ANSWER);
	});
}

/** A short message for what may be missed; errors never come this way. */
export interface Toast {
	readonly id: number;
	readonly text: string;
	readonly tone: 'done' | 'warn';
	readonly undo: (() => void | Promise<void>) | undefined;
}

const SECONDS = 8;
let shown = $state<Toast | undefined>(undefined);
let next = 1;

/** The toast in sight. One at a time: the newest takes the place of the one before. */
export function shownToast(): Toast | undefined {
	return shown;
}

/**
 * Shows a message for eight seconds; with `undo` it stays until it is dismissed, undone, followed by another or the page
 * is left, so that nobody has to be quick. Only in the browser: the server's memory is shared by all.
 */
export function toast(
	text: string,
	{ undo, tone = 'done' }: Partial<Pick<Toast, 'undo' | 'tone'>> = {}
): void {
	if (typeof window === 'undefined') return;
	const id = next;
	next += 1;
	shown = { id, text, tone, undo };
	if (!undo) setTimeout(() => dismiss(id), SECONDS * 1000);
}

export function dismiss(id: number): void {
	if (shown?.id === id) shown = undefined;
}

/** The page is left: what it offered to undo is undone by nobody any more. */
export function leavePage(): void {
	if (shown?.undo) shown = undefined;
}

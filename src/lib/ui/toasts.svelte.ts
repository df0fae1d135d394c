/** A short message for what may be missed; errors never come this way. */
export interface Toast {
	readonly id: number;
	readonly text: string;
	readonly undo?: () => void | Promise<void>;
}

const SECONDS = 8;
const list = $state<Toast[]>([]);
let next = 1;

/** The toasts in sight, oldest first. */
export function toasts(): readonly Toast[] {
	return list;
}

/**
 * Shows a message for eight seconds; with `undo` it stays until it is dismissed or undone, so that nobody has to be
 * quick. Only in the browser: on the server nothing is kept, since its memory is shared by all.
 */
export function toast(text: string, undo?: Toast['undo']): void {
	if (typeof window === 'undefined') return;
	const id = next;
	next += 1;
	list.push({ id, text, undo });
	if (!undo) setTimeout(() => dismiss(id), SECONDS * 1000);
}

export function dismiss(id: number): void {
	const index = list.findIndex((item) => item.id === id);
	if (index >= 0) list.splice(index, 1);
}

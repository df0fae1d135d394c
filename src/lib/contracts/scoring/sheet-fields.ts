/** Name of the control of a mark or a comment, in the form and in its problems. */
export const markField = (slotKey: string): string => `mark.${slotKey}`;
export const commentField = (criterionKey: string): string => `comment.${criterionKey}`;

/** A mark as typed: '' is "not scored". */
export function readMark(text: string): number | null | undefined {
	const typed = text.trim();
	if (typed === '') return null;
	return /^\d{1,3}$/.test(typed) ? Number(typed) : undefined;
}

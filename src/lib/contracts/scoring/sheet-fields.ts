/** Name of the control of a mark or a comment, in the form and in its problems. */
export const markField = (slotKey: string): string => `mark.${slotKey}`;
export const commentField = (criterionKey: string): string => `comment.${criterionKey}`;

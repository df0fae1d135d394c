import { sendOnceWith } from './send-once.ts';

/**
 * `use:enhance={keepValues}` for a form that shows what is recorded: a reset, which is Kit's habit, would put its boxes
 * back as the page came, and the next press would record that. Forms that add one more thing are reset. Like
 * `sendOnce`, it lets a second click go while the first is under way.
 */
export const keepValues = sendOnceWith(false);

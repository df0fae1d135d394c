import type { SubmitFunction } from '@sveltejs/kit';

/**
 * `use:enhance={keepValues}` for a form that shows what is recorded: a reset, which is Kit's habit, would put its boxes
 * back as the page came, and the next press would record that. Forms that add one more thing are reset.
 */
export const keepValues: SubmitFunction = () => (answer) => answer.update({ reset: false });

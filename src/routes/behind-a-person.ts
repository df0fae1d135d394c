/** What the layout fetches behind every page of a person, as one file: all of it comes while there is a line, or none. */
export { leaveBrowser } from '#lib/features/draft/sign-out.ts';
export { default as Toaster } from '#lib/ui/Toaster.svelte';
export { default as Behind } from './BehindAPerson.svelte';

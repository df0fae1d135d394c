/** What the layout fetches behind every page of a visitor, as one file. */
export { default as Toaster } from '#lib/ui/Toaster.svelte';
export { default as Behind } from './BehindAVisit.svelte';

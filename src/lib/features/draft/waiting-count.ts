import { createContext } from 'svelte';

/** How many fields of a dossier wait in this browser, as the pages of the dossier know by now. */
export const [readWaitingCount, giveWaitingCount] = createContext<{ count: number }>();

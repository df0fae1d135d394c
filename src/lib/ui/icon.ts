import type { Component } from 'svelte';

/** A single lucide icon, imported by its own path: `import Check from '@lucide/svelte/icons/check'`. */
export type IconGlyph = Component<{
	class?: string;
	size?: number | string;
	strokeWidth?: number | string;
}>;

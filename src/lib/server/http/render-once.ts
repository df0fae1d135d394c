import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { Rendered } from '#lib/contracts/rendered.ts';
import { identifiers } from '#lib/server/ids.ts';

/** Marks by which the browser would find its way through what it takes over; this it does not. */
const TAKING_OVER = /<!--.*?-->/gs;

interface Asked {
	readonly isDataRequest: boolean;
	readonly locals: App.Locals;
}

/** A component that is only read, rendered into the page, or its data where the page goes out as data. */
export function renderOnce<Props extends Record<string, unknown>>(
	{ isDataRequest, locals }: Asked,
	component: Component<Props>,
	props: Props
): Rendered<Props> {
	const key = identifiers.v4();
	if (isDataRequest) return new Rendered(key, props);
	// Ids of the page itself are counted from the same start.
	const { body } = render(component, { props, idPrefix: 'once' });
	(locals.rendered ??= new Map()).set(key, body.replace(TAKING_OVER, ''));
	return new Rendered<Props>(key, null);
}

/** The page with each part in its place. Nobody who writes text into a page knows the key of an answer. */
export function withRendered(page: string, rendered: App.Locals['rendered']): string {
	let filled = page;
	for (const [key, html] of rendered ?? []) {
		filled = filled.replace(`data-rendered="${key}"></div>`, (place) =>
			place.replace('</div>', () => `${html}</div>`)
		);
	}
	return filled;
}

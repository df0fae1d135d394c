import type { IconName } from './icon.ts';
import type { Tone } from './tone.ts';

/**
 * The drawing that says a state to one who sees no colour. A closed set, so that one shape keeps one meaning
 * over the whole portal: draft, open, running, done, approved, not yet, look here, to be completed, refused,
 * late, waiting, locked, withdrawn, on its way, not applicable.
 */
export const shapes = {
	draft: 'pencil-line',
	open: 'door-open',
	running: 'circle-dot',
	done: 'circle-check',
	approved: 'stamp',
	later: 'circle-dashed',
	alert: 'triangle-alert',
	incomplete: 'message-circle-warning',
	refused: 'octagon-x',
	late: 'clock-alert',
	waiting: 'hourglass',
	locked: 'lock',
	withdrawn: 'undo-2',
	sending: 'upload',
	none: 'minus'
} satisfies Record<string, IconName>;

export type Shape = keyof typeof shapes;

export const shapeOfTone: Record<Tone, Shape> = {
	idle: 'later',
	info: 'running',
	ok: 'done',
	warn: 'alert',
	bad: 'refused'
};

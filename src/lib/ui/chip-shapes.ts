import CircleCheck from '@lucide/svelte/icons/circle-check';
import CircleDashed from '@lucide/svelte/icons/circle-dashed';
import CircleDot from '@lucide/svelte/icons/circle-dot';
import ClockAlert from '@lucide/svelte/icons/clock-alert';
import DoorOpen from '@lucide/svelte/icons/door-open';
import Hourglass from '@lucide/svelte/icons/hourglass';
import Lock from '@lucide/svelte/icons/lock';
import MessageCircleWarning from '@lucide/svelte/icons/message-circle-warning';
import Minus from '@lucide/svelte/icons/minus';
import OctagonX from '@lucide/svelte/icons/octagon-x';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import Stamp from '@lucide/svelte/icons/stamp';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import Undo2 from '@lucide/svelte/icons/undo-2';
import Upload from '@lucide/svelte/icons/upload';
import type { IconGlyph } from './icon.ts';
import type { Tone } from './tone.ts';

/**
 * The drawing that says a state to one who sees no colour. A closed set, so that one shape keeps one meaning
 * over the whole portal: draft, open, running, done, approved, not yet, look here, to be completed, refused,
 * late, waiting, locked, withdrawn, on its way, not applicable.
 */
export const shapes = {
	draft: PencilLine,
	open: DoorOpen,
	running: CircleDot,
	done: CircleCheck,
	approved: Stamp,
	later: CircleDashed,
	alert: TriangleAlert,
	incomplete: MessageCircleWarning,
	refused: OctagonX,
	late: ClockAlert,
	waiting: Hourglass,
	locked: Lock,
	withdrawn: Undo2,
	sending: Upload,
	none: Minus
} satisfies Record<string, IconGlyph>;

export type Shape = keyof typeof shapes;

export const shapeOfTone: Record<Tone, Shape> = {
	idle: 'later',
	info: 'running',
	ok: 'done',
	warn: 'alert',
	bad: 'refused'
};

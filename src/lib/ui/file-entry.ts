import type { Shape } from './chip-shapes.ts';
import type { Tone } from './tone.ts';

export type FileState = 'waiting' | 'sending' | 'paused' | 'checking' | 'accepted' | 'refused';

/** One file in a list of uploads; every text is ready to be read. */
export interface FileEntry {
	readonly id: string;
	readonly name: string;
	/** "38,4 / 61,0 MB" */
	readonly size: string;
	readonly state: FileState;
	/** whole percent sent, 0..100 */
	readonly percent?: number;
	/** why it was refused, what is being waited for; taken away when that is over */
	readonly note?: string | undefined;
	/** other words, tone and shape than the state's own ("Chưa quét vi-rút") */
	readonly word?: string;
	readonly tone?: Tone;
	readonly shape?: Shape;
	/** where to open it */
	readonly href?: string;
}

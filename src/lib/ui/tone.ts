/** What a state means to the reader. Never told by colour alone: a word and a shape go with it. */
export type Tone = 'idle' | 'info' | 'ok' | 'warn' | 'bad';

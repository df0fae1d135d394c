import { textOf } from './source-files.ts';

export interface Instruction {
	readonly name: string;
	readonly rest: string;
}

/** The instructions of the image, in order, without comments and joined where a line goes on. */
export function imageInstructions(): Instruction[] {
	return textOf('docs/container/Containerfile')
		.replace(/\\\n/g, ' ')
		.split('\n')
		.filter((line) => line.trim() !== '' && !line.startsWith('#'))
		.map((line) => {
			const [name = '', ...rest] = line.trim().split(/\s+/);
			return { name, rest: rest.join(' ') };
		});
}

/** Takes the base of the night beside the running portal, at the hour that the database names. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { baseIsDue } from '../lib/domain/operations/base-turn.ts';
import type { UpkeepRepository } from '../lib/server/app/upkeep/ports.ts';
import { reasonOf } from './cannot-start.ts';

const LOOK_EVERY_MS = 60_000;

export interface Nightly {
	readonly root: string;
	/** Asks the database; what it throws is tried again a minute later. */
	readonly turn: () => ReturnType<UpkeepRepository['baseTurn']>;
	readonly env: NodeJS.ProcessEnv;
}

export interface KeptBases {
	stop(): Promise<void>;
}

/** `npm run backup` in a process of its own, which may be ended at any moment without harm to the bases that are there. */
export function keepBases({ root, turn, env }: Nightly): KeptBases {
	const ended = new AbortController();
	let running: ChildProcess | undefined;

	async function take(): Promise<void> {
		running = spawn(process.execPath, [path.join(root, 'src/cli/backup.ts')], {
			cwd: root,
			env,
			stdio: ['ignore', 'inherit', 'inherit']
		});
		await once(running, 'close');
		running = undefined;
	}

	async function rest(): Promise<void> {
		try {
			await pause(LOOK_EVERY_MS, undefined, { signal: ended.signal });
		} catch (thrown) {
			// Told to stop while resting: the loop sees it.
			if (!ended.signal.aborted) throw thrown;
		}
	}

	async function keep(): Promise<void> {
		while (!ended.signal.aborted) {
			try {
				if (baseIsDue(await turn())) await take();
			} catch (thrown) {
				console.error(`! sao lưu / backup: ${reasonOf(thrown)}`);
			}
			await rest();
		}
	}

	const kept = keep();
	return {
		async stop() {
			ended.abort();
			running?.kill('SIGTERM');
			await kept;
		}
	};
}

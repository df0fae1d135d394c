import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface ChildOptions {
	/** Name in messages. */
	readonly name: string;
	readonly program: string;
	readonly args: readonly string[];
	readonly cwd: string;
	readonly env: NodeJS.ProcessEnv;
}

export interface KeptChild {
	/** Asks the child to end, waits, and ends it by force after `patience` ms. It is not started again. */
	stop(patience: number): Promise<void>;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
/** A child that lived this long had started well: the next delay is the first again. */
const STEADY_MS = 60_000;

/** Keeps a process running: one that ends is started again, ever more slowly while it keeps failing. */
export function keepRunning(options: ChildOptions): KeptChild {
	let child: ChildProcess | undefined;
	let delay = FIRST_DELAY_MS;
	let restart: NodeJS.Timeout | undefined;
	let stopping = false;

	const start = () => {
		const began = performance.now();
		let handled = false;
		const ended = (how: string) => {
			if (handled) return;
			handled = true;
			if (stopping) return;
			if (performance.now() - began > STEADY_MS) delay = FIRST_DELAY_MS;
			console.error(`! ${options.name} ${how}; khởi động lại sau / restarting in ${delay / 1000} s`);
			restart = setTimeout(start, delay);
			delay = Math.min(delay * 2, LONGEST_DELAY_MS);
		};
		child = spawn(options.program, options.args, {
			cwd: options.cwd,
			env: options.env,
			// Closing the channel tells the child that its supervisor is gone.
			stdio: ['ignore', 'inherit', 'inherit', 'ipc']
		});
		child.once('error', (error) => {
			ended(error.message);
		});
		child.once('exit', (code, signal) => {
			ended(`đã dừng / ended (${signal ?? code ?? '?'})`);
		});
	};
	start();

	return {
		async stop(patience) {
			stopping = true;
			clearTimeout(restart);
			const last = child;
			if (!last || last.exitCode !== null || last.signalCode !== null || last.pid === undefined) return;
			const gone = new Promise<void>((resolve) => {
				last.once('exit', () => {
					resolve();
				});
			});
			last.kill('SIGTERM');
			const outOfPatience = setTimeout(() => last.kill('SIGKILL'), patience);
			await gone;
			clearTimeout(outOfPatience);
		}
	};
}

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { watchHeartbeat } from './heartbeat.ts';
import { RestartDelay } from './restart-delay.ts';

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

/**
 * Keeps a process running: one that ends is started again, ever more slowly while it keeps failing, and one whose
 * event loop no longer turns is ended by force first.
 */
export function keepRunning(options: ChildOptions): KeptChild {
	let child: ChildProcess | undefined;
	const delays = new RestartDelay();
	let restart: NodeJS.Timeout | undefined;
	let stopping = false;

	const start = () => {
		const began = performance.now();
		let handled = false;
		const ended = (how: string) => {
			if (handled) return;
			handled = true;
			if (stopping) return;
			const delay = delays.after(performance.now() - began);
			console.error(`! ${options.name} ${how}; khởi động lại sau / restarting in ${delay / 1000} s`);
			restart = setTimeout(start, delay);
		};
		child = spawn(options.program, options.args, {
			cwd: options.cwd,
			env: options.env,
			// Closing the channel tells the child that its supervisor is gone.
			stdio: ['ignore', 'inherit', 'inherit', 'ipc']
		});
		const running = child;
		watchHeartbeat(running, () => {
			console.error(`! ${options.name} không phản hồi / does not answer`);
			running.kill('SIGKILL');
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

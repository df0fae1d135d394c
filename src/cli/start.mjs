// `npm start`: makes the clone ready, then hands over to the supervisor on the packaged Node.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { endWith, node, prepare, root } from './prepare.mjs';

const dev = process.argv.includes('--dev');

try {
	prepare({ build: !dev });
} catch (thrown) {
	endWith(thrown);
}

const child = spawn(node, [path.join(root, 'src', 'cli', 'supervise.ts'), ...process.argv.slice(2)], {
	// The caller's folder stays: a relative CHUAN_DATA means what the caller sees.
	stdio: ['inherit', 'inherit', 'inherit', 'ipc']
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => child.kill(signal));
}
child.on('error', endWith);
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

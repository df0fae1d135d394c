// `npm start`: makes the clone ready, then hands over to the supervisor on the packaged Node. What has to be built is
// built while the supervisor makes the database.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildBeside, endWith, node, prepare, root } from './prepare.mjs';

const dev = process.argv.includes('--dev');

let building;
try {
	prepare({ build: false, tools: false });
	if (!dev) building = buildBeside();
} catch (thrown) {
	endWith(thrown);
}

const child = spawn(node, [path.join(root, 'src', 'cli', 'supervise.ts'), ...process.argv.slice(2)], {
	// The caller's folder stays: a relative CHUAN_DATA means what the caller sees.
	stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
	env: { ...process.env, CHUAN_BUILDING: building === undefined ? '' : '1' }
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		building?.stop();
		child.kill(signal);
	});
}
let unbuilt;
building?.done.then(
	() => child.connected && child.send('built'),
	(thrown) => {
		unbuilt = thrown;
		child.kill('SIGTERM');
	}
);
child.on('error', endWith);
child.on('exit', (code, signal) => {
	building?.stop();
	if (unbuilt !== undefined && code === 0 && !signal) endWith(unbuilt);
	process.exit(code ?? (signal ? 1 : 0));
});

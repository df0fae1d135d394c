// `npm run setup`: makes the clone ready, then hands over to the set-up on the packaged Node.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { endWith, node, prepare, root } from './prepare.mjs';

try {
	prepare({ build: false, tools: false });
} catch (thrown) {
	endWith(thrown);
}

const child = spawn(node, [path.join(root, 'src', 'cli', 'set-up.ts'), ...process.argv.slice(2)], {
	stdio: 'inherit'
});
child.on('error', endWith);
child.on('exit', (code) => process.exit(code ?? 1));

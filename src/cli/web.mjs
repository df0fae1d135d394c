// The web process: the built application on adapter-node, with settings from the supervisor.
// It ends with its supervisor, so that a killed start leaves no one answering on the port.
import { answerHeartbeat } from './heartbeat.ts';

process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
answerHeartbeat();

// adapter-node says this when the last request has been answered. Pools of the database would keep the
// process alive; nothing is under way on them any more.
process.once('sveltekit:shutdown', () => process.exit(0));

// It also says the address that it listens on, which is not the one to open; the supervisor says that one.
const log = console.log;
console.log = (...words) => {
	if (!String(words[0]).startsWith('Listening on ')) log(...words);
};

await import('../../build/index.js');

// The web process: the built application on adapter-node, with settings from the supervisor.
// It ends with its supervisor, so that a killed start leaves no one answering on the port.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));

// adapter-node says this when the last request has been answered. Pools of the database would keep the
// process alive; nothing is under way on them any more.
process.once('sveltekit:shutdown', () => process.exit(0));

await import('../../build/index.js');

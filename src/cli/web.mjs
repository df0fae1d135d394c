// The web process: the built application on adapter-node, with settings from the supervisor.
// It ends with its supervisor, so that a killed start leaves no one answering on the port.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));

await import('../../build/index.js');

// Preloaded into the check: should `npm start` be killed, the check stops and closes what it started.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel.unref();

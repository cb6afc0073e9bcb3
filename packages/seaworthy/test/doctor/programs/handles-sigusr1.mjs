process.on('SIGUSR1', () => process.stdout.write('reloads\n'));
setInterval(() => {}, 1_000);
process.stdout.write('working\n');

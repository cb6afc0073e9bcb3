/** Listens on a free port of the loopback interface, says which on stdout, and ends upon SIGTERM. */
export function serve(server) {
  server.listen(0, '127.0.0.1', () => process.stdout.write(`listening on ${server.address().port}\n`));
  process.on('SIGTERM', () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

/** Says that a program without a server is up, and ends upon SIGTERM. */
export function live() {
  process.stdout.write('working\n');
  process.on('SIGTERM', () => process.exit(0));
}

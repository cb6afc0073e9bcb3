// Logs while it runs, and in two listeners of its exit: one is older than the log's own, one is younger.
import { log } from '@seaworthy/kit';

process.on('exit', () => log.info('older'));
for (let line = 1; line <= Number(process.env.LINES); line++) log.info(`line ${line}`);
process.on('exit', () => log.info('younger'));

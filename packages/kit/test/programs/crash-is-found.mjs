// Watches itself, then dies the way that is named on the command line; prints what was found.
import { writeSync } from 'node:fs';
import { watch } from '../../dist/diagnostics/watch.js';

watch({ on: ({ rule, site }) => writeSync(1, `${rule} ${site}\n`) });
if (process.argv[2] === 'reject') void Promise.reject(new Error('lost'));
else if (process.argv[2] === 'throw')
  setTimeout(() => {
    throw new Error('lost');
  }, 1);
// Without an argument there is nothing left to do: watching alone must not keep a process alive.

import type { Flags } from './arguments.ts';
import { CHECK_FLAGS } from './check-flags.ts';

export const DOCTOR_FLAGS = {
  memory: {
    type: 'boolean',
    help: 'watch the heap too; forces garbage collections, each of which stops the process',
  },
  deep: {
    type: 'boolean',
    help: 'look at every object of the heap, which stops the process; predicts for how long',
  },
  'max-pause': { type: 'string', value: '<ms>', help: 'longest pause that --deep may cause; default 500' },
  yes: { type: 'boolean', short: 'y', help: '--deep whatever it predicts' },
  window: {
    type: 'string',
    value: '<seconds>',
    help: 'how long to watch listeners, sockets, timers and the loop; default 3',
  },
  load: {
    type: 'boolean',
    help: 'start the command behind --, ask it all the time, examine it meanwhile, stop it; may stand at its end too',
  },
  dependency: CHECK_FLAGS.dependency,
  env: CHECK_FLAGS.env,
  watch: { type: 'boolean', help: 'go on watching, with small graphs of the last minute, until Ctrl-C' },
  json: {
    type: 'optional',
    value: 'file',
    help: 'the findings and what they rest on as JSON, on stdout or in a file',
  },
  html: { type: 'optional', value: 'file', help: 'a page with everything in it, on stdout or in a file' },
  verbose: { type: 'boolean', short: 'v', help: 'say which rules found nothing, too' },
  help: { type: 'boolean', short: 'h', help: 'this' },
} as const satisfies Flags;

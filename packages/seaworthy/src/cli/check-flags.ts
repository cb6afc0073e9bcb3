import type { Flags } from './arguments.ts';

export const CHECK_FLAGS = {
  dependency: {
    type: 'string',
    value: 'NAME[=value]',
    help: 'a dependency by its environment variable, to be disturbed through a proxy: its current value, the one given, or embedded for a real PostgreSQL of the run; repeatable',
  },
  env: { type: 'string', value: 'NAME=value', help: 'environment of the service; repeatable' },
  port: {
    type: 'string',
    value: 'port',
    help: 'the only port the service can listen on; default: PORT is a free one',
  },
  only: {
    type: 'string',
    value: 'rules',
    help: 'only these rule ids, topics or globs; repeatable, commas separate',
  },
  skip: { type: 'string', value: 'rules', help: 'all but these' },
  level: {
    type: 'string',
    value: 'must|should|may',
    help: 'the lowest level that is judged; default should',
  },
  preset: {
    type: 'string',
    value: 'name',
    help: 'experimental (musts), standard (and shoulds), critical (everything)',
  },
  slow: { type: 'boolean', help: 'also the experiments that take minutes' },
  jobs: { type: 'string', value: 'n', help: 'experiments at the same time; default up to 4' },
  timeout: { type: 'string', value: 'seconds', help: 'longest wait for the service to come up; default 30' },
  'dry-run': { type: 'boolean', help: 'says what would be done to the service, and does nothing' },
  'allow-writes': {
    type: 'boolean',
    help: 'writes to a service at a URL, to the routes that are told or documented',
  },
  'i-own-this': { type: 'boolean', help: 'disturbs a service at a loopback URL' },
  config: {
    type: 'string',
    value: 'file',
    help: 'default: seaworthy.config.{ts,mjs,js,json} in this folder',
  },
  save: { type: 'string', value: 'file', help: 'keeps the whole run, secrets included, for seaworthy judge' },
  baseline: { type: 'string', value: 'file', help: 'failures listed in it do not fail the run' },
  'update-baseline': {
    type: 'boolean',
    help: 'writes the failures of this run into the baseline (seaworthy-baseline.json)',
  },
  json: {
    type: 'optional',
    value: 'file',
    help: 'the report as JSON, instead of the one for people or into a file',
  },
  html: { type: 'string', value: 'file', help: 'a page with everything in it' },
  markdown: { type: 'optional', value: 'file', help: 'for a pull request' },
  junit: { type: 'optional', value: 'file', help: 'for a test report' },
  sarif: { type: 'optional', value: 'file', help: 'for code scanning' },
  badge: { type: 'optional', value: 'file', help: 'the score as SVG' },
  github: { type: 'boolean', help: 'annotations for GitHub Actions, besides the report' },
  quiet: { type: 'boolean', short: 'q', help: 'no progress' },
  verbose: { type: 'boolean', short: 'v', help: 'every rule that passed, and the timelines of what did not' },
  help: { type: 'boolean', short: 'h', help: 'this' },
} as const satisfies Flags;

/** What renders a report: shared by `check` and `judge`. */
export const OUTPUT_FLAGS = [
  'json',
  'html',
  'markdown',
  'junit',
  'sarif',
  'badge',
  'github',
  'verbose',
  'help',
] as const satisfies (keyof typeof CHECK_FLAGS)[];

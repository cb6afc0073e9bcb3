import { answers, path } from '../answers.mjs';
import { lines, say } from '../service.mjs';

/** What is broken for each line of the section “Access log”, by its title. */
export const accessLog = {
  'stdout is JSON, one object per line, each with time, level and msg': lines((line) =>
    line.msg === 'listening' ? 'It listens' : line,
  ),
  'a request is exactly one line with the members of the contract': lines((line) => void delete line.bytes),
  'every kind of error is one line too, at info or warn': lines((line) =>
    line.status === 415 ? `${JSON.stringify(line)}\n${JSON.stringify(line)}` : line,
  ),
  'a request whose client leaves is one line, marked as aborted': lines((line) => void delete line.aborted),
  'the route of a line is the template; what matches nothing has none': lines(
    (line) => void (isAccess(line) && (line.route ??= line.path)),
  ),
  'no secret of a request is in any line: Authorization, cookies, passwords, tokens': {
    answer: (_, { url }) => say({ msg: url }),
  },
  'a line break in a path or a header makes no line of its own': lines((line) =>
    line.path?.includes('%0a')
      ? JSON.stringify(line) + decodeURIComponent(line.path).slice(line.path.indexOf('%0a'))
      : line,
  ),
  'probes are logged at debug, so not at all by default': answers(path('/livez'), (_, { url }) =>
    say({ msg: 'request completed', path: url }),
  ),
};

function isAccess(line) {
  return 'durationMs' in line;
}

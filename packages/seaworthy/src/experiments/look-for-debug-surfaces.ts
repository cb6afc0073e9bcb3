import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { statusOf } from './answer.ts';
import { unknown } from './ask-for-unknown-paths.ts';

export interface DebugSurfaces {
  asked: number;
  answered: number;
  /** What was recognised by what it says, never by its status alone. */
  open: { what: string; exchange: Exchange }[];
}

interface Surface {
  what: string;
  path: string;
  /** Found nowhere but there. */
  signature: RegExp;
}

const SURFACES: readonly Surface[] = [
  { what: 'the environment file', path: '/.env', signature: /^\s*(?:export )?[A-Z][A-Z0-9_]{2,}=/m },
  { what: 'the Git repository', path: '/.git/config', signature: /^\s*\[core\]/m },
  { what: 'the Git repository', path: '/.git/HEAD', signature: /^(?:ref: refs\/|[0-9a-f]{40}\s*$)/ },
  { what: 'the environment (Spring Actuator)', path: '/actuator/env', signature: /"propertySources"/ },
  { what: 'the beans (Spring Actuator)', path: '/actuator/beans', signature: /"contexts"\s*:\s*\{/ },
  {
    what: 'dumps or shutdown (Spring Actuator)',
    path: '/actuator',
    signature: /"_links"[^]*"(?:heapdump|threaddump|shutdown|env|jolokia)"\s*:/,
  },
  {
    what: 'profiles (Go pprof)',
    path: '/debug/pprof/',
    signature: /Types of profiles available|\/debug\/pprof\/|full goroutine stack dump/,
  },
  { what: 'variables (Go expvar)', path: '/debug/vars', signature: /"memstats"\s*:/ },
  {
    what: 'the Django debug toolbar',
    path: '/__debug__/history_sidebar/',
    signature: /djdt|djDebug|"requests"\s*:/,
  },
  { what: 'a Python console (Werkzeug)', path: '/console', signature: /Werkzeug|Interactive Console/ },
  { what: 'the settings of PHP', path: '/phpinfo.php', signature: /phpinfo\(\)|PHP Version/ },
  { what: 'the routes (Rails)', path: '/rails/info/routes', signature: /Rails\.root|Helper[^]*HTTP Verb/ },
  { what: 'the status of Apache', path: '/server-status', signature: /Apache Server Status/ },
  { what: 'the profiler (Symfony)', path: '/_profiler/', signature: /Symfony Profiler|sf-toolbar/ },
];
/** Error pages that only a debug mode has. */
const DEBUG_PAGE =
  /<code>DEBUG = True<\/code>|Werkzeug Debugger|symfony\/ErrorHandler|Whoops\\|ActionController::RoutingError/;

export default experiment<DebugSurfaces>({
  id: 'look for debug surfaces',
  title: `asks for ${SURFACES.length} paths at which debug and admin tools live`,
  subject: 'shared',
  async run(lab) {
    const nowhere = await unknown(lab);
    const open: DebugSurfaces['open'] = [];
    let answered = 0;
    if (DEBUG_PAGE.test(nowhere.response?.body ?? ''))
      open.push({ what: 'the error page of a debug mode', exchange: nowhere });
    for (const { what, path, signature } of SURFACES) {
      const exchange = await lab.request({ path, timeout: 5000 });
      if (exchange.response !== undefined) answered += 1;
      const { body = '' } = exchange.response ?? {};
      // Whoever answers every path alike has none of them.
      const everywhere = signature.test(nowhere.response?.body ?? '');
      if (statusOf(exchange) === 200 && signature.test(body) && !everywhere)
        open.push({ what, exchange: short(exchange) });
    }
    return { asked: SURFACES.length, answered, open };
  },
});

/** A report must not spread what it found. */
function short(exchange: Exchange): Exchange {
  const { response } = exchange;
  if (response === undefined) return exchange;
  return { ...exchange, response: { ...response, body: `${response.body.slice(0, 40)}…` } };
}

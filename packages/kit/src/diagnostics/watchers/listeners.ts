import { getEventListeners } from 'node:events';
import type { Report } from '../findings.ts';
import { siteOf } from '../site.ts';
import type { Watcher } from './watcher.ts';

/**
 * Emitters and event targets that pass their listener limit, with the line that added the listener too many. Costs
 * nothing until then: Node's own warning is read. It comes once per emitter and event, so the count is followed up;
 * an emitter with `setMaxListeners(0)` never warns and is not seen.
 */
export function watchListeners(report: Report, named: Readonly<Record<string, object>>): Watcher {
  const leaks: Leak[] = [];

  function onWarning(
    warning: Error & { emitter?: object; target?: object; type?: string | symbol; count?: number },
  ): void {
    const source = warning.emitter ?? warning.target;
    if (warning.name !== 'MaxListenersExceededWarning' || source === undefined || warning.type === undefined)
      return;
    const leak: Leak = {
      source: new WeakRef(source),
      name: nameOf(source, named),
      event: warning.type,
      told: warning.count ?? countOf(source, warning.type),
      site: siteOf(warning.stack),
    };
    leaks.push(leak);
    if (leaks.length > FOLLOWED) leaks.shift();
    tell(leak, leak.told);
  }

  function tell(leak: Leak, count: number): void {
    leak.told = count;
    const event = String(leak.event);
    report(`listener-leak:${leak.name}:${event}:${leak.site}:${Math.floor(Math.log2(count))}`, {
      rule: 'listener-leak',
      severity: count >= 100 ? 'error' : 'warn',
      summary: `${leak.name} has ${count} listeners for \`${event}\`${leak.site === undefined ? '' : `, added at ${leak.site}`}`,
      evidence: { emitter: leak.name, event, count },
      ...(leak.site !== undefined && { site: leak.site }),
      fix:
        'Add the listener once, outside of the code that runs per request, or remove it when the work is done ' +
        '(`once`, `removeListener`, or `{ signal }`). If that many are right, say so with `setMaxListeners`.',
    });
  }

  process.on('warning', onWarning);
  return {
    tick() {
      for (const leak of leaks) {
        const source = leak.source.deref();
        const count = source === undefined ? 0 : countOf(source, leak.event);
        if (count >= leak.told * 2) tell(leak, count);
      }
    },
    stop() {
      process.removeListener('warning', onWarning);
    },
  };
}

/** A service that makes leaking emitters over and over must not make this list grow. */
const FOLLOWED = 100;

interface Leak {
  source: WeakRef<object>;
  name: string;
  event: string | symbol;
  told: number;
  site: string | undefined;
}

function countOf(source: object, event: string | symbol): number {
  return getEventListeners(source as EventTarget, event as string).length;
}

function nameOf(source: object, named: Readonly<Record<string, object>>): string {
  if (source === process) return 'process';
  const name = Object.keys(named).find((key) => named[key] === source);
  const type = source.constructor?.name ?? 'Object';
  return name === undefined ? type : `${type} \`${name}\``;
}

import type { Exchange } from '../engine/evidence.ts';
import type { Observations } from '../engine/observe.ts';
import type { Entry } from '../lab/timeline.ts';
import type { Finding, Report, Service } from './report.ts';
import { curl, slowCurl } from './reproduce/curl.ts';
import { isRaw, netcat } from './reproduce/netcat.ts';

/** Where snippets find a service that has no address of its own. */
const LOCAL = new URL('http://localhost:3000');

/**
 * What shows a failure by hand: one curl line for an exchange, a few lines of sh where signals, dependencies or raw
 * bytes are involved. `undefined` when the evidence holds nothing that could be sent. Takes a masked report: what was
 * masked becomes a shell variable.
 */
export function reproduce(
  finding: Finding,
  { service, observations }: Pick<Report, 'service' | 'observations'>,
): string | undefined {
  const exchanges = (finding.evidence ?? []).filter((evidence) => evidence.kind === 'exchange');
  const exchange = exchanges.find(({ request }) => request.body !== undefined) ?? exchanges[0];
  const origin = service.url === undefined ? LOCAL : new URL(service.url);
  const timeline = timelineOf(finding, observations);
  const signal = timeline.find(({ kind }) => kind === 'signal')?.text.match(/\bSIG([A-Z]+\d?)\b/)?.[1];
  const stops =
    finding.topic === 'shutdown' || finding.evidence?.some(({ kind }) => kind === 'exit') === true;
  if (service.command !== undefined && signal !== undefined && stops)
    return stopScript(service.command, signal, exchange, origin);
  if (exchange === undefined) return undefined;
  const send = isRaw(exchange) ? netcat(exchange, origin) : curl(exchange, origin);
  const fault = timeline.find(
    ({ kind, text }) => kind === 'dependency' && FAULT.test(text) && !/ 0 connections/.test(text),
  );
  return service.command === undefined || fault === undefined
    ? send
    : [start(service.command), `# now the dependency fails: ${fault.text}`, send].join('\n');
}

/** What every local snippet takes for granted; `undefined` when the service has an address. */
export function assumption({ command, url }: Service): string | undefined {
  return url === undefined && command !== undefined
    ? `The snippets expect the service on port ${LOCAL.port}: PORT=${LOCAL.port} ${command}`
    : undefined;
}

/** What the proxy in front of a dependency writes when it begins to disturb. */
const FAULT = /: (?:refuses new connections|silent|delayed by|\d+ connections cut)/;

function stopScript(command: string, signal: string, exchange: Exchange | undefined, origin: URL): string {
  const request = exchange === undefined ? [] : [`${slowCurl(exchange, origin)} &`];
  return [
    `${start(command)} service=$!; sleep 2`,
    ...request,
    `sleep 1; kill -${signal} $service; wait $service; echo "exit $?"; wait`,
  ].join('\n');
}

function start(command: string): string {
  return `PORT=${LOCAL.port} ${command} &`;
}

function timelineOf({ experiments }: Finding, observations: Observations): Entry[] {
  return experiments.flatMap((id) => {
    const observation = observations[id];
    return observation === undefined || observation.status === 'impossible' ? [] : observation.timeline;
  });
}

import { fail, pass, rule, unclear, type Verdict } from '../../engine/rule.ts';
import { told } from '../../experiments/answer.ts';
import { isTrace, requestIdOf } from '../../experiments/request-id-of.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { accessLog } from '../../fixes/access-log.ts';
import { holds } from '../../log-lines/about.ts';
import { loggedOf, saysMethod, type Logged } from '../../log-lines/completions.ts';

export default rule({
  id: 'logs/one-line-per-request',
  level: 'must',
  owner: 'app',
  title: 'Each request is logged once when it ends, with method, path, status and request id',
  why: 'The access log answers what happened to a request, how often something fails, and since when. Requests that are missing or counted twice make every such answer wrong.',
  source: 'https://github.com/goldbergyoni/nodebestpractices/blob/master/sections/production/smartlogging.md',
  doNotFlag:
    'Fields may have any name, and the line any format. A second line when the request begins is fine if both share an id, and so are other lines about the request. The id is missed only where the response has one. A log that samples is unclear.',
  fix: accessLog,
  uses: { traffic },
  judge({ traffic: { asked, lines } }) {
    const all = loggedOf(asked, lines);
    const expected = 'one line for each request, with method, path, status and request id';
    const found = (actual: string, { request, records }: Logged): Verdict =>
      fail({
        expected,
        actual,
        evidence: [request.exchange, ...records.slice(0, 3).map(({ line }) => line)],
      });
    if (all.length === 0) return unclear('no request was answered');
    const silent = all.filter(({ completions }) => completions.length === 0);
    if (silent.length === all.length)
      return found(
        all.some(({ records }) => records.length > 0)
          ? 'lines about requests, but none with a status'
          : `no line about any of ${all.length} requests`,
        all.find(({ records }) => records.length > 0) ?? all[0]!,
      );
    for (const kind of new Set(all.map(({ request }) => request.kind))) {
      const ofKind = all.filter(({ request }) => request.kind === kind);
      const missed = ofKind.filter((one) => silent.includes(one));
      if (missed.length > 0 && missed.length < ofKind.length)
        return unclear(
          `${ofKind.length - missed.length} of ${ofKind.length} requests for ${kind} were logged: it may sample`,
        );
      if (missed.length > 0)
        return found(`no line about ${kind} (${told(missed[0]!.request.exchange)})`, missed[0]!);
    }
    const twice = all.find(isTwice);
    if (twice !== undefined)
      return found(`${twice.completions.length} such lines about ${twice.request.kind}`, twice);
    for (const one of all) {
      const missing = missingIn(one);
      if (missing !== undefined) return found(`a line without the ${missing} about ${one.request.kind}`, one);
    }
    return pass(`${all.length} requests, ${lines.length} lines`);
  },
});

/** Two lines of the same making. A line of another making may hold the status too: a warning about a 404, say. */
function isTwice({ completions }: Logged): boolean {
  const shapes = completions.map(
    ({ record: { format, fields } }) => format + fields.map(({ key }) => key).join(),
  );
  return new Set(shapes).size < shapes.length;
}

function missingIn({ request: { exchange, mark }, records }: Logged): string | undefined {
  const { method, path } = exchange.request;
  const [bare = ''] = path.split('?');
  if (!records.some((record) => saysMethod(record, method))) return 'method';
  const names = [bare, decodeURI(bare), `sw-${mark}`];
  if (!records.some(({ text }) => names.some((name) => text.includes(name)))) return 'path';
  const id = requestIdOf(exchange);
  if (id === undefined || isTrace(id) || records.some((record) => holds(record, id.value))) return undefined;
  return 'request id';
}

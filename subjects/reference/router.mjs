import { defect } from './defect.mjs';
import { Problem } from './errors.mjs';

const PAGE = '<!doctype html><html><body><pre>Cannot find that</pre></body></html>';

/** Finds the handler of a request and runs it; `routes` are handlers by method by path template. */
export function router(routes) {
  const templates = Object.entries(routes).map(([template, methods]) => ({
    template,
    methods,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
    allow: allowed(Object.keys(methods)),
  }));

  return (exchange) => {
    const { request } = exchange;
    if (request.url === '*' && request.method === 'OPTIONS') {
      return { status: 204, headers: { allow: 'GET, HEAD, POST, PATCH, DELETE, OPTIONS' } };
    }
    exchange.url = targetOf(request.url);
    const found = templates
      .map((one) => ({ ...one, match: one.pattern.exec(exchange.url.pathname) }))
      .find(({ match }) => match !== null);
    if (found === undefined) return notFound(exchange);
    exchange.route = found.template;
    return handlerOf(found, exchange)(exchange, decoded(found.match.groups ?? {}));
  };
}

function handlerOf({ methods, allow }, { request: { method } }) {
  const wanted = method === 'HEAD' && !defect('http/head-works-like-get') ? 'GET' : method;
  if (Object.hasOwn(methods, wanted)) return methods[wanted];
  if (method === 'OPTIONS') return () => ({ status: 204, headers: { allow } });
  if (method === 'TRACE' && defect('security/trace-is-off')) return echo;
  if (defect('http/wrong-method-is-refused') && methods.GET !== undefined) return methods.GET;
  if (defect('http/wrong-method-is-405')) throw new Problem(404);
  const headers = defect('http/405-names-allowed-methods') ? {} : { allow };
  throw new Problem(405, `Expected one of ${allow}.`, { headers });
}

function notFound({ url: { pathname } }) {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  if (defect('errors/unknown-route-is-404')) return { headers: html, body: PAGE };
  if (defect('errors/unknown-route-is-machine-readable')) return { status: 404, headers: html, body: PAGE };
  if (defect('security/debug-surfaces-are-closed')) {
    if (pathname === '/.env')
      return { headers: { 'content-type': 'text/plain' }, body: 'DATABASE_URL=\nSECRET_KEY=\n' };
    if (pathname === '/actuator/env') return { body: { activeProfiles: [], propertySources: [] } };
  }
  throw new Problem(404, 'There is nothing at this path.');
}

function allowed(methods) {
  const all = methods.includes('GET')
    ? ['GET', 'HEAD', ...methods.filter((name) => name !== 'GET')]
    : methods;
  return [...all, 'OPTIONS'].join(', ');
}

function targetOf(target) {
  const base = 'http://service';
  // `//host` is a path here, not an authority.
  const text = target.startsWith('/') ? `${base}${target}` : target;
  if (URL.canParse(text)) return new URL(text);
  throw new Problem(400, 'The request target is not valid.');
}

function decoded(parameters) {
  try {
    return Object.fromEntries(
      Object.entries(parameters).map(([name, text]) => [name, decodeURIComponent(text)]),
    );
  } catch {
    if (defect('input/hostile-parameters-are-no-5xx')) throw new Error('URI malformed');
    throw new Problem(400, 'The path is not validly encoded.');
  }
}

function echo({ request: { url, rawHeaders } }) {
  return {
    headers: { 'content-type': 'message/http' },
    body: `TRACE ${url} HTTP/1.1\r\n${rawHeaders.join('\r\n')}\r\n`,
  };
}

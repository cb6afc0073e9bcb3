import type { Exchange } from '../../engine/evidence.ts';
import { quoted, quotedHeader } from './quote.ts';

/** Bodies longer than this are made by the snippet, not pasted into it. */
const LONGEST_PASTED = 1500;

/** One exchange as a curl line, continued over several lines when it is long. */
export function curl(exchange: Exchange, origin: URL): string {
  const { method, body } = exchange.request;
  if (body === undefined) return joined(['curl -i', ...argumentsOf(exchange, origin)]);
  const size = Number(/… \((\d+) characters\)$/.exec(body)?.[1] ?? body.length);
  return size > LONGEST_PASTED
    ? `head -c ${size} /dev/zero | tr '\\0' a |\n  ${joined(['curl -i', ...argumentsOf(exchange, origin), '--data-binary @-'])}`
    : joined([
        'curl -i',
        ...argumentsOf(exchange, origin),
        `${method === 'GET' ? '-X GET ' : ''}--data-raw ${quoted(body)}`,
      ]);
}

/** The same with the second half of the body sent two seconds later, so that it is open meanwhile. */
export function slowCurl(exchange: Exchange, origin: URL): string {
  const { body } = exchange.request;
  if (body === undefined) return curl(exchange, origin);
  const half = Math.floor(body.length / 2);
  const slow = `{ printf %s ${quoted(body.slice(0, half))}; sleep 2;\n  printf %s ${quoted(body.slice(half))}; }`;
  return `${slow} |\n  ${joined(['curl -iN -T -', ...argumentsOf(exchange, origin, true)])}`;
}

/** Headers that curl writes itself, or that the lab used to hold a request open. */
const OWN = /^(?:host|content-length|connection|expect)$/i;

function argumentsOf({ request }: Exchange, origin: URL, upload = false): string[] {
  const { method, path, headers, body } = request;
  const implied = upload ? 'PUT' : body === undefined ? 'GET' : 'POST';
  const kept = Object.entries(headers).filter(([name]) => !OWN.test(name));
  const typed = kept.some(([name]) => name.toLowerCase() === 'content-type');
  return [
    ...(method === 'HEAD' ? ['-I'] : method === implied ? [] : [`-X ${method}`]),
    ...(/\/\.{0,2}\/|\/\.{1,2}(?:$|\?)/.test(path) ? ['--path-as-is'] : []),
    ...(/[[\]{}]/.test(path) ? ['-g'] : []),
    quoted(origin.origin + path),
    ...kept.map(([name, value]) => `-H ${quotedHeader(name, value)}`),
    // Else curl claims that every body is a form.
    ...(body !== undefined && !typed ? [`-H 'Content-Type:'`] : []),
  ];
}

function joined(parts: readonly string[]): string {
  const line = parts.join(' ');
  if (line.length <= 76) return line;
  const [first = '', ...rest] = parts;
  const at = rest.findIndex((part) => part.startsWith("'"));
  const begin = [first, ...rest.slice(0, at + 1)].join(' ');
  return [begin, ...rest.slice(at + 1)].join(' \\\n  ');
}

import { fail, pass, rule, unclear, type Verdict } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import large, { type Large } from '../../experiments/send-large-bodies.ts';
import { ending } from '../../experiments/took.ts';

export default rule({
  id: 'limits/body-size',
  level: 'must',
  owner: 'app',
  title: 'Request bodies are limited in size',
  why: 'Without a limit one client fills the memory of the process with a single request, and everybody else’s requests die with it.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14',
  doNotFlag:
    'Any limit below 64 MiB, and any way to enforce it: 413, another 4xx, or closing the connection. Only spaces behind good JSON make the body large, so nothing but its size can be wrong.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express limits bodies to 1 MiB; by hand: `express.json({ limit: "1mb" })` limits what it reads (100 KB by default); check `Content-Length` where you read the stream yourself.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs limits bodies to 1 MiB; by hand: `app.useBodyParser("json", { limit: "1mb" })`.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify limits bodies to 1 MiB, which is Fastify’s own default: look for a large `bodyLimit`, or a content type parser that reads the stream.',
    fastapi:
      'FastAPI has no limit: add an ASGI middleware that refuses a large `Content-Length` with 413 and counts the bytes of `receive()`; or let the proxy in front do it.',
    django:
      'Keep `DATA_UPLOAD_MAX_MEMORY_SIZE` (2.5 MB), and read `request.body`: streaming reads are not limited.',
    gin: 'Wrap the body in a middleware: `c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 1<<20)`, and answer 413 to `*http.MaxBytesError`.',
    'spring-boot':
      'JSON has no limit: add a filter that refuses a large `Content-Length` with 413 and counts what is read; `spring.jackson.factory.constraints.read.max-document-length` (Boot 4.1) bounds what is parsed.',
    any: 'Refuse a `Content-Length` above the limit with 413 at once, and count the bytes of chunked bodies.',
  },
  uses: { large },
  timed: 2000,
  judge({ large: { announced, chunked, size } }) {
    const verdict = verdictOn(announced, `${size} bytes, announced by Content-Length`);
    if (verdict.outcome !== 'pass' || chunked === null) return verdict;
    const second = verdictOn(chunked, `${size} bytes in chunks`);
    return second.outcome === 'pass'
      ? pass(`${told(announced.exchange)}; chunked: ${told(chunked.exchange)}`)
      : second;
  },
});

function verdictOn({ exchange, exit, rise, worksAfter }: Large, what: string): Verdict {
  const expected = `413 or a closed connection for ${what}`;
  const status = statusOf(exchange);
  const memory = `${Math.round(rise / 1e6)} MB more memory`;
  if (exit !== null) return fail({ expected, actual: ending(exit), evidence: [exchange, exit] });
  if ((status >= 200 && status < 300) || (status >= 500 && status !== 503))
    return fail({ expected, actual: `${told(exchange)}, with ${memory}`, evidence: [exchange] });
  if (!worksAfter)
    return fail({
      expected,
      actual: `${told(exchange)}; it worked no more afterwards`,
      evidence: [exchange],
    });
  return exchange.error === 'TIMEOUT' ? unclear('it neither took the body nor refused it in time') : pass();
}

import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded, told } from '../../experiments/answer.ts';
import compressed from '../../experiments/send-compressed-bodies.ts';
import { ending } from '../../experiments/took.ts';

const limitsThere =
  'limits what comes out of the decompression too: look for a parser of your own, or a middleware that inflates before it';

export default rule({
  id: 'limits/decompression',
  level: 'should',
  owner: 'app',
  title: 'Compressed bodies are limited in size after decompression',
  why: 'A hundred kilobytes of gzip become a hundred megabytes of memory. A limit on the bytes that arrive does not see it.',
  source: 'https://cwe.mitre.org/data/definitions/409.html',
  doNotFlag: 'Services that take no compressed bodies at all, and any limit below 100 MiB.',
  fix: {
    express: `\`express.json({ limit: "1mb" })\` ${limitsThere}; or refuse compression with \`inflate: false\`.`,
    nestjs: `\`app.useBodyParser("json", { limit: "1mb" })\` ${limitsThere}.`,
    fastify:
      'Fastify does not decompress; with @fastify/compress set `requestEncodings` and a `bodyLimit` for the inflated stream, or refuse `Content-Encoding` with 415.',
    fastapi:
      'FastAPI does not decompress: in the middleware that does, call `decompressobj().decompress(data, max_length)` and stop at the limit.',
    django:
      'Django does not decompress: in the middleware that does, call `zlib.decompressobj().decompress(data, max_length)` and stop at the limit.',
    gin: 'In the middleware that decompresses, wrap the `gzip.Reader` in `io.LimitReader` or `http.MaxBytesReader`; wrapping the raw body alone is not enough.',
    'spring-boot':
      'Spring MVC does not decompress: in the filter that does, count the inflated bytes and answer 413 at the limit; let a proxy not inflate either.',
    any: 'Count bytes behind the decompressor and stop there with 413; or answer 415 to every `Content-Encoding`.',
  },
  uses: { compressed },
  timed: 2000,
  judge({ compressed: { small, bomb, rise = 0, exit = null, worksAfter = false, size } }) {
    if ([0, 429, 503].includes(statusOf(small)))
      return unclear(`it did not say whether it takes compressed bodies: ${told(small)} for an ordinary one`);
    if (!succeeded(small))
      return inapplicable(`it takes no compressed bodies: ${told(small)} for an ordinary one`);
    if (bomb === undefined) return unclear('the large body was not sent');
    const expected = `413 or a closed connection for ${size} bytes in a hundred kilobytes of gzip`;
    const evidence = [bomb];
    if (exit !== null) return fail({ expected, actual: ending(exit), evidence });
    const status = statusOf(bomb);
    if (succeeded(bomb) || (status >= 500 && status !== 503))
      return fail({
        expected,
        actual: `${told(bomb)}, with ${Math.round(rise / 1e6)} MB more memory`,
        evidence,
      });
    if (!worksAfter)
      return fail({ expected, actual: `${told(bomb)}; it worked no more afterwards`, evidence });
    return bomb.error === 'TIMEOUT'
      ? unclear('it neither took the body nor refused it in time')
      : pass(told(bomb));
  },
});

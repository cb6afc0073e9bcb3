import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import heads from '../../experiments/send-large-heads.ts';
import { noteOf, rawTold } from '../../experiments/send-raw.ts';

export default rule({
  id: 'wire/takes-ordinary-long-targets',
  level: 'should',
  owner: 'platform',
  title: 'Request lines of 8,000 octets are served',
  why: 'The standard recommends this as the least that everybody can count on. Filters, cursors and signed links grow to some thousand characters, and then work in one place only.',
  source: 'https://www.rfc-editor.org/rfc/rfc9112#section-3-5',
  doNotFlag: 'Services that refuse the short query too, because they know no such parameter.',
  fix: {
    express:
      'Node takes 16 KiB for the whole head: look for `--max-http-header-size`, a limit of your own, or the proxy in front.',
    nestjs:
      'Node takes 16 KiB for the whole head: look for `--max-http-header-size`, a limit of your own, or the proxy in front.',
    fastify:
      'Node takes 16 KiB for the whole head: look for `http: { maxHeaderSize }`, a limit of your own, or the proxy in front.',
    fastapi: 'uvicorn takes it: look for a limit of your own, or the proxy in front.',
    django: 'gunicorn refuses more than 4,094 octets: set `limit_request_line = 8190`, its largest value.',
    gin: 'Go takes 1 MiB for the whole head: look for `MaxHeaderBytes`, a limit of your own, or the proxy in front.',
    'spring-boot': 'Tomcat takes 8 KB for the whole head: set `server.max-http-request-header-size=16KB`.',
    any: 'Let the server take 16 KiB for the request line and the header fields together.',
  },
  uses: { heads },
  judge({ heads: { short, long, worksAfter } }) {
    const [usual = 0] = short.statuses;
    const [status = 0] = long.statuses;
    if (usual < 200 || usual > 299)
      return unclear(`the known request with a short query is answered with ${rawTold(short)}`);
    if (status === usual) return pass();
    if (!worksAfter) return unclear('it did not work any more afterwards: see wire/survives-garbage');
    const refused = [0, 400, 413, 414, 431].includes(status) && !(status === 0 && long.ended === null);
    if (!refused)
      return unclear(`the long query is answered with ${rawTold(long)}, the short one with ${usual}`);
    return fail({
      expected: `${usual}, as for a short query`,
      actual: rawTold(long),
      evidence: [noteOf(long)],
    });
  },
});

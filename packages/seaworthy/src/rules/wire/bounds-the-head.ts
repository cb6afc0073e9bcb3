import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import heads from '../../experiments/send-large-heads.ts';
import { noteOf, rawTold } from '../../experiments/send-raw.ts';

export default rule({
  id: 'wire/bounds-the-head',
  level: 'should',
  owner: 'platform',
  title: 'A head that is too large is refused with 4xx',
  why: 'A server that buffers heads of any size can be filled by anybody. One that answers 5xx calls its operators for what a client did.',
  source: 'https://www.rfc-editor.org/rfc/rfc6585#section-5',
  doNotFlag: 'Any 4xx (400, 413, 414, 431) and the end of the connection, at any limit up to 2 MiB.',
  fix: {
    express:
      'Node limits heads to 16 KiB: leave `--max-http-header-size` near it, and answer `HPE_HEADER_OVERFLOW` in `clientError` with 431.',
    nestjs:
      'Node limits heads to 16 KiB: leave `--max-http-header-size` near it, and answer `HPE_HEADER_OVERFLOW` in `clientError` with 431.',
    fastify:
      'Node limits heads to 16 KiB: leave `http: { maxHeaderSize }` near it, and answer 431 in your `clientErrorHandler`.',
    fastapi:
      'uvicorn with httptools has no limit: run it with `--http h11 --h11-max-incomplete-event-size 65536`, refuse large heads in an ASGI wrapper, or put a proxy in front.',
    django:
      'Leave gunicorn’s `limit_request_line`, `limit_request_fields` and `limit_request_field_size` at their defaults.',
    gin: 'Set `MaxHeaderBytes` of `http.Server` (1 MiB by default), for example to 64 KiB.',
    'spring-boot': 'Leave `server.max-http-request-header-size` at 8 KB, or raise it a little.',
    any: 'Limit the head to some tens of kilobytes and answer 431.',
  },
  uses: { heads },
  judge({ heads: { fields, targets, worksAfter } }) {
    const all = [...fields, ...targets];
    const failed = all.find(({ statuses: [status = 400] }) => status >= 500 && status !== 501);
    const unbounded = [fields, targets]
      .map((growing) => growing.at(-1)!)
      .find(({ statuses: [status = 400] }) => status < 400);
    const wrong = failed ?? unbounded;
    if (wrong !== undefined)
      return fail({
        expected: '431, 414 or another 4xx',
        actual: `${rawTold(wrong)} to ${wrong.what}`,
        evidence: [noteOf(wrong)],
      });
    if (!worksAfter) return unclear('it did not work any more afterwards: see wire/survives-garbage');
    return pass(all.map((answer) => `${rawTold(answer)} to ${answer.what}`).join(', '));
  },
});

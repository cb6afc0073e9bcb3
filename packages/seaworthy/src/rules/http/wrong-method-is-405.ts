import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import useAWrongMethod from '../../experiments/use-a-wrong-method.ts';

export default rule({
  id: 'http/wrong-method-is-405',
  level: 'should',
  owner: 'app',
  title: 'A wrong method on a known path is answered with 405',
  why: 'With 404 a client looks for the mistake in the path, and a cache may remember that the path does not exist. 405 says that only the method is wrong.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.1',
  doNotFlag:
    '501 for a method that the server does not know at all. Services that ask for credentials (401, 403) first.',
  fix: {
    express:
      'Express answers 404: `app.route("/users").get(list).all((request, response) => response.set("Allow", "GET, HEAD").sendStatus(405))`; `seaworthy(app)` from @seaworthy/kit/express does this for all routes.',
    nestjs: 'Nest answers 404; `seaworthy(app)` from @seaworthy/kit/nestjs answers 405.',
    fastify:
      'Fastify answers 404; `seaworthy(app)` from @seaworthy/kit/fastify answers 405. By hand: in `setNotFoundHandler`, ask `app.hasRoute` for the other methods.',
    fastapi: 'FastAPI answers 405: look for a catch-all route that comes first.',
    django: 'Use `@require_http_methods` or class-based views; do not raise `Http404` for methods.',
    gin: 'Set `router.HandleMethodNotAllowed = true`: the default is 404.',
    'spring-boot': 'Spring answers 405: look for an advice or a catch-all mapping that turns it into 404.',
    any: 'When a path matches and the method does not, answer 405 with `Allow`.',
  },
  uses: { answer: useAWrongMethod },
  judge({ answer }) {
    const status = statusOf(answer);
    if (status === 405 || status === 501) return pass();
    if (status !== 404) return inapplicable(`a wrong method is answered with ${told(answer)}`);
    return fail({
      expected: `405 for ${answer.request.method} ${answer.request.path}`,
      actual: '404, although the path exists',
      evidence: [answer],
    });
  },
});

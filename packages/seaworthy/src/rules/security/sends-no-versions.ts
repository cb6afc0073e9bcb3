import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import collected from '../../experiments/collect-errors.ts';

const HEADERS = ['server', 'x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version', 'x-generator'];

export default rule({
  id: 'security/sends-no-versions',
  level: 'should',
  owner: 'app',
  title: 'No response tells versions of the software behind it',
  why: 'Scanners collect versions, and look them up when a hole in one becomes known. Nobody else has any use for them.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-10.2.4-6',
  doNotFlag:
    'Names without a version, such as `Server: uvicorn` or `X-Powered-By: Express`, which are only noted.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express sends no banner; by hand: `app.disable("x-powered-by")`.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs sends no banner; by hand: `app.disable("x-powered-by")` on `NestExpressApplication`.',
    fastify: 'Fastify sends no banner: look for a hook or a proxy that sets `Server`.',
    fastapi: 'Run uvicorn with `--no-server-header`.',
    django:
      'gunicorn names itself without a version: look for `runserver`, whose `WSGIServer` tells both, and for a proxy.',
    gin: 'Go sends no banner: look for a middleware or a proxy that sets `Server`.',
    'spring-boot':
      'Tomcat sends no banner: leave `server.server-header` unset, and `server.error.include-stacktrace` off.',
    any: 'Remove the version from `Server` and drop `X-Powered-By`, in the service and in the proxy before it.',
  },
  uses: { collected },
  judge({ collected: { good, errors } }) {
    const answers = [...good, ...errors.map(({ exchange }) => exchange)];
    if (answers.length === 0) return unclear('no response was seen');
    const banners = answers.flatMap((exchange) =>
      HEADERS.flatMap((name) => {
        const value = exchange.response?.headers[name];
        return value === undefined ? [] : [{ exchange, name, value }];
      }),
    );
    const telling = banners.find(({ name, value }) => /\d+\.\d+|\/\d/.test(value) || /version/.test(name));
    if (telling !== undefined)
      return fail({
        expected: 'no version in any header',
        actual: `${telling.name}: ${telling.value}`,
        evidence: [telling.exchange],
      });
    const [named] = banners;
    return pass(named === undefined ? undefined : `${named.name}: ${named.value} names no version`);
  },
});

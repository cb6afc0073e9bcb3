import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';

/** What stands where a password was hidden. */
const HIDDEN = /^(?:\*+|x+|%2a+|\.+|[[<({]?(?:redacted|hidden|masked|filtered|secret|password)[\])}>]?)$/i;

export default rule({
  id: 'logs/keep-secrets-out',
  level: 'must',
  owner: 'app',
  title: 'No credential, password or token reaches the log',
  why: 'Logs are read by more people, kept longer and protected less than the data itself. A token in a log line is as good as a stolen one.',
  source: 'https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x25-V16-Security-Logging-and-Error-Handling.md',
  doNotFlag:
    'The secrets are random and known to this run only, so a finding is never a coincidence. Masked or hashed values are fine.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express masks them; by hand: pino’s `redact` for `req.headers.authorization`, `req.headers.cookie` and body fields, and a serializer that cuts secret query values from `req.url`.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs masks them; by hand: `redact` in the `pinoHttp` options of nestjs-pino, and a serializer that cuts secret query values from `req.url`.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify masks them; by hand: Fastify logs the whole URL, so give `logger.serializers.req` one that cuts secret query values, and `redact` for headers you add.',
    fastapi:
      'uvicorn’s access log writes the whole query: run with `--no-access-log` and log the path yourself; never log a `RequestValidationError` as it is, because it holds the input.',
    django:
      'Log `request.path`, not `get_full_path()`, never `request.headers` or `request.body`; mark views with `sensitive_post_parameters` and `sensitive_variables`.',
    gin: '`gin.Default()` logs the whole query: use `gin.New()` and a middleware that logs `c.Request.URL.Path` or `c.FullPath()`.',
    'spring-boot':
      'Leave `server.tomcat.accesslog.pattern` without `%r` and `%q`, never `CommonsRequestLoggingFilter` with headers or payload, and `logging.level.org.springframework.web` above DEBUG.',
    any: 'Log names of fields, not bodies; drop or mask `Authorization`, `Cookie` and every field or query parameter named like a secret, in one place below all loggers.',
  },
  uses: { traffic },
  judge({ traffic: { secrets, withSecrets, ports, lines, readyAt } }) {
    for (const { where, value } of secrets) {
      const line = lines.find(({ text }) => text.includes(value));
      if (line !== undefined)
        return fail({ expected: 'no secret in the log', actual: `the value of ${where}`, evidence: [line] });
    }
    const url = lines.find(({ text }) => ports.some((port) => hasPassword(text, port)));
    if (url !== undefined)
      return fail({
        expected: 'no secret in the log',
        actual: 'the password of a dependency’s URL',
        evidence: [url],
      });
    if (withSecrets.every(({ exchange }) => exchange.response === undefined))
      return unclear('no request with secrets was answered');
    if (lines.every(({ at }) => at < readyAt))
      return inapplicable('it logged nothing while it served requests');
    return pass(`${secrets.length} secrets, ${lines.length} lines`);
  },
});

function hasPassword(text: string, port: number): boolean {
  const [, password] = new RegExp(`:\\/\\/[^\\s:/@]*:([^\\s@/]+)@[^\\s/@]*:${port}\\b`).exec(text) ?? [];
  return password !== undefined && !HIDDEN.test(password);
}

import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import forge from '../../experiments/forge-log-lines.ts';

export default rule({
  id: 'logs/cannot-be-forged',
  level: 'must',
  owner: 'app',
  title: 'What a client sends cannot forge a log line',
  why: 'Who can break a line can write any line: a login that never was, an error that hides another one. Terminal codes go further and act on the screen of whoever reads the log.',
  source: 'https://cwe.mitre.org/data/definitions/117.html',
  doNotFlag:
    'What was sent may appear in the log, escaped, encoded or inside a line. Only a line that begins with it, or a raw escape character before it, is forged. Services whose log repeats nothing of a request.',
  fix: {
    express:
      '`log` of @seaworthy/kit does this; by hand: log with pino, with values as fields; never `console.log` with a decoded path, header or body.',
    nestjs:
      '`log` of @seaworthy/kit does this; by hand: `new ConsoleLogger({ json: true })` or nestjs-pino; the default logger writes line breaks as they come.',
    fastify: 'Fastify’s JSON logger escapes them: look for pino-pretty in production and for `console.log`.',
    fastapi:
      'Use a JSON formatter for all loggers: the default ones write line breaks in messages as they come.',
    django:
      'Use a JSON formatter for all loggers: the default ones write line breaks in messages as they come.',
    gin: 'Use `slog` with a JSON handler; never `fmt.Println` or `log.Printf("%s", …)` with what a client sent.',
    'spring-boot':
      'Set `logging.structured.format.console`; with a pattern, write `%replace(%msg){"[\\r\\n]", " "}`.',
    any: 'Write JSON with a real serialiser; in text logs, escape every control character of what came from outside.',
  },
  uses: { forge },
  judge({ forge: { token, lines, exchanges } }) {
    if (lines.length === 0) return inapplicable('its log repeats nothing of what was sent');
    // oxlint-disable-next-line no-control-regex -- what is looked for
    const escape = new RegExp(`\\u001b\\[31m${token}`);
    const forged = lines.find(({ text }) => text.trimStart().startsWith(token) || escape.test(text));
    if (forged === undefined) return pass(`${lines.length} lines repeat what was sent, all of them harmless`);
    return fail({
      expected: 'line breaks and control characters escaped',
      actual: escape.test(forged.text)
        ? 'a raw terminal code in the log'
        : 'a line that begins with what we sent',
      evidence: [...exchanges.slice(0, 1), forged],
    });
  },
});

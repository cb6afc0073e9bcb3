import { rule } from '../../engine/rule.ts';
import sendHostileBodies from '../../experiments/send-hostile-bodies.ts';
import { verdictOn } from '../../experiments/verdict-on-attempts.ts';

export default rule({
  id: 'input/hostile-values-are-no-5xx',
  level: 'must',
  owner: 'app',
  title: 'Strange values in a body are taken or refused, never a failure',
  why: 'A NUL character, half a surrogate pair or a number beyond 2^63 passes most validators and fails in the database. Anybody can send them, so anybody can fill the error log, or end the process.',
  source: 'https://cwe.mitre.org/data/definitions/20.html',
  doNotFlag: 'Every 2xx and 4xx is accepted. 503, and no answer in time, say that the service is busy.',
  fix: {
    express:
      'Bound and check every field: `z.string().max(100).refine((text) => text.isWellFormed() && !text.includes("\\0"))`; `validate(schema)` from @seaworthy/kit/express answers 400.',
    nestjs:
      'Check strings with `@Matches(/^[^\\0]*$/)` and numbers with `@Max`, and keep `ValidationPipe` global.',
    fastify: 'Give strings `maxLength` and a `pattern` without \\u0000, numbers `minimum` and `maximum`.',
    fastapi:
      'Use constrained types (`Annotated[str, Field(max_length=100, pattern=r"^[^\\x00]*$")]`); surrogates fail where the text is encoded, so refuse them with a validator.',
    django:
      'Decode the body with `json.loads` inside a `try` that also catches `UnicodeDecodeError`; form and serializer fields refuse NUL.',
    gin: 'Check `utf8.ValidString` and `strings.ContainsRune(text, 0)`, and bound numbers in binding tags.',
    'spring-boot':
      'Use `@Pattern` and `@Max`; map `DataIntegrityViolationException` that stems from input to 400.',
    any: 'Refuse what the store cannot hold before it gets there.',
  },
  uses: { hostile: sendHostileBodies },
  judge: ({ hostile: { values } }) => verdictOn(values),
});

import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import readTheDocument from '../../experiments/read-the-document.ts';

export default rule({
  id: 'docs/openapi-is-valid',
  level: 'should',
  owner: 'app',
  title: 'The OpenAPI document is valid',
  why: 'Clients, tests and pages are generated from it. Most generators stop at the first fault, and some go on and generate the wrong thing.',
  source: 'https://spec.openapis.org/oas/v3.1.1.html#schema-0',
  doNotFlag:
    'Services without a document; documents in YAML, which are not read. OpenAPI 2.0 is judged by its own rules. Schemas and examples are not looked into.',
  fix: {
    express:
      '`seaworthy(app, { docs: { title, version } })` from @seaworthy/kit/express makes it from the schemas; by hand: run a validator over the document in your tests.',
    nestjs:
      'Set `setTitle` and `setVersion` in `DocumentBuilder`, and name path parameters with `@ApiParam`; @seaworthy/kit/nestjs makes the document from the schemas.',
    fastify:
      'Give @fastify/swagger `openapi: { info: { title, version } }`, and each route a `schema`; @seaworthy/kit/fastify makes the document from the schemas.',
    fastapi:
      'FastAPI’s is valid: look at what a custom `app.openapi` changes, and at repeated `operation_id`.',
    django: 'Run `manage.py spectacular --validate` and mend its warnings; Ninja’s document is valid.',
    gin: 'swaggo writes OpenAPI 2.0 from comments: `swag init` reports what it could not read. huma generates 3.1 from types.',
    'spring-boot': 'springdoc’s is valid: look at `OpenApiCustomizer` beans and at repeated `operationId`.',
    any: 'Validate the document in your tests, with the same tool that your clients use.',
  },
  uses: { document: readTheDocument },
  judge({ document: { place, version, faults } }) {
    if (version === undefined)
      return inapplicable(`${place} was not read: it is not JSON, or takes too long`);
    if (faults === undefined) return unclear(`${place} takes too long to look through`);
    if (faults.length === 0) return pass(`OpenAPI ${version}`);
    return fail({
      expected: 'a document without faults',
      actual: `${faults.slice(0, 3).join('; ')}${faults.length > 3 ? `; and ${faults.length - 3} more` : ''}`,
      evidence: faults.map((text) => ({ kind: 'note', text: `${place}: ${text}` })),
    });
  },
});

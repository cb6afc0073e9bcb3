import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import askForHugePages from '../../experiments/ask-for-huge-pages.ts';

/** More items, or bytes, than one answer should ever hold. */
const MOST_ITEMS = 10_000;
const MOST_BYTES = 10 * 1024 * 1024;

export default rule({
  id: 'input/collections-are-bounded',
  level: 'should',
  owner: 'app',
  title: 'A page is never larger than the service wants',
  why: 'Whoever may choose the size of a page may choose a million. One such request costs the database and the memory of thousands.',
  source: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  doNotFlag:
    'Collections without a size parameter in the document or a page in the answer; collections with too few items to show a bound, unless the size is refused. Up to 10,000 items or 10 MB pass.',
  fix: {
    express:
      '`validate({ query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) }) })` from @seaworthy/kit/express.',
    nestjs:
      '`@IsInt() @Min(1) @Max(100)` on the query DTO with `transform: true`, or a schema with @seaworthy/kit/nestjs.',
    fastify: '`querystring: { limit: { type: "integer", minimum: 1, maximum: 100, default: 20 } }`.',
    fastapi: '`limit: Annotated[int, Query(ge=1, le=100)] = 20`.',
    django:
      'Set `max_page_size` of the Django REST framework paginator, or clamp before slicing the query set.',
    gin: '`Limit int `form:"limit,default=20" binding:"min=1,max=100"`` and `c.ShouldBindQuery`.',
    'spring-boot':
      '`spring.data.web.pageable.max-page-size=100` (the default is 2000), or `@Max(100)` on the parameter.',
    any: 'Refuse or reduce a page size above a maximum, and give a default.',
  },
  uses: { pages: askForHugePages },
  judge({ pages: { asked, huge, odd } }) {
    if (asked === undefined || huge === undefined)
      return inapplicable('no collection with pages is known: document its size parameter, such as `limit`');
    const answers = [huge.exchange, ...odd];
    const broken = answers.find((answer) => statusOf(answer) >= 500 && statusOf(answer) !== 503);
    const expected = 'at most 10,000 items and 10 MB, or 400';
    if (broken !== undefined) return fail({ expected, actual: told(broken), evidence: [broken] });
    if (answers.some((answer) => [429, 503].includes(statusOf(answer))))
      return unclear('the service was too busy');
    if (huge.items > MOST_ITEMS || huge.bytes > MOST_BYTES)
      return fail({
        expected,
        actual: `${huge.items} items, ${huge.bytes} bytes`,
        evidence: [huge.exchange],
      });
    if (statusOf(huge.exchange) >= 400) return pass(`${asked} of a million is refused`);
    if (huge.more) return pass(`${asked} of a million gives ${huge.items} and says that there are more`);
    return inapplicable(`${asked}: the collection has only ${huge.items} items, too few to show a bound`);
  },
});

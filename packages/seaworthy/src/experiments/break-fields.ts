import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { waysToBreak, type Broken, type Described } from './break-a-field.ts';
import { writeSchemaOf } from './request-of.ts';
import { works } from './works.ts';

export interface BrokenFields {
  /** One invalid field in each request. */
  fields: (Omit<Broken, 'body'> & { exchange: Exchange })[];
  /** Two fields invalid in the same way in one request. */
  pair?: { fields: [string, string]; how: Broken['how']; exchange: Exchange };
}

/** Fields of a body that are broken at most: three requests each. */
const MOST = 13;

export default experiment<BrokenFields>({
  id: 'break fields',
  title: 'sends the known write with one invalid field, then with two',
  subject: 'shared',
  needs: ['write'],
  deadline: 60_000,
  async run(lab) {
    const known = describedBy(lab);
    lab.control('the known write works', await works(lab, () => lab.write()));
    const send = async (body: unknown): Promise<Exchange> => {
      const exchange = await lab.write({ body: JSON.stringify(body) });
      lab.control('the service answers writes', exchange.response !== undefined);
      return exchange;
    };
    const fields: BrokenFields['fields'] = [];
    for (const field of Object.keys(lab.sample()).slice(0, MOST)) {
      for (const { body, ...way } of waysToBreak(lab.sample(), field, known))
        fields.push({ ...way, exchange: await send(body) });
    }
    const pair = pairOf(fields);
    if (pair === undefined) return { fields };
    const [first, second] = pair.fields.map((field) => breakOf(lab, known, field, pair.how));
    const both = pair.fields.reduce<Record<string, unknown>>((body, field) => {
      const { [field]: _removed, ...rest } = body;
      const broken = field === pair.fields[0] ? first : second;
      return pair.how === 'missing' ? rest : { ...rest, [field]: broken?.body[field] };
    }, lab.sample());
    return { fields, pair: { ...pair, exchange: await send(both) } };
  },
});

/** What the document and the user say about the body of the known write. */
export function describedBy({ profile }: Lab): Described {
  const schema = writeSchemaOf(profile);
  const required = [...new Set([...(profile.write?.required ?? []), ...(schema?.required ?? [])])];
  return { required, document: profile.document, schema };
}

function breakOf(lab: Lab, known: Described, field: string, how: Broken['how']): Broken | undefined {
  return waysToBreak(lab.sample(), field, known).find((way) => way.how === how);
}

/** Two fields that were each refused for the same reason. */
function pairOf(
  fields: BrokenFields['fields'],
): Pick<NonNullable<BrokenFields['pair']>, 'fields' | 'how'> | undefined {
  for (const how of ['missing', 'type'] as const) {
    const refused = fields.filter(
      (one) => one.how === how && [400, 422].includes(one.exchange.response?.status ?? 0),
    );
    const [one, other] = refused.map(({ field }) => field);
    if (one !== undefined && other !== undefined) return { how, fields: [one, other] };
  }
  return undefined;
}

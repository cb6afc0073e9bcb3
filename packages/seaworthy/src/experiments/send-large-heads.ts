import { experiment } from '../engine/experiment.ts';
import { headOf } from '../lab/request-bytes.ts';
import { changed } from '../lab/known-requests.ts';
import type { Lab } from '../lab/lab.ts';
import { anyRequest } from './any-request.ts';
import { sendRaw, type RawAnswer } from './send-raw.ts';
import { works } from './works.ts';

export interface LargeHeads {
  /** Each larger than the one before: 64 KiB, then 2 MiB where that was taken. */
  fields: RawAnswer[];
  targets: RawAnswer[];
  /** The known request with a short query, and with one that makes its line 8,000 octets long. */
  short: RawAnswer;
  long: RawAnswer;
  worksAfter: boolean;
}

const SIZES = { '64 KiB': 64 * 1024, '2 MiB': 2 * 1024 * 1024 };
/** RFC 9112 section 3 recommends to support request lines of so many octets at least. */
const ORDINARY = 8000;

export default experiment<LargeHeads>({
  id: 'send large heads',
  title: 'sends long request targets and large header fields',
  subject: 'fresh',
  needs: ['disturb'],
  deadline: 60_000,
  async run(lab) {
    const answers = (): Promise<boolean> => works(lab, () => lab.request(anyRequest(lab)));
    lab.control('the known request works', await answers());
    const { path } = anyRequest(lab);
    const query = (value: string): string =>
      headOf(
        lab,
        changed(anyRequest(lab) as never, { path: `${path}${path.includes('?') ? '&' : '?'}sw=${value}` }),
      );
    const line = query('').split('\r\n', 1)[0]!.length + 2;
    return {
      short: await sendRaw(lab, 'a short query', query('x')),
      long: await sendRaw(
        lab,
        `a request line of ${ORDINARY} octets`,
        query('x'.repeat(Math.max(1, ORDINARY - line))),
      ),
      fields: await growing(lab, 'a header field', (size) =>
        headOf(lab, anyRequest(lab, { headers: { 'X-Sw': 'x'.repeat(size) } })),
      ),
      targets: await growing(lab, 'a request target', (size) => query('x'.repeat(size))),
      worksAfter: await answers(),
    };
  },
});

/** Some servers allow a mebibyte on purpose. */
async function growing(lab: Lab, what: string, make: (size: number) => string): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  for (const [name, size] of Object.entries(SIZES)) {
    const answer = await sendRaw(lab, `${what} of ${name}`, make(size));
    answers.push(answer);
    if (answer.statuses[0] === undefined || answer.statuses[0] >= 400) break;
  }
  return answers;
}

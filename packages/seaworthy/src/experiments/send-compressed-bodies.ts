import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { experiment } from '../engine/experiment.ts';
import { writeOf } from '../lab/known-requests.ts';
import type { Lab } from '../lab/lab.ts';
import { askRaw } from './ask-raw.ts';
import { succeeded } from './answer.ts';
import { works } from './works.ts';

/** Bytes after decompression; about a thousandth of it goes over the wire. */
const SIZE = 100 * 1024 * 1024;

const compress = promisify(gzip);

/** Known-good JSON, compressed; then the same with 100 MiB of spaces behind it, in some 100 KB. */
export default experiment({
  id: 'send-compressed-bodies',
  title: 'sends 100 KB that decompress to 100 MiB',
  subject: 'fresh',
  needs: ['start', 'write'],
  deadline: 90_000,

  async run(lab) {
    lab.control('the known write works', await works(lab, () => lab.write()));
    const small = await send(lab, 0);
    if (!succeeded(small)) return { size: SIZE, small };
    const before = lab.facts().rss;
    let most = before;
    const timer = setInterval(() => (most = Math.max(most, lab.facts().rss)), 100);
    const bomb = await send(lab, SIZE);
    clearInterval(timer);
    const exit = await lab.exit(200);
    const worksAfter = exit === null && (await works(lab, () => lab.write()));
    return { size: SIZE, small, bomb, rise: most - before, exit, worksAfter };
  },
});

async function send(lab: Lab, spaces: number) {
  const body = await compress(
    Buffer.concat([Buffer.from(JSON.stringify(lab.sample())), Buffer.alloc(spaces, ' ')]),
  );
  const spec = writeOf(lab.profile.write!, { headers: { 'Content-Encoding': 'gzip' }, timeout: 30_000 });
  lab.note(
    `${body.length} bytes of gzip are sent, ${spaces === 0 ? 'an ordinary body' : `${spaces} bytes when decompressed`}`,
  );
  const { body: _plain, ...head } = spec;
  const answer = await askRaw(lab, head, body);
  lab.note(`it answered with ${answer.response?.status ?? answer.error}`);
  // The bytes are no evidence that anybody could read.
  return {
    ...answer,
    request: { method: answer.request.method, path: answer.request.path, headers: answer.request.headers },
  };
}

import type { Exchange, Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';
import { works } from './works.ts';

/** More than any limit that people set on JSON by intention, in bytes; 50 MB is often seen. */
const SIZE = 64 * 1024 * 1024;
const PIECE = 64 * 1024;
const SMALL = 1024;
const CHUNKED = { 'Transfer-Encoding': 'chunked' };

/** One large body, and what became of the service. */
export interface Large {
  exchange: Exchange;
  /** The most resident memory while it was sent, in bytes above that before. */
  rise: number;
  exit: Exit | null;
  /** Whether the known write worked afterwards. */
  worksAfter: boolean;
}

/**
 * Known-good JSON with 64 MiB of spaces behind its first brace, once announced by its length and once in chunks. JSON
 * allows them, so nothing but a limit on the size can refuse it; behind the last brace a decoder of streams would never
 * read them.
 */
export default experiment({
  id: 'send-large-bodies',
  title: 'sends bodies of 64 MiB',
  subject: 'fresh',
  needs: ['start', 'write'],
  deadline: 120_000,

  async run(lab) {
    const small = await lab.write({ body: padded(lab.sample(), SMALL) });
    lab.control('the write route takes JSON with spaces in it', succeeded(small));
    const announced = await send(lab, padded(lab.sample(), SIZE));
    const takesChunks =
      announced.worksAfter &&
      succeeded(await lab.write({ body: inChunks(lab.sample(), SMALL), headers: CHUNKED }));
    const chunked = takesChunks ? await send(lab, inChunks(lab.sample(), SIZE), CHUNKED) : null;
    return { size: SIZE, announced, chunked };
  },
});

async function send(lab: Lab, body: string, headers: Record<string, string> = {}): Promise<Large> {
  const before = lab.facts().rss;
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, lab.facts().rss)), 250);
  const exchange = await lab.write({ body, headers, timeout: 40_000 });
  clearInterval(timer);
  const exit = await lab.exit(200);
  const worksAfter = exit === null && (await works(lab, () => lab.write()));
  return { exchange, rise: Math.max(most, exit === null ? lab.facts().rss : 0) - before, exit, worksAfter };
}

function padded(sample: Record<string, unknown>, spaces: number): string {
  return `{${' '.repeat(spaces)}${JSON.stringify(sample).slice(1)}`;
}

function inChunks(sample: Record<string, unknown>, spaces: number): string {
  const size = Math.min(spaces, PIECE);
  return `${chunk('{')}${chunk(' '.repeat(size)).repeat(spaces / size)}${chunk(JSON.stringify(sample).slice(1))}0\r\n\r\n`;
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

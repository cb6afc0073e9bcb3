import type { Note } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';

/** What came back for bytes that no client would send. */
export interface RawAnswer {
  what: string;
  /** The first of what was sent, latin-1. */
  sent: string;
  /** Status of each answer, `1xx` left out. */
  statuses: number[];
  /** Whether the server ended the connection while we watched: `FIN`, `ECONNRESET`, … */
  ended: string | null;
  /** The first of what came, latin-1. */
  received: string;
}

const STATUS = /HTTP\/1\.[01] ([2-5]\d\d)(?=[ \r])/g;
/** Longest wait for the first answer, in ms. */
const PATIENCE = 5000;
/** How long the end of a connection, or one more answer, is waited for after an answer, in ms. */
const AFTERWARDS = 500;
const MOST_SHOWN = 600;

/**
 * Writes bytes on a connection of their own, and reads until the server ends it, or nothing more comes after an
 * answer. Waits for `answers` of them.
 */
export async function sendRaw(
  lab: Lab,
  what: string,
  bytes: string,
  { answers = 1, patience = PATIENCE }: { answers?: number; patience?: number } = {},
): Promise<RawAnswer> {
  const connection = await lab.raw();
  connection.write(bytes);
  await connection.until((received) => statusesIn(received).length >= answers, patience);
  await connection.until(() => false, AFTERWARDS);
  const received = connection.received();
  const ended = connection.ended() ?? null;
  connection.destroy();
  return {
    what,
    sent: bytes.slice(0, MOST_SHOWN),
    statuses: statusesIn(received),
    ended,
    received: received.slice(0, MOST_SHOWN),
  };
}

/** How it went, as a sentence to cite. */
export function noteOf({ what, sent, statuses, ended }: RawAnswer): Note {
  const answers = statuses.length === 0 ? 'no answer' : `answered ${statuses.join(', then ')}`;
  const end = ended === null ? 'connection left open' : `connection ended by ${ended}`;
  return { kind: 'note', text: `${what}: ${answers}, ${end}. Sent: ${JSON.stringify(sent.slice(0, 300))}` };
}

/** `answered 200`, for the `actual` of a failure. */
export function rawTold({ statuses, ended }: RawAnswer): string {
  if (statuses.length > 0) return statuses.join(', then ');
  return ended === null ? 'no answer' : `no answer (${ended})`;
}

function statusesIn(received: string): number[] {
  return [...received.matchAll(STATUS)].map(([, status]) => Number(status));
}

import type { RawConnection, RequestSpec } from './lab.ts';
import { headOf } from './request-bytes.ts';
import { ResponseReader, type Answer } from './response-reader.ts';

/** An answer on a connection that may carry more of them. */
export interface KeptAnswer extends Answer {
  /** Whether the server let the connection open for another request. */
  kept: boolean;
}

/**
 * One request on a raw connection that asks the server to keep it. `undefined` when no complete answer came within `ms`.
 */
export async function askOn(
  connection: RawConnection,
  to: { host: string },
  spec: RequestSpec,
  ms: number,
): Promise<KeptAnswer | undefined> {
  const before = connection.received().length;
  const kept = { ...spec, headers: { Connection: 'keep-alive', ...spec.headers } };
  connection.write(headOf(to, kept) + (spec.body ?? ''));
  return answerOn(connection, spec.method ?? 'GET', before, ms);
}

/** The first complete answer in what was received from position `from` on. */
export async function answerOn(
  connection: RawConnection,
  method: string,
  from: number,
  ms: number,
): Promise<KeptAnswer | undefined> {
  const read = (): ResponseReader => {
    const reader = new ResponseReader(method);
    reader.push(Buffer.from(connection.received().slice(from), 'latin1'));
    if (connection.ended() === 'FIN') reader.end();
    return reader;
  };
  await connection.until(() => read().complete, ms);
  const reader = read();
  const answer = reader.complete ? reader.answer() : undefined;
  return answer === undefined ? undefined : { ...answer, kept: reader.reusable() };
}

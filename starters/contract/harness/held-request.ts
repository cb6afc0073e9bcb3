import assert from 'node:assert/strict';
import type { RawConnection, RawResponse } from '@seaworthy/kit/testing';
import { freshId, newUser, requestText } from './messages.ts';
import type { Service } from './service.ts';

/** A request that the service has taken and cannot answer yet, because the end of its body is missing. */
export interface HeldRequest {
  id: string;
  connection: RawConnection;
  /** Sends the rest. */
  finish(): Promise<RawResponse>;
}

/** `100 Continue` is the proof that the service has it. */
export async function holdRequest(service: Service): Promise<HeldRequest> {
  const connection = service.connect();
  const id = freshId();
  const body = JSON.stringify(newUser());
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'x-request-id': id,
    expect: '100-continue',
  };
  connection.write(requestText('POST /users', headers));
  const { status } = await connection.response();
  assert.equal(
    status,
    100,
    `Expected 100 Continue to a request that is about to send its body, got ${status}`,
  );
  connection.write(body.slice(0, 10));
  return {
    id,
    connection,
    finish() {
      connection.write(body.slice(10));
      return connection.response({ timeout: 10_000 });
    },
  };
}

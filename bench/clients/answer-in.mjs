/**
 * The one answer in `text`: `{ status, close }`, where `close` says that the connection is to be given up. `undefined`
 * while a part of it is missing. No service here sends an answer without a length, or one of status 1xx, 204 or 304.
 */
export function answerIn(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const head = text.slice(0, headEnd);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  const complete =
    length === undefined ? text.endsWith('\r\n0\r\n\r\n') : text.length === headEnd + 4 + Number(length);
  if (!complete) return undefined;
  return { status: Number(head.slice(9, 12)), close: /^connection: *close/im.test(head) };
}

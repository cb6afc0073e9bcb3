/** Reads a whole body and hands it to `done`; a bad one becomes `undefined`. For the hand-written services. */
export function readJson(request, done) {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => (text += chunk));
  request.on('end', () => done(parse(text)));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

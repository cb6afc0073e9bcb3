import { request } from 'node:http';

/**
 * What `curl` would print, for the options that the documents use: -s, -i, -I, -X, -H, -d. Done here because a machine
 * with Node need not have curl.
 */
export async function curl(words) {
  const options = parse(words);
  const { status, reason, headers, body } = await exchange(options);
  const head = `HTTP/1.1 ${status} ${reason}\n${headers.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n`;
  return options.head ? head + body : body;
}

function parse(words) {
  const options = { url: '', method: undefined, headers: {}, body: undefined, head: false };
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === '-s') continue;
    else if (word === '-i') options.head = true;
    else if (word === '-I') Object.assign(options, { head: true, method: 'HEAD' });
    else if (word === '-X') options.method = words[++at];
    else if (word === '-d') options.body = words[++at];
    else if (word === '-H') {
      const [name, value] = words[++at].split(/:\s*/, 2);
      options.headers[name] = value;
    } else if (word.startsWith('-'))
      throw new Error(`curl ${word} is not understood; teach scripts/docs/curl.mjs`);
    else options.url = word.includes('://') ? word : `http://${word}`;
  }
  return options;
}

function exchange({ url, method, headers, body }) {
  return new Promise((resolve, reject) => {
    const asking = request(url, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body !== undefined && {
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
        }),
        ...headers,
      },
      agent: false,
    });
    asking.on('error', reject);
    asking.on('response', async (response) => {
      const chunks = await response.setEncoding('utf8').toArray();
      const pairs = [];
      for (let at = 0; at < response.rawHeaders.length; at += 2) {
        pairs.push([response.rawHeaders[at].toLowerCase(), response.rawHeaders[at + 1]]);
      }
      resolve({
        status: response.statusCode,
        reason: response.statusMessage,
        headers: pairs,
        body: chunks.join(''),
      });
    });
    asking.end(body);
  });
}

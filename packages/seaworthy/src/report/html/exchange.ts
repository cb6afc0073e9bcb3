import type { Evidence, Exchange } from '../../engine/evidence.ts';
import { duration } from '../duration.ts';
import { evidenceLine } from '../evidence-line.ts';
import { markup, type Markup } from './markup.ts';

/** Characters of a body that are shown; the JSON report has the rest. */
const MOST = 4000;

/** One piece of evidence. An exchange unfolds to what was sent and what came back. */
export function evidence(piece: Evidence, open: boolean): Markup {
  if (piece.kind === 'exchange')
    return markup`<li>
      <details class="exchange"${open && markup` open`}>
        <summary><span class="tone ${toneOf(piece)}">${evidenceLine(piece)}</span></summary>
        <div class="both">${asked(piece)}${answered(piece)}</div>
      </details>
    </li>`;
  return markup`<li class="${piece.kind}">
    ${'at' in piece && markup`<time>+${duration(piece.at)}</time> `}${evidenceLine(piece)}
  </li>`;
}

/** How an answer is coloured. */
export function toneOf({ response }: Exchange): 'ok' | 'warn' | 'bad' {
  return response === undefined || response.status >= 500 ? 'bad' : response.status >= 400 ? 'warn' : 'ok';
}

function asked({ request: { method, path, headers, body }, sent, connected }: Exchange): Markup {
  const state = !connected ? 'never connected' : !sent ? 'not sent to its end' : undefined;
  return markup`<div>
    <h5>Request${state !== undefined && markup` <em>${state}</em>`}</h5>
    <pre tabindex="0"><b>${method} ${path}</b>\n${head(headers)}${body !== undefined && `\n${shown(body)}`}</pre>
  </div>`;
}

function answered({ response: answer, error }: Exchange): Markup {
  if (answer === undefined)
    return markup`<div>
      <h5>Response</h5>
      <pre class="none" tabindex="0"><b>${error ?? 'none'}</b></pre>
    </div>`;
  return markup`<div>
    <h5>Response</h5>
    <pre tabindex="0"><b>${answer.status}</b>\n${head(answer.headers)}${answer.body !== '' && `\n${shown(answer.body)}`}</pre>
  </div>`;
}

function head(headers: Readonly<Record<string, string>>): Markup[] {
  return Object.entries(headers).map(([name, value]) => markup`<i>${name}:</i> ${value}\n`);
}

function shown(body: string): string {
  const text = indented(body);
  return text.length > MOST ? `${text.slice(0, MOST)}… (${text.length} characters)` : text;
}

/** JSON as people read it; everything else as it came. */
function indented(body: string): string {
  if (!/^\s*[{[]/.test(body) || body.length > 50_000) return body;
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

import { randomBytes } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';

/** Longest wait for one answer in ms. */
const PATIENCE = 2000;

/**
 * Tells endpoints from catch-alls: a single-page application answers 200 for every path. Before a path is believed,
 * two random paths beside it must answer differently.
 */
export class Neighbours {
  readonly #lab: Lab;
  readonly #seen = new Map<string, Promise<[Exchange, Exchange]>>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  get(path: string): Promise<Exchange> {
    return this.#lab.request({
      path,
      headers: { Accept: 'application/json, text/plain, */*' },
      timeout: PATIENCE,
    });
  }

  /** Whether the service has something of its own at this path. */
  async isOwn(path: string, answer: Exchange): Promise<boolean> {
    const parent = path.slice(0, path.lastIndexOf('/') + 1);
    let asked = this.#seen.get(parent);
    if (asked === undefined) {
      asked = Promise.all([this.get(parent + random()), this.get(parent + random())]);
      this.#seen.set(parent, asked);
    }
    const [one, other] = await asked;
    // Neighbours that differ from each other say nothing by their bodies: then the kind of answer must differ.
    const bodies = gist(one) === gist(other);
    return kind(answer) !== kind(one) || (bodies && gist(answer) !== gist(one));
  }
}

function random(): string {
  return `sw-${randomBytes(6).toString('hex')}`;
}

function kind({ response, error }: Exchange): string {
  return response === undefined
    ? String(error)
    : `${response.status} ${response.headers['content-type'] ?? ''}`;
}

/** The body without what changes from answer to answer: the path itself, numbers, ids. */
function gist({ request, response }: Exchange): string {
  const name = request.path.slice(request.path.lastIndexOf('/') + 1);
  return (response?.body ?? '')
    .replaceAll(request.path, '')
    .replaceAll(name, '')
    .replaceAll(/[0-9a-f]{8,}|[0-9a-f-]{16,}|\d+/gi, '0');
}

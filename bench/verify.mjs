import { setTimeout as sleep } from 'node:timers/promises';
import { EXCHANGES, UNKNOWN_ROUTE } from './exchanges.mjs';

const LOG_LIMIT = 3000;

/** Throws unless the service does the job, and its duties where it claims them: a service that cheats is not measured. */
export async function verify(service, { duties }) {
  for (const exchange of [...EXCHANGES, UNKNOWN_ROUTE]) {
    const id = `verify-${exchange.name.replace(' ', '-')}`;
    const answer = await fetch(service.origin + exchange.path, {
      method: exchange.method,
      headers: { ...exchange.headers, 'X-Request-ID': id },
      body: exchange.body,
    });
    const said = { status: answer.status, headers: answer.headers, body: await answer.json() };
    const wrong = [...wrongJob(exchange, said), ...(duties ? wrongDuties(exchange, said, id) : [])];
    if (duties) wrong.push(...(await wrongLog(service, id)));
    if (wrong.length > 0) throw new Error(`${service.name}, ${exchange.name}: ${wrong.join('; ')}`);
  }
  service.clearLog();
}

function wrongJob({ status, body }, said) {
  const wrong = [];
  if (said.status !== status) wrong.push(`expected ${status}, got ${said.status}`);
  if (!/json/.test(said.headers.get('Content-Type'))) wrong.push('expected JSON');
  if (status < 300 && typeof said.body.id !== 'string') wrong.push('expected a user with an id');
  if (status < 300 && 'password' in said.body) wrong.push('expected no password in the answer');
  if (status === 201 && said.body.email !== JSON.parse(body).email)
    wrong.push('expected the user that was sent');
  if (
    status === 400 &&
    !['email', 'name', 'password'].every((field) => JSON.stringify(said.body).includes(field))
  ) {
    wrong.push('expected all three bad fields');
  }
  return wrong;
}

function wrongDuties({ status }, said, id) {
  const wrong = [];
  if (said.headers.get('X-Request-ID') !== id) wrong.push('expected the request id in the answer');
  if (said.headers.get('X-Content-Type-Options') !== 'nosniff') wrong.push('expected security headers');
  if (status < 400) return wrong;
  const type = said.headers.get('Content-Type');
  if (!type.startsWith('application/problem+json')) wrong.push(`expected a problem document, got ${type}`);
  if (said.body.requestId !== id) wrong.push('expected the request id in the problem');
  if (said.body.status !== status) wrong.push('expected the status in the problem');
  return wrong;
}

async function wrongLog(service, id) {
  const limit = Date.now() + LOG_LIMIT;
  let lines = 0;
  while (lines === 0 && Date.now() < limit) {
    await sleep(20);
    lines = service
      .readLog()
      .split('\n')
      .filter((line) => line.includes(`"${id}"`)).length;
  }
  return lines === 1 ? [] : [`expected one log line with the request id, got ${lines}`];
}

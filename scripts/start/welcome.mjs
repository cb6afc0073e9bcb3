/** What somebody who has just started the service wants to know. */
export function welcome(url) {
  const user = JSON.stringify({ email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' });
  return `
  A users service on Fastify and PostgreSQL is running.

    service   ${url}/users
    docs      ${url}/docs
    ready?    ${url}/readyz
    metrics   ${url}/metrics

  Try   curl -i ${url}/users -H 'content-type: application/json' -d '${user}'
  Stop  Ctrl-C

  Now a second copy of it is started, disturbed and judged, which takes about a minute.
`;
}
